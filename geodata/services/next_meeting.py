"""What is due "at the next meeting" follows the calendar of the body."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from geodata.model.issues import OPEN_STATUSES, IssueEventKind
from geodata.model.meetings import TaskStatus
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import add_event, day_of, next_meeting_day
from geodata.tables import Issue, Task
from geodata.unit_of_work import UnitOfWork


def renew_next_meeting(work: UnitOfWork, body_id: int, instead_of: date | None = None) -> None:
    """Give the day of the body's next meeting to the issues and tasks that wait for it.

    `instead_of` is the day of a meeting that was moved or cancelled. What waited for a meeting that took place stays as
    it is. Call `hold_issues` before.
    """
    session, today = work.session, day_of(work.recorded_at)
    session.flush()
    day = next_meeting_day(session, body_id)
    for task in session.scalars(
        select(Task)
        .where(Task.body_id == body_id, Task.status == TaskStatus.OPEN, Task.due_next_meeting)
        .where(_still_waits(Task.due_on, today, instead_of))
        .order_by(Task.id)
    ).all():
        task.due_on = day
    for issue in session.scalars(
        select(Issue)
        .where(Issue.body_id == body_id, Issue.status.in_(OPEN_STATUSES), Issue.due_next_meeting)
        .where(_still_waits(Issue.due_on, today, instead_of))
        .order_by(Issue.id)
    ).all():
        if issue.due_on != day:
            since = max(today, issue.raised_on)
            add_event(work, issue, IssueEventKind.DEADLINE, since, due_on=day, due_next_meeting=True)
            derive_issue(work, issue)


def _still_waits(
    due_on: InstrumentedAttribute[date | None], today: date, instead_of: date | None
) -> ColumnElement[bool]:
    waits = or_(due_on.is_(None), due_on > today)
    return waits if instead_of is None else or_(waits, due_on == instead_of)
