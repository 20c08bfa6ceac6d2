"""Letters leave through one route: with their maps and photos, without internal notes, noted in the audit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.submission_documents import ENDINGS, submission_document_routes
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.submissions import SendingWay
from geodata.policy import GRANTS, Action
from geodata.services.issue_links import link_site
from geodata.services.letter_facts import letter_facts
from geodata.services.local_map import House, local_map
from geodata.services.photos import add_photo
from geodata.services.submission_export import export_submission
from geodata.services.submission_steps import Receipt, Sending, note_reference, send_submission
from geodata.tables import Issue
from tests.audited import entries_of, whole_detail
from tests.letters import a_reminder, letter_card, some_authority, write_letter
from tests.open_door import OpenDoor
from tests.small_city import SmallCity, worker_of
from tests.storage.test_photos import picture
from tests.streets import pave

SECRET = "Jen pro nás: vlastníka se ptát nebudeme."
HERE = (14.05, 50.66)  # of the building that the letter is about


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def letter(database: Database, actor: Actor, city: SmallCity, photos: Path) -> int:
    """A letter about a building that has a photo and a street, sent with an internal note."""
    add_photo(database, actor, photos, city.building_id, None, picture(), clock.today())
    pave(database, actor, "Školní", HERE)
    submission_id = write_letter(database, actor, city.building_issue_id, some_authority(database, actor))
    version = letter_card(database, actor, submission_id).row_version
    send_submission(database, actor, submission_id, version, Sending(SendingWay.POST, note=SECRET))
    return submission_id


def client_of(database: Database, actor: Actor, photos: Path) -> TestClient:
    app = Starlette(
        routes=submission_document_routes(database, photos),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def client(database: Database, actor: Actor, photos: Path) -> Iterator[TestClient]:
    with client_of(database, actor, photos) as client:
        yield client


def test_a_letter_leaves_with_its_map_and_photo_and_without_internal_notes(client: TestClient, letter: int) -> None:
    reader = PdfReader(io.BytesIO(client.get(f"/exports/submission/{letter}.pdf").content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Žádáme o prohlídku stavby." in words
    assert "Nebezpečné, od" in words
    assert SECRET not in words
    assert sum(len(page.images) for page in reader.pages) == 2
    paper = docx.Document(io.BytesIO(client.get(f"/exports/submission/{letter}.docx").content))
    told = [str(shape._inline.docPr.get("descr")) for shape in paper.inline_shapes]
    assert [words.partition(" ")[0] for words in told] == ["Mapka", "Fotografie:"]
    assert "Ulice: Školní." in told[0]
    assert SECRET not in "\n".join(line.text for line in paper.paragraphs)


def test_a_photo_whose_file_is_gone_does_not_keep_the_letter(
    client: TestClient, database: Database, actor: Actor, photos: Path, letter: int
) -> None:
    for file in photos.rglob("*.jpg"):
        file.unlink()
    export = export_submission(database, actor, photos, letter, "pdf", across_m=400.0, down_m=240.0)
    assert export.places[0].pictures.photos == ()
    assert client.get(f"/exports/submission/{letter}.pdf").status_code == 200


def test_their_number_stands_in_the_letters_that_follow_and_not_in_the_one_that_was_sent_without_it(
    database: Database, actor: Actor, photos: Path, letter: int
) -> None:
    def number(submission_id: int) -> str | None:
        export = export_submission(database, actor, photos, submission_id, "pdf", across_m=400.0, down_m=240.0)
        return export.their_reference

    note_reference(database, actor, letter, letter_card(database, actor, letter).row_version, Receipt("MU-1/2026"))
    assert number(letter) is None
    assert number(a_reminder(database, actor, letter)) == "MU-1/2026"


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_know_of_the_issue_may_take_its_letters(
    database: Database, actor: Actor, city: SmallCity, photos: Path, letter: int, role: Role
) -> None:
    with client_of(database, worker_of(database, actor, city.ngo_id, role), photos) as client:
        answer = client.get(f"/exports/submission/{letter}.docx")
    assert answer.status_code == (200 if role in GRANTS[Action.VIEW] else 403)


def test_a_letter_about_a_hidden_issue_is_not_found(
    database: Database, actor: Actor, city: SmallCity, photos: Path
) -> None:
    hidden = write_letter(database, actor, city.hidden_issue_id, some_authority(database, actor))
    with client_of(database, worker_of(database, actor, city.ngo_id, Role.OFFICIAL), photos) as client:
        assert client.get(f"/exports/submission/{hidden}.pdf").status_code == 404
    export_submission(database, actor, photos, hidden, "pdf", across_m=400.0, down_m=240.0)
    (entry,) = [entry for entry in entries_of(database) if entry.action == "export"]
    assert (entry.subject, entry.subject_id) == ("submission", hidden)
    assert whole_detail(database, entry) == {"format": "pdf", "restricted": 1}


def test_a_restricted_place_of_an_open_issue_stays_in_the_house(
    client: TestClient, database: Database, actor: Actor, city: SmallCity, photos: Path
) -> None:
    letter = write_letter(database, actor, city.building_issue_id, some_authority(database, actor))
    link_site(database, actor, city.building_issue_id, city.hidden_site_id)
    with database.write(actor) as work:  # linking restricted the issue; it was opened again since
        issue = work.session.get_one(Issue, city.building_issue_id)
        issue.sensitivity = Sensitivity.PARTNERS
        work.commit()
    assert len(letter_card(database, actor, letter).places) == 2
    paper = docx.Document(io.BytesIO(client.get(f"/exports/submission/{letter}.docx").content))
    words = "\n".join(line.text for line in paper.paragraphs)
    assert "Školní 12" in words
    assert "Zadní trakt" not in words
    known = letter_facts(database, actor, city.building_issue_id)
    assert [place.name for place in known.places] == ["Školní 12"]
    hidden = write_letter(database, actor, city.hidden_issue_id, some_authority(database, actor, "Hygiena"))
    export = export_submission(database, actor, photos, hidden, "pdf", across_m=400.0, down_m=240.0)
    assert "Zadní trakt" in {one.place.name for one in export.places}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_answer_is_a_file_that_nobody_keeps(client: TestClient, letter: int, ending: str) -> None:
    answer = client.get(f"/exports/submission/{letter}.{ending}")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    named = answer.headers["content-disposition"]
    year, day = clock.today().year, clock.today()
    assert named.startswith(f'attachment; filename="podani-stavebni-urad-{year}-0001-{letter}-{day}.{ending}"; ')
    assert unquote(named.partition("UTF-8''")[2]) == f"Podání Stavební úřad {year}-0001-{letter} {day}.{ending}"


@pytest.mark.parametrize(
    "address", ["{id}.txt", "{id}", "{id}.PDF", "999999.pdf", f"{'9' * 18}.docx", f"{'9' * 30}.pdf"]
)
def test_what_is_not_there_is_not_found(client: TestClient, letter: int, address: str) -> None:
    assert client.get(f"/exports/submission/{address.format(id=letter)}").status_code == 404


def test_the_ground_around_a_place_is_its_streets_and_houses_and_no_more(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    pave(database, actor, "Školní", HERE)
    pave(database, actor, "Daleká", (HERE[0] + 0.02, HERE[1]))
    ground = local_map(database, actor, *HERE, across_m=100.0, down_m=60.0)
    west, south, east, north = ground.box
    ((name, outline),) = ground.streets
    assert name == "Školní"
    assert (outline.bounds[0], outline.bounds[2]) == pytest.approx((west, east))
    assert ground.houses == (House(HERE[0], HERE[1] + 0.0001, "9"),)
    assert south < HERE[1] < north


def test_the_ground_of_another_city_is_not_shown(database: Database, actor: Actor, city: SmallCity) -> None:
    pave(database, actor, "Školní", HERE)
    stranger = Actor(actor.account_id, "Cizí", actor.municipality_id + 1, None, actor.roles)
    ground = local_map(database, stranger, *HERE, across_m=100.0, down_m=60.0)
    assert (ground.streets, ground.houses) == ((), ())
