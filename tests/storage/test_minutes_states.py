"""A meeting begins, its minutes are closed and signed: what may be written when, and what nobody changes after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.issues import IssueEventKind
from geodata.model.meetings import EntryKind, MeetingState, Presence, TaskStatus
from geodata.model.people import Actor, Role
from geodata.services import agenda_points, meeting_dates, minutes, minutes_states
from geodata.services.agenda_points import PointChange, change_point, move_point, remove_point, take_points
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import NewDate, cancel_meeting, move_meeting
from geodata.services.meeting_list import list_meetings
from geodata.services.minutes import (
    EntryChange,
    NewEntry,
    change_entry,
    everybody_came,
    mark_discussed,
    set_attendance,
    withdraw_entry,
    write_entry,
)
from geodata.services.minutes_lines import entry_lines
from geodata.services.minutes_states import add_addendum, begin_meeting, close_minutes, sign_minutes
from geodata.services.tasks import NewTask, give_task, settle_task
from geodata.tables import Meeting
from tests.batches import content_of
from tests.running_meeting import add_point, another_keeper, lead_to, point_of, run_meeting, say, version_of
from tests.small_city import SmallCity, small_city, some_issue, worker_of
from tests.unit.geodata.test_services_ask import SERVICES


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def meeting_id(database: Database, actor: Actor, city: SmallCity) -> int:
    """A meeting of the cell that runs."""
    return run_meeting(database, actor, city.cell_id)


@pytest.fixture
def item_id(database: Database, actor: Actor, meeting_id: int) -> int:
    """A point of it, about no issue."""
    return add_point(database, actor, meeting_id)


def test_a_meeting_begins_on_its_day_and_once(database: Database, actor: Actor, city: SmallCity) -> None:
    version = version_of(database, actor, city.meeting_id)
    with pytest.raises(InvalidValue):
        begin_meeting(database, actor, city.meeting_id, version)
    with pytest.raises(StaleEdit):
        begin_meeting(database, actor, city.meeting_id, version + 1)
    with standing_at(clock.now() + timedelta(days=9)):
        begin_meeting(database, actor, city.meeting_id, version)
        with pytest.raises(StaleEdit):
            begin_meeting(database, actor, city.meeting_id, version)
        with pytest.raises(TransitionRefused):
            begin_meeting(database, actor, city.meeting_id, version + 1)
    assert meeting_card(database, actor, city.meeting_id).state == MeetingState.HELD


def test_nothing_is_written_before_a_meeting_begins_or_where_it_was_cancelled(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    (point,) = meeting_card(database, actor, city.meeting_id).points
    asks: list[Callable[[], Any]] = [
        lambda: say(database, actor, point.id),
        lambda: give_task(database, actor, point.id, NewTask("Opravit")),
        lambda: mark_discussed(database, actor, point.id, True),
        lambda: set_attendance(database, actor, city.meeting_id, city.ngo_id, Presence.PRESENT),
        lambda: add_addendum(database, actor, city.meeting_id, "Dodatek"),
    ]
    for ask in asks:
        with pytest.raises(InvalidValue):
            ask()
    cancel_meeting(database, actor, city.meeting_id, version_of(database, actor, city.meeting_id))
    for ask in asks:
        with pytest.raises(InvalidValue):
            ask()
    with pytest.raises(TransitionRefused):
        begin_meeting(database, actor, city.meeting_id, version_of(database, actor, city.meeting_id))


# How each service that could change minutes is asked to: a new one of these modules without its row fails.


_Ids = dict[str, int]


CLOSED: dict[str, Callable[[Database, Actor, _Ids], Any]] = {
    "minutes.write_entry": lambda db, by, at: write_entry(db, by, at["item"], NewEntry(EntryKind.STATEMENT, "Ještě")),
    "minutes.change_entry": lambda db, by, at: change_entry(
        db, by, at["entry"], 1, EntryChange(EntryKind.DECISION, "Jinak")
    ),
    "minutes.withdraw_entry": lambda db, by, at: withdraw_entry(db, by, at["entry"], 1),
    "minutes.mark_discussed": lambda db, by, at: mark_discussed(db, by, at["item"], False),
    "minutes.set_attendance": lambda db, by, at: set_attendance(
        db, by, at["meeting"], at["organisation"], Presence.ABSENT, row_version=1
    ),
    "minutes.everybody_came": lambda db, by, at: everybody_came(db, by, at["meeting"]),
    "agenda_points.take_points": lambda db, by, at: take_points(db, by, at["meeting"], [f"issue-{at['issue']}"]),
    "agenda_points.change_point": lambda db, by, at: change_point(
        db, by, at["item"], at["item_version"], PointChange("Jinak")
    ),
    "agenda_points.move_point": lambda db, by, at: move_point(db, by, at["item"], 2),
    "agenda_points.remove_point": lambda db, by, at: remove_point(db, by, at["empty"], 1),
    "minutes_states.begin_meeting": lambda db, by, at: begin_meeting(db, by, at["meeting"], at["version"]),
    "minutes_states.close_minutes": lambda db, by, at: close_minutes(db, by, at["meeting"], at["version"]),
    "meetings.add_agenda_item": lambda db, by, at: add_point(db, by, at["meeting"]),
    "tasks.give_task": lambda db, by, at: give_task(db, by, at["item"], NewTask("Ještě něco")),
    "meeting_dates.move_meeting": lambda db, by, at: move_meeting(
        db, by, at["meeting"], at["version"], NewDate(clock.now() + timedelta(days=1))
    ),
    "meeting_dates.cancel_meeting": lambda db, by, at: cancel_meeting(db, by, at["meeting"], at["version"]),
}


ADDING = {"minutes_states.sign_minutes", "minutes_states.add_addendum"}


OTHERS = {"meeting_dates.coming_dates", "meeting_dates.plan_meetings"}  # they take no meeting


def test_every_service_that_could_change_closed_minutes_is_tried() -> None:
    modules = {module.__name__ for module in (minutes, minutes_states, agenda_points, meeting_dates)}
    there = {
        f"{service.__module__.rpartition('.')[2]}.{service.__name__}"
        for service in SERVICES
        if service.__module__ in modules
    }
    assert there <= set(CLOSED) | ADDING | OTHERS
    assert set(CLOSED) - there == {"meetings.add_agenda_item", "tasks.give_task"}


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.SIGNED])
def test_closed_minutes_change_by_nothing(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int, state: MeetingState
) -> None:
    at = {"meeting": meeting_id, "item": item_id, "organisation": city.ngo_id, "issue": city.building_issue_id}
    at["entry"] = say(database, actor, item_id)
    at["empty"] = add_point(database, actor, meeting_id, "Prázdný bod")
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT)
    at["version"] = lead_to(database, actor, meeting_id, state).row_version
    at["item_version"] = point_of(database, actor, meeting_id, item_id).row_version
    before = content_of(database)
    for name, ask in CLOSED.items():
        with pytest.raises((InvalidValue, TransitionRefused)):
            ask(database, actor, at)
        assert content_of(database) == before, name


def test_only_an_addendum_follows_closed_minutes(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    say(database, actor, item_id)
    with pytest.raises(InvalidValue):
        add_addendum(database, actor, meeting_id, "Příliš brzy")
    with pytest.raises(TransitionRefused):
        sign_minutes(database, actor, meeting_id, version_of(database, actor, meeting_id))
    closed = lead_to(database, actor, meeting_id, MeetingState.CLOSED)
    assert (closed.state, closed.signed_by) == (MeetingState.CLOSED, None)
    assert closed.closed_at is not None
    first = add_addendum(database, actor, meeting_id, " Doplněno. ")
    with pytest.raises(StaleEdit):
        sign_minutes(database, actor, meeting_id, closed.row_version - 1)
    sign_minutes(database, actor, meeting_id, closed.row_version)
    second = add_addendum(database, actor, meeting_id, "A ještě.")
    with pytest.raises(TransitionRefused):
        sign_minutes(database, actor, meeting_id, closed.row_version + 1)
    signed = meeting_card(database, actor, meeting_id)
    assert (signed.state, signed.signed_by) == (MeetingState.SIGNED, actor.name)
    assert [(line.id, line.text, line.person) for line in signed.addenda] == [
        (first, "Doplněno.", actor.name),
        (second, "A ještě.", actor.name),
    ]


def test_closing_tells_each_discussed_issue_once_that_it_was_discussed(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    for issue in (city.building_issue_id, city.building_issue_id, city.hidden_issue_id):
        say(database, actor, add_point(database, actor, meeting_id, issue_id=issue))
    add_point(database, actor, meeting_id, issue_id=city.dump_issue_id)  # nobody came to it
    keeper = another_keeper(database, actor, city.ngo_id)
    lead_to(database, keeper, meeting_id, MeetingState.CLOSED)

    def discussed(issue_id: int) -> list[int]:
        events = issue_card(database, actor, issue_id).events
        return [event.meeting.id for event in events if event.kind == IssueEventKind.DISCUSSED and event.meeting]

    assert discussed(city.building_issue_id) == discussed(city.hidden_issue_id) == [meeting_id]
    assert discussed(city.dump_issue_id) == []


def test_an_issue_raised_while_late_minutes_are_written_begins_when_it_was_raised(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    meeting = run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=4))
    issue = some_issue(database, actor, "Vyšlo najevo při psaní")
    say(database, actor, add_point(database, actor, meeting, issue_id=issue))
    lead_to(database, actor, meeting, MeetingState.CLOSED)
    events = sorted(issue_card(database, actor, issue).events, key=lambda event: (event.happened_on, event.id))
    assert [event.kind for event in events] == [IssueEventKind.STATUS, IssueEventKind.DISCUSSED]
    assert issue_card(database, actor, issue).raised_on == clock.today()


def test_points_about_hidden_issues_are_nowhere(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    hidden = add_point(database, actor, meeting_id, "Citlivý bod", issue_id=city.hidden_issue_id)
    entry = say(database, actor, hidden, "Tajné.")
    worker_of(database, actor, city.ngo_id, Role.COORDINATOR)  # so that the organisation may have it
    task = give_task(database, actor, hidden, NewTask("Tajný úkol", assignee_id=city.ngo_id))
    say(database, actor, item_id, "Zjevné.")
    keeper = another_keeper(database, actor, city.ngo_id)
    card = meeting_card(database, keeper, meeting_id)
    assert [point.id for point in card.points] == [item_id]
    assert "ajn" not in str(card)
    with database.read() as session:
        meeting = session.get_one(Meeting, meeting_id)
        assert set(entry_lines(session, keeper, meeting)) == {item_id}
        assert set(entry_lines(session, actor, meeting)) == {item_id, hidden}
    for who, points in ((keeper, 1), (actor, 2)):
        (row,) = list_meetings(database, who, coming=False)
        assert row.points == points
    before = content_of(database)
    for ask in (
        lambda: say(database, keeper, hidden),
        lambda: change_entry(database, keeper, entry, 1, EntryChange(EntryKind.STATEMENT, "Jinak")),
        lambda: withdraw_entry(database, keeper, entry, 1),
        lambda: mark_discussed(database, keeper, hidden, False),
        lambda: give_task(database, keeper, hidden, NewTask("Jiný úkol")),
        lambda: settle_task(database, keeper, task, 1, TaskStatus.DONE),
        lambda: move_point(database, keeper, hidden, 1),
        lambda: change_point(database, keeper, hidden, 1, PointChange("Jinak")),
        lambda: remove_point(database, keeper, hidden, 1),
    ):
        with pytest.raises(NotFound):
            ask()
    assert content_of(database) == before
