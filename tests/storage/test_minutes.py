"""Minutes while a meeting runs: what is written stands there once, no word is lost, closed ones stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.issues import IssueEventKind
from geodata.model.meetings import EntryKind, MeetingState, Presence, TaskStatus
from geodata.model.people import Actor, Role
from geodata.services import agenda_points, meeting_dates, minutes, minutes_states
from geodata.services.agenda_points import PointChange, change_point, move_point, remove_point, take_points
from geodata.services.audit import check_chain
from geodata.services.bodies import set_members
from geodata.services.body_card import body_card
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import NewDate, cancel_meeting, move_meeting
from geodata.services.meeting_list import list_meetings
from geodata.services.minutes import (
    EntryChange,
    NewEntry,
    change_entry,
    mark_discussed,
    set_attendance,
    withdraw_entry,
    write_entry,
)
from geodata.services.minutes_lines import entry_lines
from geodata.services.minutes_states import add_addendum, begin_meeting, close_minutes, sign_minutes
from geodata.services.personal_data import PersonalDataFound
from geodata.services.tasks import NewTask, give_task, settle_task
from geodata.tables import Meeting, MinutesEntry
from tests.audited import entries_of, whole_detail
from tests.batches import content_of
from tests.running_meeting import add_point, another_keeper, lead_to, point_of, run_meeting, say, version_of
from tests.small_city import SmallCity, small_city, some_issue, worker_of
from tests.two_cities import another_city
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


def test_what_is_said_stands_under_its_point_in_the_order_of_writing(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    other = add_point(database, actor, meeting_id, "Jiný bod")
    first = say(database, actor, item_id, "  Lampa nesvítí. ", organisation_id=city.police_id)
    say(database, actor, other, "Jinde.")
    second = say(database, actor, item_id, "Od kdy?", kind=EntryKind.QUESTION)
    entries = point_of(database, actor, meeting_id, item_id).entries
    assert [(entry.id, entry.text, entry.kind) for entry in entries] == [
        (first, "Lampa nesvítí.", EntryKind.STATEMENT),
        (second, "Od kdy?", EntryKind.QUESTION),
    ]
    assert (entries[0].organisation_id, entries[0].organisation) == (city.police_id, "Městská policie")
    assert entries[0].person == actor.name


def test_a_point_counts_as_discussed_once_something_was_said_and_a_note_is_not_said(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    note = say(database, actor, item_id, "Ověřit si čísla.", kind=EntryKind.INTERNAL)
    assert not point_of(database, actor, meeting_id, item_id).discussed
    change_entry(database, actor, note, 1, EntryChange(EntryKind.INFORMATION, "Čísla sedí."))
    assert point_of(database, actor, meeting_id, item_id).discussed
    mark_discussed(database, actor, item_id, False)
    assert not point_of(database, actor, meeting_id, item_id).discussed
    give_task(database, actor, item_id, NewTask("Opravit lampu"))
    assert point_of(database, actor, meeting_id, item_id).discussed


def test_internal_notes_are_read_by_those_who_keep_meetings(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    say(database, actor, item_id, "Jen pro nás.", kind=EntryKind.INTERNAL)
    say(database, actor, item_id, "Pro všechny.")
    reader = worker_of(database, actor, city.ngo_id, Role.TERRAIN, Role.OFFICIAL)
    assert [entry.text for entry in point_of(database, reader, meeting_id, item_id).entries] == ["Pro všechny."]
    assert len(point_of(database, actor, meeting_id, item_id).entries) == 2


def test_an_entry_sent_twice_is_one_whatever_it_says_the_second_time(
    database: Database, actor: Actor, item_id: int
) -> None:
    first = say(database, actor, item_id, "Jednou.", client_id="screen-1")
    before = content_of(database)
    assert say(database, actor, item_id, "Jednou.", client_id="screen-1") == first
    assert say(database, actor, item_id, "Dvakrát.", client_id="screen-1") == first
    assert content_of(database) == before
    assert say(database, actor, item_id, "Beze jména.", client_id="") != say(database, actor, item_id, client_id="")


def test_a_task_sent_twice_is_one(database: Database, actor: Actor, item_id: int) -> None:
    first = give_task(database, actor, item_id, NewTask("Opravit lampu", client_id="screen-2"))
    before = content_of(database)
    assert give_task(database, actor, item_id, NewTask("Opravit lampu", client_id="screen-2")) == first
    assert content_of(database) == before


def test_a_sending_of_others_tells_nothing_of_what_is_hidden(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    hidden = add_point(database, actor, meeting_id, "Citlivý bod", issue_id=city.hidden_issue_id)
    say(database, actor, hidden, client_id="hidden")
    give_task(database, actor, hidden, NewTask("Prověřit", client_id="hidden"))
    say(database, actor, item_id, client_id="open")
    keeper = another_keeper(database, actor, city.ngo_id)
    foreigner = another_city(database, actor)
    for who, sending in ((keeper, "hidden"), (foreigner, "hidden"), (foreigner, "open")):
        with pytest.raises(NotFound):
            say(database, who, item_id, client_id=sending)
    for who in (keeper, foreigner):
        with pytest.raises(NotFound):
            give_task(database, who, item_id, NewTask("Prověřit", client_id="hidden"))


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4_001])
def test_an_empty_or_endless_entry_is_a_sentence(database: Database, actor: Actor, item_id: int, text: str) -> None:
    entry = say(database, actor, item_id)
    for ask in (
        lambda: say(database, actor, item_id, text),
        lambda: change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, text)),
        lambda: give_task(database, actor, item_id, NewTask(text)),
    ):
        with pytest.raises(InvalidValue):
            ask()


def test_a_change_of_an_entry_that_another_changed_is_refused_and_keeps_both_words(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    entry = say(database, actor, item_id, "Lampa.")
    change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, "Lampa nesvítí."))
    with pytest.raises(StaleEdit):
        change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, "Lampa bliká."))
    with pytest.raises(StaleEdit):
        withdraw_entry(database, actor, entry, 1)
    assert [line.text for line in point_of(database, actor, meeting_id, item_id).entries] == ["Lampa nesvítí."]
    detail = whole_detail(database, entries_of(database, "update")[-1])
    assert (detail["before"]["text"], detail["after"]["text"]) == ("Lampa.", "Lampa nesvítí.")


def test_an_entry_that_was_taken_back_is_read_nowhere_and_stays_for_the_audit(
    database: Database, actor: Actor, meeting_id: int, item_id: int
) -> None:
    entry = say(database, actor, item_id, client_id="screen-3")
    withdraw_entry(database, actor, entry, 1)
    assert point_of(database, actor, meeting_id, item_id).entries == ()
    with pytest.raises(NotFound):
        withdraw_entry(database, actor, entry, 2)
    with pytest.raises(NotFound):
        change_entry(database, actor, entry, 2, EntryChange(EntryKind.STATEMENT, "Znovu."))
    assert say(database, actor, item_id, client_id="screen-3") == entry
    with database.read() as session:
        assert session.scalars(select(MinutesEntry.text)).all() == ["Lampa svítí."]
    assert check_chain(database) is None


def test_an_organisation_is_there_once_and_a_stale_line_is_refused(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, " Jan  Novák,\nEva Malá ")
    with pytest.raises(StaleEdit):
        set_attendance(database, actor, meeting_id, city.ngo_id, Presence.EXCUSED)
    (line,) = meeting_card(database, actor, meeting_id).attendance
    assert (line.presence, line.names, line.is_member) == (Presence.PRESENT, "Jan Novák, Eva Malá", False)
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.ABSENT, row_version=line.row_version)
    with pytest.raises(StaleEdit):
        set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, row_version=line.row_version)
    with pytest.raises(InvalidValue):
        set_attendance(database, actor, meeting_id, city.police_id, Presence.PRESENT, "x" * 501)
    (line,) = meeting_card(database, actor, meeting_id).attendance
    assert (line.presence, line.names) == (Presence.ABSENT, None)


def test_names_of_those_present_may_stand_but_not_how_to_reach_them(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    for contact in ("602 123 456", "kdosi@example.cz", "r. č. 836019/0005"):
        with pytest.raises(PersonalDataFound):
            set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, f"Jan Novák {contact}")
    assert meeting_card(database, actor, meeting_id).attendance == ()
    names = "Jan Novák, pan Dvořák, 602 123 456"
    why = "Sám o to požádal."
    set_attendance(database, actor, meeting_id, city.ngo_id, Presence.PRESENT, names, keep_personal_data=why)
    (entry,) = entries_of(database, "attend")
    assert whole_detail(database, entry)["personal_data"] == {"reason": why, "found": {"phone": 1}}
    assert "602" not in str(whole_detail(database, entry))


def test_members_of_that_day_and_the_chair_are_expected(database: Database, actor: Actor, city: SmallCity) -> None:
    cell, today = city.cell_id, clock.today()
    late = datetime.combine(today - timedelta(days=3), datetime.min.time(), clock.PRAGUE) + timedelta(minutes=30)
    early = run_meeting(database, actor, cell, late - timedelta(days=1))
    first = run_meeting(database, actor, cell, late)  # half past midnight in Prague is the day before in UTC
    version = body_card(database, actor, cell).row_version
    set_members(database, actor, cell, version, (city.ngo_id,), today - timedelta(days=3))
    version = body_card(database, actor, cell).row_version
    set_members(database, actor, cell, version, (), today - timedelta(days=2))

    def expected(meeting: int) -> list[str]:
        return [line.organisation for line in meeting_card(database, actor, meeting).attendance if line.is_member]

    assert expected(first) == ["Terén"]
    assert expected(early) == []
    assert expected(run_meeting(database, actor, cell)) == []


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


def test_the_words_of_a_point_change_until_the_minutes_are_closed(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int, item_id: int
) -> None:
    other = add_point(database, actor, meeting_id, "Jiný bod")
    say(database, actor, item_id)  # neither that it is discussed nor its place is a change of words
    move_point(database, actor, item_id, 2)
    change = PointChange("  Osvětlení  v parku ", text=" Dvě lampy. ", organisation_id=city.ngo_id)
    change_point(database, actor, item_id, 1, change)
    with pytest.raises(StaleEdit):
        change_point(database, actor, item_id, 1, PointChange("Cosi jiného"))
    point = point_of(database, actor, meeting_id, item_id)
    assert (point.title, point.text, point.organisation) == ("Osvětlení v parku", "Dvě lampy.", "Terén")
    assert point.discussed
    detail = whole_detail(database, entries_of(database, "update")[-1])
    assert (detail["before"]["title"], detail["after"]["title"]) == ("Osvětlení", "Osvětlení v parku")
    for faulty in (PointChange(" "), PointChange("x" * 301), PointChange("Bod", text="x" * 4_001)):
        with pytest.raises(InvalidValue):
            change_point(database, actor, other, 1, faulty)
    with pytest.raises(PersonalDataFound):
        change_point(database, actor, other, 1, PointChange("Volat 602 123 456"))


def test_points_are_put_in_order(database: Database, actor: Actor, meeting_id: int) -> None:
    points = [add_point(database, actor, meeting_id, title) for title in "abcd"]

    def order() -> str:
        return "".join(point.title for point in meeting_card(database, actor, meeting_id).points)

    for point, position, expected in ((3, 1, "dabc"), (3, 3, "abdc"), (0, 99, "bdca"), (1, -5, "bdca"), (2, 2, "bcda")):
        move_point(database, actor, points[point], position)
        assert order() == expected
    assert [point.position for point in meeting_card(database, actor, meeting_id).points] == [1, 2, 3, 4]
    add_point(database, actor, meeting_id, "e")
    assert order() == "bcdae"


def test_a_removed_point_is_gone_and_its_number_means_no_other(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    point = add_point(database, actor, meeting_id, "Omyl", issue_id=city.building_issue_id)
    with pytest.raises(StaleEdit):
        remove_point(database, actor, point, 2)
    remove_point(database, actor, point, 1)
    assert meeting_card(database, actor, meeting_id).points == ()
    assert issue_card(database, actor, city.building_issue_id).agenda[0].meeting.id != meeting_id
    following = add_point(database, actor, meeting_id, "Následující")
    assert following != point
    for ask in (
        lambda: say(database, actor, point),
        lambda: move_point(database, actor, point, 1),
        lambda: remove_point(database, actor, point, 2),
    ):
        with pytest.raises(NotFound):
            ask()
    assert whole_detail(database, entries_of(database, "remove")[-1])["title"] == "Omyl"
    (row,) = list_meetings(database, actor, coming=False)
    assert row.points == 1


def test_a_point_under_which_something_was_written_stays(database: Database, actor: Actor, meeting_id: int) -> None:
    said, withdrawn, asked = (add_point(database, actor, meeting_id, title) for title in "abc")
    say(database, actor, said)
    withdraw_entry(database, actor, say(database, actor, withdrawn), 1)
    give_task(database, actor, asked, NewTask("Opravit"))
    for point in (said, withdrawn, asked):
        with pytest.raises(InvalidValue):
            remove_point(database, actor, point, 1)
    assert len(meeting_card(database, actor, meeting_id).points) == 3
