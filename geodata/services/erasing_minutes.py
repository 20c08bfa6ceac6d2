"""Erasing minutes within a unit of work: what was written under a point, tasks, who was there, what was added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update

from geodata.services.due import end_of
from geodata.services.erasing import chunks, erase_audit_words, remove_rows
from geodata.tables import Addendum, AgendaItem, Attendance, Base, Meeting, MinutesEntry, Task
from geodata.unit_of_work import UnitOfWork


def erase_under_points(work: UnitOfWork, point_ids: Sequence[int]) -> None:
    """Remove the entries and tasks of points, and their words in the audit."""
    _remove(work, MinutesEntry, MinutesEntry.agenda_item_id, point_ids)
    _remove(work, Task, Task.agenda_item_id, point_ids)


def erase_tasks_of_issues(work: UnitOfWork, issue_ids: Sequence[int]) -> None:
    """Remove the tasks of issues: a task that lost its issue would be seen by everybody."""
    _remove(work, Task, Task.issue_id, issue_ids)


def _remove(work: UnitOfWork, table: type[MinutesEntry] | type[Task], hangs_on: Any, ids: Sequence[int]) -> None:
    for part in chunks(ids):
        found = work.session.scalars(select(table.id).where(hangs_on.in_(part))).all()
        erase_audit_words(work, table.__tablename__, found)
        remove_rows(work.session, Base.metadata.tables[table.__tablename__], found)


def erase_around_points(work: UnitOfWork, last_day: date) -> bool:
    """Empty the names of those who were at meetings until a day, and addenda; whether there was anything.

    Neither is listed as due: they go when the points do, and a meeting may have them without any point. What the audit
    says of points and tasks of these meetings that were taken back goes with them.
    """
    before, session = end_of(last_day), work.session
    of_meetings = select(Meeting.id).where(
        Meeting.municipality_id == work.actor.municipality_id, Meeting.starts_at < before
    )
    named = select(Attendance.id, Attendance.meeting_id).where(
        Attendance.meeting_id.in_(of_meetings), Attendance.names.is_not(None), Attendance.recorded_at < before
    )
    added = select(Addendum.id).where(
        Addendum.meeting_id.in_(of_meetings), Addendum.text != "", Addendum.recorded_at < before
    )
    people, addenda = session.execute(named).all(), session.scalars(added).all()
    for part in chunks([row.id for row in people]):
        values = {"names": None, "row_version": Attendance.row_version + 1}
        session.execute(update(Attendance).where(Attendance.id.in_(part)).values(values))
    for part in chunks(addenda):
        session.execute(update(Addendum).where(Addendum.id.in_(part)).values(text=""))
    erase_audit_words(work, "meeting", sorted({row.meeting_id for row in people}))
    erase_audit_words(work, "addendum", addenda)
    taken_back = _erase_what_was_taken_back(work, of_meetings)
    return bool(people or addenda or taken_back)


def _erase_what_was_taken_back(work: UnitOfWork, of_meetings: Any) -> bool:
    removed = select(AgendaItem.id).where(AgendaItem.meeting_id.in_(of_meetings), AgendaItem.title == "")
    points = work.session.scalars(select(AgendaItem.id).where(AgendaItem.meeting_id.in_(of_meetings))).all()
    erased = erase_audit_words(work, "agenda_item", work.session.scalars(removed).all())
    for part in chunks(points):
        withdrawn = select(Task.id).where(Task.agenda_item_id.in_(part), Task.text == "")
        erased |= erase_audit_words(work, "task", work.session.scalars(withdrawn).all())
    return erased
