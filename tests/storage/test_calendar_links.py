"""Secret links to a calendar: who gets one, what it shows, and that it ends. Read by a parser that is not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from sqlalchemy import func, select
from starlette.testclient import TestClient

from dashboard.exports.calendar import calendar_file
from geodata import clock
from geodata.clock import PRAGUE
from geodata.database import Database
from geodata.errors import Forbidden, NotFound
from geodata.model.meetings import AgendaKind, BodyKind
from geodata.model.people import Actor, Role
from geodata.model.slots import moment_on
from geodata.services.account_privacy import account_data, erase_account
from geodata.services.accounts import AccountChange, change_account
from geodata.services.bodies import BodyFacts, add_body, set_members
from geodata.services.body_card import body_card
from geodata.services.calendar_events import calendar_events, meeting_event
from geodata.services.calendar_links import (
    list_calendar_links,
    make_calendar_link,
    read_feed,
    withdraw_calendar_link,
)
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import NewDate, cancel_meeting, move_meeting
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.settings import Settings
from geodata.tables import Account, Audit, CalendarLink, Meeting
from tests.small_city import SmallCity, small_city, worker_of
from tests.web_app import whole_app

SECRET_WORDS = "Podezření z padělání"


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def member_of(database: Database, actor: Actor, organisation_id: int | None, *roles: Role) -> Actor:
    return worker_of(database, actor, organisation_id, *(roles or (Role.TERRAIN,)))


def join(database: Database, actor: Actor, body_id: int, *organisation_ids: int, since: int = 0) -> None:
    version = body_card(database, actor, body_id).row_version
    set_members(database, actor, body_id, version, organisation_ids, clock.today() + timedelta(days=since))


def meetings_of(database: Database, secret: str) -> set[int]:
    return {event.meeting_id for event in read_feed(database, secret).events}


def test_a_person_follows_the_bodies_of_their_organisation(database: Database, actor: Actor, city: SmallCity) -> None:
    worker = member_of(database, actor, city.ngo_id)
    secret = make_calendar_link(database, worker)
    assert meetings_of(database, secret) == set()
    join(database, actor, city.cell_id, city.ngo_id)
    assert meetings_of(database, secret) == {city.meeting_id}
    join(database, actor, city.cell_id, since=1)  # tomorrow the organisation belongs to it no more
    assert meetings_of(database, secret) == {city.meeting_id}
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert meetings_of(database, secret) == set()


def test_who_chairs_a_body_follows_it(database: Database, actor: Actor, city: SmallCity) -> None:
    facts = BodyFacts("Komise", BodyKind.COMMISSION, chair_organisation_id=city.ngo_id)
    commission_id = add_body(database, actor, facts)
    meeting_id = plan_meeting(database, actor, commission_id, clock.now() + timedelta(days=2))
    secret = make_calendar_link(database, member_of(database, actor, city.ngo_id))
    assert meetings_of(database, secret) == {meeting_id}


def test_who_belongs_to_no_organisation_follows_nothing(database: Database, actor: Actor, city: SmallCity) -> None:
    add_body(database, actor, BodyFacts("Bez předsedy", BodyKind.COMMISSION))
    assert meetings_of(database, make_calendar_link(database, member_of(database, actor, None))) == set()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_who_looks_after_all_bodies_follows_them_all(
    database: Database, actor: Actor, city: SmallCity, role: Role
) -> None:
    secret = make_calendar_link(database, member_of(database, actor, city.ngo_id, role))
    assert meetings_of(database, secret) == {city.meeting_id}


def test_a_link_to_a_body_shows_that_one(database: Database, actor: Actor, city: SmallCity) -> None:
    other_id = add_body(database, actor, BodyFacts("Komise", BodyKind.COMMISSION))
    plan_meeting(database, actor, other_id, clock.now() + timedelta(days=2))
    feed = read_feed(database, make_calendar_link(database, member_of(database, actor, city.ngo_id), city.cell_id))
    assert feed.body == "Buňka Předlice"
    assert {event.meeting_id for event in feed.events} == {city.meeting_id}


def test_what_is_long_past_is_not_told(database: Database, actor: Actor, city: SmallCity) -> None:
    old_id = plan_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=400))
    last_id = plan_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=300))
    told = meetings_of(database, make_calendar_link(database, actor))
    assert last_id in told
    assert old_id not in told


def test_only_the_hash_of_a_secret_is_kept_and_a_new_link_ends_the_old_one(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    first, of_body = make_calendar_link(database, actor), make_calendar_link(database, actor, city.cell_id)
    with database.read() as session:
        assert first not in {link.token_hash for link in session.query(CalendarLink)}
    second = make_calendar_link(database, actor)
    with pytest.raises(NotFound):
        read_feed(database, first)
    assert meetings_of(database, second) == meetings_of(database, of_body)
    assert [row.body for row in list_calendar_links(database, actor)] == [None, "Buňka Předlice"]


def test_a_link_ends_when_it_is_withdrawn_and_only_by_its_owner(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    secret = make_calendar_link(database, actor)
    (row,) = list_calendar_links(database, actor)
    worker = member_of(database, actor, city.ngo_id)
    assert list_calendar_links(database, worker) == []
    with pytest.raises(NotFound):
        withdraw_calendar_link(database, worker, row.id)
    assert meetings_of(database, secret)
    withdraw_calendar_link(database, actor, row.id)
    with pytest.raises(NotFound):
        read_feed(database, secret)


def _disable(database: Database, actor: Actor, worker: Actor) -> None:
    worker_of(database, actor, None, Role.ADMIN)  # the city may not be without one
    change = AccountChange("X", worker.roles, worker.organisation_id, disabled=True)
    change_account(database, actor, worker.account_id, 1, change)


def _lose_roles(database: Database, _actor: Actor, worker: Actor) -> None:
    with database.write(worker) as work:
        work.session.get_one(Account, worker.account_id).roles = [Role.PUBLIC.value]
        work.commit()


ENDINGS: dict[str, Callable[[Database, Actor, Actor], Any]] = {
    "disabled": _disable,
    "lost its roles": _lose_roles,
    "erased": lambda database, actor, worker: erase_account(
        database, actor, worker.account_id, Path("/nonexistent"), Path("/nonexistent")
    ),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_a_link_ends_with_the_account(database: Database, actor: Actor, city: SmallCity, how: str) -> None:
    worker = member_of(database, actor, city.ngo_id)
    join(database, actor, city.cell_id, city.ngo_id)
    secret = make_calendar_link(database, worker)
    assert meetings_of(database, secret) == {city.meeting_id}
    ENDINGS[how](database, actor, worker)
    with pytest.raises(NotFound):
        read_feed(database, secret)


def test_an_account_that_is_enabled_again_has_no_links_from_before(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    worker = member_of(database, actor, city.ngo_id)
    make_calendar_link(database, worker)
    _disable(database, actor, worker)
    assert list_calendar_links(database, worker) == []


def test_a_persons_own_data_tells_of_the_links(database: Database, actor: Actor, city: SmallCity) -> None:
    secret = make_calendar_link(database, actor, city.cell_id)
    (told,) = account_data(database, actor, actor.account_id)["calendar_links"]
    assert told["body_id"] == city.cell_id
    assert secret not in str(told)


def test_who_looks_as_another_role_makes_no_link(database: Database, actor: Actor, city: SmallCity) -> None:
    looking = Actor(actor.account_id, "X", actor.municipality_id, None, frozenset({Role.TERRAIN}), views_as=True)
    with pytest.raises(Forbidden):
        make_calendar_link(database, looking)
    with pytest.raises(NotFound):
        make_calendar_link(database, actor, 99_999)


# --- the file -------------------------------------------------------------------------------------------------------


def parsed(content: bytes) -> list[Any]:
    """The events of a file, read by a library that did not write it."""
    (calendar,) = vobject.readComponents(content.decode())
    return list(calendar.contents.get("vevent", []))


def file_of(database: Database, actor: Actor) -> bytes:
    with database.read() as session:
        events = calendar_events(session, actor, Meeting.id > 0)
    return calendar_file("Porady", events, "https://mesto.example")


def test_another_parser_reads_what_was_planned(database: Database, actor: Actor, city: SmallCity) -> None:
    summer = moment_on(date(2030, 7, 4), time(13))
    with clock.standing_at(datetime(2029, 12, 1, 12, tzinfo=UTC)):
        meeting_id = plan_meeting(database, actor, city.cell_id, summer, "Škola; učebna 2, přízemí")
        plan_meeting(database, actor, city.cell_id, moment_on(date(2030, 1, 3), time(13)))
        winter_event, event = parsed(file_of(database, actor))[-2:]
    assert event.uid.value == f"meeting-{meeting_id}@999999.lokality"
    assert event.summary.value == "Buňka Předlice"
    assert event.location.value == "Škola; učebna 2, přízemí"
    assert event.url.value == f"https://mesto.example/meeting?id={meeting_id}"
    assert (event.dtstart.value, event.dtend.value) == (summer, summer + timedelta(hours=2))
    # By the rules in the file itself, not by those of this machine:
    assert event.dtstart.value.utcoffset() == timedelta(hours=2)
    assert winter_event.dtstart.value.utcoffset() == timedelta(hours=1)
    assert b"DTSTART;TZID=Europe/Prague:20300704T130000" in file_of(database, actor)
    assert event.last_modified.value == datetime(2029, 12, 1, 12, tzinfo=UTC)


def test_the_file_is_as_the_standard_wants_it(database: Database, actor: Actor, city: SmallCity) -> None:
    plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=40), "příliš žluťoučký kůň " * 8)
    content = file_of(database, actor)
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line for line in lines)
    for line in (
        b"METHOD:PUBLISH",
        b"BEGIN:VTIMEZONE",
        b"TZID:Europe/Prague",
        b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    ):
        assert line in lines
    assert parsed(content)[-1].location.value == ("příliš žluťoučký kůň " * 8).strip()


def test_the_same_meetings_make_the_same_file_and_a_change_is_seen(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    before = file_of(database, actor)
    assert file_of(database, actor) == before
    (first,) = parsed(before)
    card = meeting_card(database, actor, city.meeting_id)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        move_meeting(database, actor, card.id, card.row_version, NewDate(card.starts_at + timedelta(days=1), "Jinde"))
        (moved,) = parsed(file_of(database, actor))
        cancel_meeting(database, actor, card.id, card.row_version + 1)
        (cancelled,) = parsed(file_of(database, actor))
    assert moved.uid.value == cancelled.uid.value == first.uid.value
    assert [int(event.sequence.value) for event in (first, moved, cancelled)] == [0, 1, 2]
    assert moved.last_modified.value > first.last_modified.value
    assert [event.status.value for event in (first, moved, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert moved.dtstart.value.astimezone(PRAGUE).date() == card.starts_at.astimezone(PRAGUE).date() + timedelta(days=1)


def test_no_point_and_nobodys_data_leave_with_the_calendar(database: Database, actor: Actor, city: SmallCity) -> None:
    add_agenda_item(database, actor, city.meeting_id, NewAgendaItem(SECRET_WORDS, AgendaKind.TASK, text=SECRET_WORDS))
    plan_meeting(
        database,
        actor,
        city.cell_id,
        clock.now() + timedelta(days=40),
        "Škola, volejte 777 123 456",
        keep_personal_data="x",
    )
    text = file_of(database, actor).decode().replace("\r\n ", "")
    assert SECRET_WORDS not in text
    assert "777" not in text
    assert "LOCATION:Škola" in text


def test_one_meeting_can_be_taken_away(database: Database, actor: Actor, city: SmallCity) -> None:
    assert meeting_event(database, actor, city.meeting_id).name == "Buňka Předlice"
    with pytest.raises(NotFound):
        meeting_event(database, actor, 99_999)


# --- the route ------------------------------------------------------------------------------------------------------


@pytest.fixture
def client(database: Database, tmp_path: Path) -> Iterator[TestClient]:
    with whole_app(database, Settings(data_directory=tmp_path, base_map="none")) as client:
        yield client


def test_who_holds_the_secret_needs_no_session(
    client: TestClient, database: Database, actor: Actor, city: SmallCity
) -> None:
    secret = make_calendar_link(database, actor)
    answer = client.get(f"/calendar/{secret}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-cache"
    (event,) = parsed(answer.content)
    assert event.url.value.endswith(f"/meeting?id={city.meeting_id}")
    again = client.get(f"/calendar/{secret}.ics", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/calendar/{secret}.ics")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 5000, "%00", "..", "a%2Fb", "1' OR '1'='1"])
def test_a_wrong_secret_is_not_found_and_nobody_writes_it_down(
    client: TestClient, database: Database, actor: Actor, city: SmallCity, secret: str
) -> None:
    make_calendar_link(database, actor)
    before = audit_length(database)
    answer = client.get(f"/calendar/{secret}.ics")
    assert answer.status_code in {400, 404}
    assert "BEGIN" not in answer.text
    assert audit_length(database) == before


def audit_length(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Audit)) or 0


def test_a_withdrawn_link_and_an_unknown_one_are_answered_alike(
    client: TestClient, database: Database, actor: Actor, city: SmallCity
) -> None:
    secret = make_calendar_link(database, actor)
    withdraw_calendar_link(database, actor, list_calendar_links(database, actor)[0].id)
    withdrawn, unknown = client.get(f"/calendar/{secret}.ics"), client.get(f"/calendar/{'x' * 43}.ics")
    assert (withdrawn.status_code, withdrawn.text) == (unknown.status_code, unknown.text) == (404, unknown.text)


def test_nothing_else_is_open_below_the_calendar(client: TestClient) -> None:
    for path in ("/calendar/", "/calendar/x", "/calendar/x/y.ics", "/calendar/x.ics/y", "/exports/meeting/1.ics"):
        assert client.get(path).status_code in {401, 404}
