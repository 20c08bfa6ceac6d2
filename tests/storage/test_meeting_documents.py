"""Minutes leave the house through one route: as their reader sees them, noted in the audit, as a file with a name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from pypdf import PdfReader
from sqlalchemy import delete, update
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.language import translate
from dashboard.web import answers
from dashboard.web.document_files import MEDIA_TYPES
from dashboard.web.meeting_documents import meeting_document_routes
from geodata import clock
from geodata.database import Database
from geodata.errors import Message
from geodata.model.meetings import EntryKind, MeetingState
from geodata.model.people import Actor, Role, Sensitivity
from geodata.policy import GRANTS, Action
from geodata.services.issue_links import link_site
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes import NewEntry, write_entry
from geodata.services.minutes_export import export_meeting, restricted_in
from geodata.services.minutes_states import begin_meeting
from geodata.services.photos import add_photo
from geodata.services.tasks import NewTask, give_task
from geodata.tables import Body, Issue, IssueSite, Meeting
from tests.audited import entries_of, whole_detail
from tests.open_door import OpenDoor
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_photos import picture
from tests.streets import pave

SECRET = "Tajná poznámka zapisovatele"
HIDDEN_POINT, HIDDEN_WORDS, HIDDEN_TASK = "O citlivé věci", "Citlivé vyjádření", "Citlivý úkol"


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def minutes(database: Database, actor: Actor, city: SmallCity) -> int:
    """A meeting that runs: an open point, one about a restricted issue, and an internal note."""
    with database.write(actor) as work:
        work.session.execute(
            update(Issue).where(Issue.id == city.hidden_issue_id).values(sensitivity=Sensitivity.RESTRICTED)
        )
        work.version_of("issues")
        work.commit()
    meeting_id = plan_meeting(database, actor, city.cell_id, clock.now() - timedelta(minutes=5), "Radnice")
    begin_meeting(database, actor, meeting_id, meeting_card(database, actor, meeting_id).row_version)
    opened = NewAgendaItem("Římsa", issue_id=city.building_issue_id, organisation_id=city.police_id)
    point = add_agenda_item(database, actor, meeting_id, opened)
    write_entry(database, actor, point, NewEntry(EntryKind.STATEMENT, "Padá omítka.", city.police_id))
    write_entry(database, actor, point, NewEntry(EntryKind.INTERNAL, SECRET))
    hidden = NewAgendaItem(HIDDEN_POINT, issue_id=city.hidden_issue_id, organisation_id=city.ngo_id)
    hidden_point = add_agenda_item(database, actor, meeting_id, hidden)
    write_entry(database, actor, hidden_point, NewEntry(EntryKind.STATEMENT, HIDDEN_WORDS))
    worker_of(database, actor, city.police_id, Role.COORDINATOR, login="chief")  # so that the police may have it
    give_task(database, actor, hidden_point, NewTask(HIDDEN_TASK, city.police_id))
    return meeting_id


def client_of(database: Database, actor: Actor, photos: Path = Path("no-photos")) -> TestClient:
    """The route behind the gate, as the server has it."""
    app = Starlette(
        routes=meeting_document_routes(database, photos),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def client(database: Database, actor: Actor) -> Iterator[TestClient]:
    with client_of(database, actor) as client:
        yield client


def words_in(client: TestClient, address: str) -> str:
    """All words of the document, with single spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    body, ending = answer.content, address.partition("?")[0].rpartition(".")[2]
    if ending == "docx":
        paper = docx.Document(io.BytesIO(body))
        lines = [line.text for line in (*paper.sections[0].header.paragraphs, *paper.paragraphs)]
        body = "\n".join([*lines, *(cell.text for table in paper.tables for cell in table._cells)]).encode()
    if ending == "pdf":
        body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    return " ".join(body.decode().split())


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_minutes_leave_without_internal_notes(client: TestClient, minutes: int, ending: str) -> None:
    words = words_in(client, f"/exports/meeting/{minutes}.{ending}")
    assert "Padá omítka." in words
    assert "NÁVRH" in words
    assert SECRET not in words


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_restricted_matters_leave_with_a_warning(client: TestClient, minutes: int, ending: str) -> None:
    words = words_in(client, f"/exports/meeting/{minutes}.{ending}")
    for said in (HIDDEN_POINT, HIDDEN_WORDS, HIDDEN_TASK, "JEN PRO ČLENY"):
        assert said in words


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_a_copy_to_be_passed_on_holds_nothing_restricted(client: TestClient, minutes: int, ending: str) -> None:
    words = words_in(client, f"/exports/meeting/{minutes}.{ending}?restricted=no")
    assert "1. Římsa" in words
    assert "JEN PRO ČLENY" not in words
    assert "itliv" not in words


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_who_may_not_know_of_an_issue_takes_minutes_without_it(
    database: Database, actor: Actor, city: SmallCity, minutes: int, ending: str
) -> None:
    official = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    with client_of(database, official) as client:
        words = words_in(client, f"/exports/meeting/{minutes}.{ending}")
        assert words == words_in(client, f"/exports/meeting/{minutes}.{ending}?restricted=no")
    assert "Padá omítka." in words
    assert "itliv" not in words
    assert "JEN PRO ČLENY" not in words


def test_a_restricted_place_of_an_open_issue_stays_behind_too(
    client: TestClient, database: Database, actor: Actor, city: SmallCity, minutes: int
) -> None:
    link_site(database, actor, city.building_issue_id, city.hidden_site_id)
    with database.write(actor) as work:
        work.session.execute(update(Issue).values(sensitivity=Sensitivity.PARTNERS))
        work.commit()
    assert "Zadní trakt" in words_in(client, f"/exports/meeting/{minutes}.txt")
    assert "JEN PRO ČLENY" in words_in(client, f"/exports/meeting/{minutes}.txt")
    assert "Zadní trakt" not in words_in(client, f"/exports/meeting/{minutes}.txt?restricted=no")


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_see_a_meeting_may_take_its_minutes(
    database: Database, actor: Actor, city: SmallCity, minutes: int, role: Role
) -> None:
    with client_of(database, worker_of(database, actor, city.ngo_id, role)) as client:
        answer = client.get(f"/exports/meeting/{minutes}.txt")
    assert answer.status_code == (200 if role in GRANTS[Action.VIEW] else 403)
    assert ("Padá omítka." in answer.text) == (role in GRANTS[Action.VIEW])


def test_each_document_that_leaves_stands_in_the_audit(
    client: TestClient, database: Database, actor: Actor, minutes: int
) -> None:
    client.get(f"/exports/meeting/{minutes}.pdf")
    client.get(f"/exports/meeting/{minutes}.txt?restricted=no")
    export_meeting(database, replace(actor, views_as=True), minutes, "docx")
    entries = [entry for entry in entries_of(database) if entry.action == "export"]
    assert {(entry.subject, entry.subject_id, entry.account_id) for entry in entries} == {
        ("meeting", minutes, actor.account_id)
    }
    # The restricted issue, and the restricted place that it is about.
    assert [whole_detail(database, entry) for entry in entries] == [
        {"format": "pdf", "restricted": 2},
        {"format": "txt"},
        {"format": "docx", "restricted": 2, "views_as": True},
    ]


def test_restricted_matters_are_counted_only_for_who_sees_them(
    database: Database, actor: Actor, city: SmallCity, minutes: int
) -> None:
    assert restricted_in(database, actor, minutes) == 2
    assert restricted_in(database, worker_of(database, actor, city.ngo_id, Role.OFFICIAL), minutes) == 0


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_a_meeting_to_come_gives_its_agenda(client: TestClient, city: SmallCity, ending: str) -> None:
    words = words_in(client, f"/exports/meeting/{city.meeting_id}.{ending}")
    assert "Pozvánka na schůzku" in words or "POZVÁNKA NA SCHŮZKU" in words
    assert "1. Školní 12" in words
    assert "Zapsal" not in words


def test_an_agenda_says_what_was_promised_by_whom_until_when_and_of_hidden_issues_nothing(
    client: TestClient, database: Database, actor: Actor, city: SmallCity, minutes: int
) -> None:
    points = {point.title: point.id for point in meeting_card(database, actor, minutes).points}
    give_task(database, actor, points["Římsa"], NewTask("Zajistit římsu", city.police_id, due_next_meeting=True))
    free = add_agenda_item(database, actor, minutes, NewAgendaItem("Novinky"))
    give_task(database, actor, free, NewTask("Rozeslat pozvánky", due_next_meeting=True))
    words = words_in(client, f"/exports/meeting/{city.meeting_id}.txt")
    assert "Slíbeno: Zajistit římsu (Městská policie, příští schůzka)" in words
    assert words.index("Zajistit římsu") < words.index("CO SE JEŠTĚ SLÍBILO") < words.index("Rozeslat pozvánky")
    assert HIDDEN_TASK not in words_in(client, f"/exports/meeting/{city.meeting_id}.txt?restricted=no")


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_each_point_of_an_agenda_has_its_map_sheet_and_photo(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path, ending: str
) -> None:
    add_photo(database, actor, tmp_path, city.building_id, None, picture(), clock.today())
    pave(database, actor, "Školní", (14.05, 50.66))
    with client_of(database, actor, tmp_path) as client:
        body = client.get(f"/exports/meeting/{city.meeting_id}.{ending}").content
        assert "Mapky a fotografie" not in words_in(client, f"/exports/meeting/{city.meeting_id}.txt")
    if ending == "pdf":
        assert sum(len(page.images) for page in PdfReader(io.BytesIO(body)).pages) == 2
        return
    told = [str(shape._inline.docPr.get("descr")) for shape in docx.Document(io.BytesIO(body)).inline_shapes]
    assert [words.partition(" ")[0] for words in told] == ["Mapka", "Fotografie:"]
    assert "Ulice: Školní." in told[0]


def test_map_sheets_and_photos_of_restricted_places_stay_behind(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    add_photo(database, actor, tmp_path, city.hidden_site_id, None, picture(), clock.today())
    link_site(database, actor, city.building_issue_id, city.hidden_site_id)
    with database.write(actor) as work:
        work.session.execute(delete(IssueSite).where(IssueSite.site_id == city.building_id))
        work.session.execute(update(Issue).values(sensitivity=Sensitivity.PARTNERS))
        work.commit()
    with client_of(database, actor, tmp_path) as client:
        pictures = [
            len(docx.Document(io.BytesIO(client.get(address).content)).inline_shapes)
            for address in (f"/exports/meeting/{city.meeting_id}.docx{query}" for query in ("", "?restricted=no"))
        ]
    assert pictures[0] > 0
    assert pictures[1] == 0


def test_a_cancelled_meeting_gives_neither(
    client: TestClient, database: Database, actor: Actor, city: SmallCity
) -> None:
    with database.write(actor) as work:
        work.session.get_one(Meeting, city.meeting_id).state = MeetingState.CANCELLED
        work.commit()
    answer = client.get(f"/exports/meeting/{city.meeting_id}.pdf")
    said = translate(Message("This meeting was cancelled, so it has no minutes."), "cs")
    assert (answer.status_code, answer.text) == (422, said)
    assert [entry for entry in entries_of(database) if entry.action == "export"] == []


def test_minutes_go_on_naming_the_next_meeting_after_it_took_place(
    database: Database, actor: Actor, city: SmallCity, minutes: int
) -> None:
    before = meeting_card(database, actor, minutes).next_meeting
    assert before is not None
    assert before.id == city.meeting_id
    with database.write(actor) as work:
        work.session.get_one(Meeting, city.meeting_id).state = MeetingState.CLOSED
        work.commit()
    assert meeting_card(database, actor, minutes).next_meeting == before


@pytest.mark.parametrize(("ending", "media_type"), MEDIA_TYPES.items())
def test_the_answer_is_a_file_that_nobody_keeps(client: TestClient, minutes: int, ending: str, media_type: str) -> None:
    answer = client.get(f"/exports/meeting/{minutes}.{ending}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    day, named = clock.today(), answer.headers["content-disposition"]
    assert named.startswith(f'attachment; filename="zapis-bunka-predlice-{day}.{ending}"; ')
    assert unquote(named.partition("filename*=UTF-8''")[2]) == f"Zápis Buňka Předlice {day}.{ending}"


@pytest.mark.parametrize(
    "name", ['Buňka"; filename="x.exe', "../../etc/passwd", "a\r\nSet-Cookie: a=b", "會議", "B" * 900]
)
def test_no_name_of_a_body_leaves_the_name_of_the_file(
    client: TestClient, database: Database, actor: Actor, minutes: int, name: str
) -> None:
    with database.engine.begin() as connection:
        connection.execute(update(Body).values(name=name))
    named = client.get(f"/exports/meeting/{minutes}.txt").headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]{1,120}\.txt"; filename\*=UTF-8\'\'[A-Za-z0-9%._~-]+', named)
    assert not re.search(r'["/\\\r\n]', unquote(named.partition("UTF-8''")[2]))


@pytest.mark.parametrize(
    "address", ["{id}.exe", "{id}", "{id}.tar.pdf", "{id}.PDF", "999999.pdf", f"{'9' * 18}.txt", f"{'9' * 30}.txt"]
)
def test_what_is_not_there_is_not_found(client: TestClient, minutes: int, address: str) -> None:
    assert client.get(f"/exports/meeting/{address.format(id=minutes)}").status_code == 404


def test_minutes_are_in_the_language_of_the_reader(client: TestClient, minutes: int) -> None:
    client.cookies.set("lokality_language", "en")
    words = words_in(client, f"/exports/meeting/{minutes}.txt")
    assert "MINUTES OF THE MEETING" in words
    assert client.get(f"/exports/meeting/{minutes}.txt").headers["content-disposition"].count("minutes-bunka") == 1
