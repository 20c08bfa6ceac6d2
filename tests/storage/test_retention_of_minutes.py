"""Retention of minutes: what was written under a point goes with it; nothing is seen by more for losing its issue."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.meetings import BodyKind, MeetingState, Presence, TaskStatus
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.retention import RULES, Retention, RetentionRule
from geodata.services.agenda_points import remove_point, take_points
from geodata.services.audit import check_chain
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.meeting_card import meeting_card
from geodata.services.minutes import set_attendance, withdraw_entry
from geodata.services.minutes_states import add_addendum
from geodata.services.organisations import add_organisation
from geodata.services.retention import erase, list_due
from geodata.services.task_changes import withdraw_task
from geodata.services.task_lines import tasks_of_organisation
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from geodata.tables import AgendaItem, MinutesEntry, Task
from tests.batches import content_of
from tests.running_meeting import add_point, another_keeper, lead_to, proposed, run_meeting, say
from tests.small_city import advance, some_issue, some_site, worker_of

LONG_AGO = clock.now() - timedelta(days=4_000)
ALL = Retention(dict.fromkeys(RULES, 60))
AGENDA = Retention({RetentionRule.AGENDA: 60})
ISSUES = Retention({RetentionRule.CLOSED_ISSUES: 60})
MARKS = ("Bod o vile", "Vila padá", "Taktéž stažené", "Zamknout vilu", "Jan Vymyšlený", "Dodatek o vile")
TO_THE_END = (IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.VERIFIED)


@pytest.fixture
def ngo_id(database: Database, actor: Actor) -> int:
    return add_organisation(database, actor, "Spolek", OrganisationKind.NGO)


@pytest.fixture
def body_id(database: Database, actor: Actor) -> int:
    return add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))


@pytest.fixture
def old_meeting(database: Database, actor: Actor, ngo_id: int, body_id: int) -> int:
    """A meeting of eleven years ago, signed off, with everything that minutes hold."""
    with standing_at(LONG_AGO):
        meeting = run_meeting(database, actor, body_id)
        item = add_point(database, actor, meeting, "Bod o vile")
        say(database, actor, item, "Vila padá.")
        withdraw_entry(database, actor, say(database, actor, item, "Taktéž stažené."), 1)
        give_task(database, actor, item, NewTask("Zamknout vilu", ngo_id, due_next_meeting=True))
        set_attendance(database, actor, meeting, ngo_id, Presence.PRESENT, "Jan Vymyšlený")
        lead_to(database, actor, meeting, MeetingState.SIGNED)
        add_addendum(database, actor, meeting, "Dodatek o vile")
    return meeting


def talk_anew(database: Database, actor: Actor, body_id: int) -> int:
    """A meeting of today whose point has an entry and a task: they are the newest of their tables."""
    meeting = run_meeting(database, actor, body_id)
    item = add_point(database, actor, meeting, "Dnešní bod")
    say(database, actor, item, "Dnešní slova.")
    give_task(database, actor, item, NewTask("Dnešní úkol"))
    return meeting


def erase_by(database: Database, actor: Actor, retention: Retention, folder: Path) -> None:
    assert erase(database, actor, retention, folder, folder / "photos").wiped


def rows_of(database: Database) -> str:
    return "\n".join(row for table in content_of(database).values() for row in table)


def test_everything_that_minutes_held_goes_and_the_meeting_stays(
    database: Database, actor: Actor, body_id: int, old_meeting: int, tmp_path: Path
) -> None:
    today = talk_anew(database, actor, body_id)
    assert [mark for mark in MARKS if mark not in rows_of(database)] == []
    erase_by(database, actor, AGENDA, tmp_path)
    assert [mark for mark in MARKS if mark in rows_of(database)] == []
    assert check_chain(database) is None
    card = meeting_card(database, actor, old_meeting)
    assert (card.state, card.addenda) == (MeetingState.SIGNED, ())
    assert [(line.presence, line.names) for line in card.attendance] == [(Presence.PRESENT, None)]
    (point,) = card.points
    assert (point.title, point.entries, point.tasks) == ("", (), ())
    assert point.erased is not None
    (young,) = meeting_card(database, actor, today).points
    assert (young.title, len(young.entries), len(young.tasks)) == ("Dnešní bod", 1, 1)
    assert list_due(database, actor, AGENDA) == []


def test_names_and_addenda_go_where_no_point_is_left_either(
    database: Database, actor: Actor, body_id: int, ngo_id: int, tmp_path: Path
) -> None:
    with standing_at(LONG_AGO):
        meeting = run_meeting(database, actor, body_id)
        set_attendance(database, actor, meeting, ngo_id, Presence.PRESENT, "Jan Vymyšlený")
    before = content_of(database)
    erase_by(database, actor, ISSUES, tmp_path)
    assert content_of(database)["attendance"] == before["attendance"]
    erase_by(database, actor, AGENDA, tmp_path)
    assert "Vymyšlený" not in rows_of(database)


def test_the_newest_entry_and_task_wait_for_newer_ones(
    database: Database, actor: Actor, body_id: int, old_meeting: int, tmp_path: Path
) -> None:
    # SQLite would give their numbers to the next ones, and the audit would speak of two by one number.
    assert list_due(database, actor, AGENDA) == []
    with database.read() as session:
        known = {table: set(session.scalars(select(table.id))) for table in (MinutesEntry, Task)}
    talk_anew(database, actor, body_id)
    assert [due.count for due in list_due(database, actor, AGENDA)] == [1]
    erase_by(database, actor, AGENDA, tmp_path)
    with database.read() as session:
        for table, ids in known.items():
            assert not ids & set(session.scalars(select(table.id)))


def test_a_task_that_was_given_when_an_old_point_came_back_is_still_promised(
    database: Database, actor: Actor, body_id: int, tmp_path: Path
) -> None:
    with standing_at(LONG_AGO):
        first = run_meeting(database, actor, body_id)
        item = add_point(database, actor, first, "Dávný bod")
        old_task = give_task(database, actor, item, NewTask("Dávný úkol"))
    second = run_meeting(database, actor, body_id)
    assert take_points(database, actor, second, [f"point-{item}"]) == 1
    (point,) = meeting_card(database, actor, second).points
    say(database, actor, point.id)
    task = give_task(database, actor, point.id, NewTask("Nový úkol"))
    lead_to(database, actor, second, MeetingState.CLOSED)
    erase_by(database, actor, AGENDA, tmp_path)
    third = run_meeting(database, actor, body_id, clock.now() - timedelta(minutes=1))
    (told,) = proposed(database, actor, third).values()
    assert (told.title, [line.id for line in told.tasks]) == ("Dávný bod", [task])
    assert old_task != task


def test_an_erased_issue_takes_its_tasks_along_and_shows_none_to_anybody(
    database: Database, actor: Actor, body_id: int, ngo_id: int, tmp_path: Path
) -> None:
    keeper = another_keeper(database, actor, ngo_id)
    with standing_at(LONG_AGO):
        hidden = some_issue(database, actor, "Tajná vila", sensitivity=Sensitivity.RESTRICTED)
        meeting = run_meeting(database, actor, body_id)
        item = add_point(database, actor, meeting, "Tajný bod", issue_id=hidden)
        say(database, actor, item, "Tajná slova.")
        worker_of(database, actor, ngo_id, Role.COORDINATOR)  # so that the organisation may have it
        given = give_task(database, actor, item, NewTask("Tajný úkol", ngo_id))
        part = give_part(database, actor, hidden, NewTask("Tajná část", ngo_id))
        assert tasks_of_organisation(database, keeper) == []
        for task_id in (given, part):
            settle_task(database, actor, task_id, 1, TaskStatus.DONE)
        advance(database, actor, hidden, *TO_THE_END)
    assert list_due(database, actor, ISSUES) == []  # nothing is newer yet
    talk_anew(database, actor, body_id)
    some_issue(database, actor, site_ids=(some_site(database, actor),))
    erase_by(database, actor, ISSUES, tmp_path)
    assert "Tajn" not in rows_of(database)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 1
    assert tasks_of_organisation(database, keeper) == []
    assert meeting_card(database, keeper, meeting).points == ()
    assert len(meeting_card(database, actor, meeting).points) == 1


def test_everything_due_is_erased_at_once(
    database: Database, actor: Actor, body_id: int, old_meeting: int, tmp_path: Path
) -> None:
    talk_anew(database, actor, body_id)
    erase_by(database, actor, ALL, tmp_path)
    assert [mark for mark in MARKS if mark in rows_of(database)] == []
    assert list_due(database, actor, ALL) == []


def test_what_was_taken_back_goes_with_the_points_of_its_meeting(
    database: Database, actor: Actor, body_id: int, ngo_id: int, tmp_path: Path
) -> None:
    with standing_at(LONG_AGO):
        meeting = run_meeting(database, actor, body_id)
        item = add_point(database, actor, meeting, "Bod o vile")
        task = give_task(database, actor, item, NewTask("Zmínit rodinu", ngo_id))
        for status, answer in ((TaskStatus.DONE, "Odpověď o rodině"), (TaskStatus.OPEN, "Zpět")):
            settle_task(database, actor, task, version_of(database, Task, task), status, answer)
        withdraw_task(database, actor, task, version_of(database, Task, task))
        removed = add_point(database, actor, meeting, "Rodina z vily")
        remove_point(database, actor, removed, version_of(database, AgendaItem, removed))
        lead_to(database, actor, meeting, MeetingState.SIGNED)
    talk_anew(database, actor, body_id)
    assert "rodin" in rows_of(database).casefold()
    erase_by(database, actor, AGENDA, tmp_path)
    assert "rodin" not in rows_of(database).casefold()
    assert [point.title for point in meeting_card(database, actor, meeting).points] == [""]


def test_the_words_of_a_removed_point_go_where_nothing_else_is_due(
    database: Database, actor: Actor, body_id: int, tmp_path: Path
) -> None:
    with standing_at(LONG_AGO):
        meeting = run_meeting(database, actor, body_id)
        removed = add_point(database, actor, meeting, "Rodina z vily")
        remove_point(database, actor, removed, version_of(database, AgendaItem, removed))
    assert "Rodina z vily" in rows_of(database)
    erase_by(database, actor, AGENDA, tmp_path)
    assert "Rodina z vily" not in rows_of(database)


def version_of(database: Database, table: type[Task] | type[AgendaItem], number: int) -> int:
    with database.read() as session:
        return session.scalars(select(table.row_version).where(table.id == number)).one()
