"""A person's own data: handed out to the person alone, and erased, while what was written stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.components.phrases import author_phrase
from dashboard.language import use_language
from dashboard.web.answers import HANDLERS
from dashboard.web.records_of_people import people_routes
from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound
from geodata.model.meetings import BodyKind, MeetingState
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.retention import RetentionRule
from geodata.services.account_links import COUNTED, LISTED
from geodata.services.account_privacy import account_data, erase_account
from geodata.services.accounts import NewAccount, invite, list_accounts
from geodata.services.audit import check_chain
from geodata.services.audit_search import AuditFilter, export_audit, search_audit
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_card import issue_card
from geodata.services.issue_steps import assign_issue
from geodata.services.meeting_card import meeting_card
from geodata.services.minutes_states import add_addendum
from geodata.services.one_time_links import use_link
from geodata.services.organisations import add_organisation
from geodata.services.sessions import Client, signed_in
from geodata.services.sign_in import SignInRefused, sign_in
from geodata.services.sites import NewObservation, observe
from geodata.services.story import site_story
from geodata.services.tasks import NewTask, give_part, give_task
from geodata.tables import Account, AccountSession, Base, OneTimeLink, Site, Tombstone
from tests.batches import content_of
from tests.running_meeting import add_point, lead_to, run_meeting, say
from tests.small_city import some_issue, some_site, worker_of
from tests.storage.test_photo_route import _OnBehalfOf

NAME, LOGIN, PASSWORD = "Vymyšlená Terénnice", "terennice", "patnáct malých ježků"
CLIENT = Client("192.0.2.77", "Prohlížeč Terénnice")


@pytest.fixture
def worker(database: Database, actor: Actor) -> Actor:
    """A worker of an NGO who signed in and visited a place."""
    ngo = add_organisation(database, actor, "Terénní programy, z. s.", OrganisationKind.NGO, short_name="Terén")
    invited = NewAccount(LOGIN, NAME, frozenset({Role.TERRAIN}), ngo)
    token = use_link(database, invite(database, actor, invited), PASSWORD, CLIENT)
    who = signed_in(database, token, CLIENT.address)
    assert who is not None
    observe(database, who.actor, some_site(database, actor), NewObservation(clock.today(), note="Okna zazděna"))
    return who.actor


def client_of(database: Database, actor: Actor) -> TestClient:
    app = Starlette(
        routes=people_routes(database),
        middleware=[Middleware(_OnBehalfOf, actor=actor)],
        exception_handlers=HANDLERS,
    )
    return TestClient(app, raise_server_exceptions=False)


def test_a_person_takes_their_own_data_away(database: Database, worker: Actor) -> None:
    answer = client_of(database, worker).get("/exports/account.json")
    told = answer.json()
    assert "attachment" in answer.headers["content-disposition"]
    assert (told["account"]["name"], told["account"]["sign_in_name"]) == (NAME, LOGIN)
    assert [session["address"] for session in told["sessions"]] == [CLIENT.address]
    wrote = {name: count for name, count in told["wrote"].items() if count}
    assert wrote == {"visits": 1}
    assert ("observe", "web 192.0.2.77") in {(entry["action"], entry["where"]) for entry in told["audit"]}
    assert "password_hash" not in answer.text
    assert "argon2" not in answer.text


def test_every_column_that_names_an_account_is_told_to_its_person() -> None:
    named = {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "account"
    }
    columns = [*COUNTED.values(), *(listed.account for listed in LISTED.values())]
    told = {(column.class_.__tablename__, column.key) for column in columns}
    assert ("issue", "account_id") in named
    assert told == named, "say in geodata/services/account_links.py how it is told"


def test_what_a_person_has_to_do_is_listed(database: Database, actor: Actor, worker: Actor) -> None:
    issue_id = some_issue(database, actor, "Kontejner před domem")
    version = issue_card(database, actor, issue_id).row_version
    assert worker.organisation_id is not None
    assign_issue(database, actor, issue_id, version, worker.organisation_id, account_id=worker.account_id)
    task_id = give_part(
        database, actor, issue_id, NewTask("Zavolat svoz", worker.organisation_id, worker.account_id, clock.today())
    )
    told = client_of(database, worker).get("/exports/account.json").json()
    number = issue_card(database, actor, issue_id).number
    today = clock.today().isoformat()
    assert [one["number"] for one in told["issues_assigned"]] == [number]
    assert told["assignments_of_issues"] == [{"happened_on": today, "issue": number}]
    (task,) = told["tasks_assigned"]
    assert (task["id"], task["issue"], task["due_on"]) == (task_id, number, today)
    assert "Kontejner" not in str(told)  # it may be hidden from the person by now


def test_nobody_takes_anothers_data_but_an_administrator(database: Database, actor: Actor, worker: Actor) -> None:
    other = worker_of(database, actor, worker.organisation_id, Role.COORDINATOR, Role.OFFICIAL)
    with pytest.raises(Forbidden):
        account_data(database, other, worker.account_id)
    assert client_of(database, other).get(f"/exports/account/{worker.account_id}.json").status_code == 403
    assert client_of(database, actor).get(f"/exports/account/{worker.account_id}.json").status_code == 200
    assert client_of(database, actor).get("/exports/account/999999.json").status_code == 404
    assert client_of(database, actor).get("/exports/account/999999999999999999.json").status_code == 404


def test_an_erased_account_leaves_neither_name_nor_way_in(
    database: Database, actor: Actor, worker: Actor, tmp_path: Path
) -> None:
    assert erase_account(database, actor, worker.account_id, tmp_path, tmp_path / "photos")
    with database.read() as session:
        account = session.get_one(Account, worker.account_id)
        assert (account.name, account.password_hash, account.openid_subject, account.roles) == ("", None, None, [])
        assert account.disabled
        assert account.erased_at is not None
        assert session.scalar(select(func.count()).select_from(AccountSession)) == 0
        assert session.scalar(select(func.count()).select_from(OneTimeLink)) == 0
        stone = session.scalars(select(Tombstone)).one()
        assert (stone.record_id, stone.rule) == (worker.account_id, RetentionRule.ACCOUNT)
    rows = "\n".join(row for table in content_of(database).values() for row in table)
    assert [word for word in (NAME, LOGIN, CLIENT.browser) if word in rows] == []
    assert worker.account_id not in {row.id for row in list_accounts(database, actor)}
    with pytest.raises(SignInRefused):
        sign_in(database, LOGIN, PASSWORD, CLIENT)
    assert check_chain(database) is None


def test_no_byte_of_the_name_is_in_the_files_of_the_database(
    database: Database, actor: Actor, worker: Actor, tmp_path: Path
) -> None:
    if not database.is_sqlite:
        return
    erase_account(database, actor, worker.account_id, tmp_path, tmp_path / "photos")
    files = [path.read_bytes() for path in tmp_path.glob("lokality.db*")]
    assert files
    for content in files:
        assert NAME.encode() not in content
        assert LOGIN.encode() not in content


def test_what_an_erased_person_wrote_is_of_a_former_worker(
    database: Database, actor: Actor, worker: Actor, tmp_path: Path
) -> None:
    with database.read() as session:
        site_id = session.scalars(select(Site.id)).one()
    erase_account(database, actor, worker.account_id, tmp_path, tmp_path / "photos")
    visit = next(entry for entry in site_story(database, actor, site_id) if entry.note == "Okna zazděna")
    assert (visit.person, visit.organisation) == ("", "Terén")
    with use_language("cs"):
        assert author_phrase(visit.person, visit.organisation) == "bývalý pracovník: Terén"
    with use_language("en"):
        assert author_phrase(visit.person, visit.organisation) == "former worker of Terén"


def test_what_an_erased_person_had_to_do_is_left_to_the_organisation(
    database: Database, actor: Actor, worker: Actor, tmp_path: Path
) -> None:
    body = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))
    keeper = worker_of(database, actor, worker.organisation_id, Role.POLICE, login="zapisovatel")
    meeting = run_meeting(database, keeper, body)
    item = add_point(database, keeper, meeting)
    say(database, keeper, item)
    give_task(database, keeper, item, NewTask("Opravit lampu", worker.organisation_id, worker.account_id))
    lead_to(database, keeper, meeting, MeetingState.SIGNED)
    add_addendum(database, keeper, meeting, "Doplněno.")
    wrote = account_data(database, actor, keeper.account_id)["wrote"]
    assert {name for name, count in wrote.items() if count} == {
        "meetings_closed", "meetings_signed", "entries_of_minutes", "addenda_of_minutes", "tasks",
    }  # fmt: skip
    for gone in (worker, keeper):
        erase_account(database, actor, gone.account_id, tmp_path, tmp_path / "photos")
    card = meeting_card(database, actor, meeting)
    (point,) = card.points
    (task,) = point.tasks
    assert (task.assignee_id, task.person) == (worker.organisation_id, None)
    assert (card.signed_by, point.entries[0].person, card.addenda[0].person) == ("", "", "")


def test_the_session_of_an_erased_account_ends(database: Database, actor: Actor, worker: Actor, tmp_path: Path) -> None:
    token = sign_in(database, LOGIN, PASSWORD, CLIENT)
    erase_account(database, actor, worker.account_id, tmp_path, tmp_path / "photos")
    assert signed_in(database, token) is None
    with pytest.raises(NotFound):
        erase_account(database, actor, worker.account_id, tmp_path, tmp_path / "photos")


def test_nobody_erases_the_account_they_work_with_nor_that_of_the_machine(
    database: Database, actor: Actor, worker: Actor, tmp_path: Path
) -> None:
    admin = worker_of(database, actor, None, Role.ADMIN)
    for account_id in (admin.account_id, actor.account_id):
        with pytest.raises(InvalidValue):
            erase_account(database, admin, account_id, tmp_path, tmp_path / "photos")
    with pytest.raises(Forbidden):
        erase_account(database, worker, admin.account_id, tmp_path, tmp_path / "photos")


def test_the_audit_is_searched_by_person_action_subject_and_day(
    database: Database, actor: Actor, worker: Actor
) -> None:
    everything = search_audit(database, actor, AuditFilter(), limit=1_000)
    assert everything.total == len(everything.rows) > 5
    assert [row.id for row in everything.rows] == sorted((row.id for row in everything.rows), reverse=True)
    own = search_audit(database, actor, AuditFilter(account_id=worker.account_id))
    assert {row.person for row in own.rows} == {NAME}
    (visit,) = search_audit(database, actor, AuditFilter(action="observe")).rows
    assert (visit.subject, visit.organisation, visit.where) == ("site", "Terén", "web 192.0.2.77")
    logged = search_audit(database, actor, AuditFilter(action="log", subject="site", subject_id=visit.subject_id))
    assert logged.rows[0].detail["name"] == "Školní 12"
    today = clock.today()
    assert search_audit(database, actor, AuditFilter(first_day=today, last_day=today)).total == everything.total
    assert search_audit(database, actor, AuditFilter(last_day=today.replace(year=today.year - 1))).total == 0
    assert search_audit(database, actor, AuditFilter(), limit=2, offset=1).rows == everything.rows[1:3]


def test_only_an_administrator_reads_the_audit(database: Database, actor: Actor, worker: Actor) -> None:
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    for somebody in (worker, coordinator):
        with pytest.raises(Forbidden):
            search_audit(database, somebody, AuditFilter())
        with pytest.raises(Forbidden):
            export_audit(database, somebody, AuditFilter())
        assert client_of(database, somebody).get("/exports/audit.csv").status_code == 403


def test_the_audit_as_a_file_holds_no_formula_and_is_noted_itself(
    database: Database, actor: Actor, worker: Actor
) -> None:
    add_organisation(database, actor, '=HYPERLINK("x")', OrganisationKind.NGO)
    answer = client_of(database, actor).get("/exports/audit.csv?action=add&subject=organisation")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(lines) == 3
    assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for line in lines for cell in line.split(";"))
    (noted,) = search_audit(database, actor, AuditFilter(action="export")).rows
    assert noted.detail == {"action": "add", "subject": "organisation"}


@pytest.mark.parametrize("query", ["account_id=x", "subject_id=-1", "first_day=yesterday", "last_day=0001-01-01"])
def test_a_damaged_address_is_a_sentence(database: Database, actor: Actor, query: str) -> None:
    assert client_of(database, actor).get(f"/exports/audit.csv?{query}").status_code == 422


def test_a_long_audit_is_handed_out_whole_and_once(
    database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.services.audit_search._ROWS_AT_ONCE", 3)
    for number in range(10):
        add_organisation(database, actor, f"Spolek {number}", OrganisationKind.NGO)
    rows = list(export_audit(database, actor, AuditFilter(action="add")))
    assert [row.detail["name"] for row in rows] == [f"Spolek {number}" for number in range(10)]
