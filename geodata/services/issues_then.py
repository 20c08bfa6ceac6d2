"""How many issues were open, or overdue, at the end of a past day.

Today's state is kept with each issue, so only those to which something happened since need to be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus
from geodata.model.people import Actor
from geodata.policy import visible
from geodata.services.issue_selection import PRESSING_STATUSES, IssueFilter, count_issues
from geodata.services.kept import Kept
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueEvent

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class IssuesThen:
    """How many of the issues the actor sees today were open, and how many overdue, at the end of a day."""

    open: int
    overdue: int


def count_then(session: Session, actor: Actor, day: date) -> IssuesThen:
    """The counts for the end of `day`."""
    return _kept.get(session, actor, day, lambda: _count_then(session, actor, day))


_kept: Kept[IssuesThen] = Kept(("issues",))


def _count_then(session: Session, actor: Actor, day: date) -> IssuesThen:
    def was_overdue(status: IssueStatus | None, due_on: date | None) -> bool:
        return status in PRESSING_STATUSES and due_on is not None and due_on < day

    past_due = select(func.count()).select_from(Issue)
    past_due = past_due.where(visible(actor, Issue), Issue.status.in_(PRESSING_STATUSES), Issue.due_on < day)
    # As if today's states had held then; what moved since is corrected.
    is_open = count_issues(session, actor, IssueFilter(statuses=OPEN_STATUSES))
    overdue = session.scalar(past_due) or 0
    for status_now, due_now, status_then, due_then in session.execute(_moved_since(actor, day)):
        is_open += (status_then in OPEN_STATUSES) - (status_now in OPEN_STATUSES)
        overdue += was_overdue(status_then, due_then) - was_overdue(status_now, due_now)
    return IssuesThen(is_open, overdue)


def _moved_since(actor: Actor, day: date) -> Select[IssueStatus, date | None, IssueStatus | None, date | None]:
    """State and deadline, today and at the end of `day`, of each issue to which something happened since."""
    sets_state = IssueEvent.status.is_not(None)
    sets_deadline = or_(
        IssueEvent.kind == IssueEventKind.DEADLINE,
        IssueEvent.due_on.is_not(None),
        IssueEvent.due_next_meeting.is_(True),
    )
    moved = select(IssueEvent.issue_id).where(
        IssueEvent.municipality_id == actor.municipality_id, IssueEvent.happened_on > day
    )
    return select(
        Issue.status,
        Issue.due_on,
        _last_before(day, sets_state, IssueEvent.status).label("status_then"),
        _last_before(day, sets_deadline, IssueEvent.due_on).label("due_then"),
    ).where(Issue.id.in_(moved), still_visible(actor, Issue))


def _last_before(
    day: date, what: ColumnElement[bool], column: InstrumentedAttribute[Value | None]
) -> ColumnElement[Value | None]:
    """What the last event by the end of `day` said of each issue."""
    return (
        select(column)
        .where(IssueEvent.issue_id == Issue.id, IssueEvent.happened_on <= day, what)
        .order_by(IssueEvent.happened_on.desc(), IssueEvent.id.desc())
        .limit(1)
        .correlate(Issue)
        .scalar_subquery()
    )
