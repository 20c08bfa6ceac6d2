"""How many issues were open, or overdue, at the end of a past day.

Today's state is kept with each issue, so only those to which something happened since need to be looked at.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from geodata.model.issues import OPEN_STATUSES, IssueEventKind
from geodata.model.people import Actor
from geodata.policy import visible
from geodata.services.issue_selection import PRESSING_STATUSES, IssueFilter, count_issues
from geodata.services.kept import Kept
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueEvent

Value = TypeVar("Value")


def count_open_then(session: Session, actor: Actor, day: date) -> int:
    """How many of the issues the actor sees today were open at the end of `day`."""
    return _kept.get(session, actor, ("open", day), lambda: _open_then(session, actor, day))


def count_overdue_then(session: Session, actor: Actor, day: date) -> int:
    """How many of the issues the actor sees today were overdue at the end of `day`."""
    return _kept.get(session, actor, ("overdue", day), lambda: _overdue_then(session, actor, day))


_kept: Kept[int] = Kept(("issues",))


def _open_then(session: Session, actor: Actor, day: date) -> int:
    now = count_issues(session, actor, IssueFilter(statuses=OPEN_STATUSES))
    moved = _moved_since(actor, day, IssueEvent.status.is_not(None))
    query = select(Issue.status, _last_before(day, IssueEvent.status.is_not(None), IssueEvent.status)).where(
        Issue.id.in_(moved), still_visible(actor, Issue)
    )
    for status_now, status_then in session.execute(query):
        now += (status_then in OPEN_STATUSES) - (status_now in OPEN_STATUSES)
    return now


def _overdue_then(session: Session, actor: Actor, day: date) -> int:
    sets_deadline = or_(
        IssueEvent.kind == IssueEventKind.DEADLINE,
        IssueEvent.due_on.is_not(None),
        IssueEvent.due_next_meeting.is_(True),
    )
    moved = _moved_since(actor, day, IssueEvent.status.is_not(None) | sets_deadline)
    unmoved = (
        select(func.count())
        .select_from(Issue)
        .where(
            visible(actor, Issue),
            Issue.status.in_(PRESSING_STATUSES),
            Issue.due_on < day,
            Issue.id.not_in(moved),
        )
    )
    then = select(
        _last_before(day, IssueEvent.status.is_not(None), IssueEvent.status).label("status"),
        _last_before(day, sets_deadline, IssueEvent.due_on).label("due_on"),
    ).where(Issue.id.in_(moved), still_visible(actor, Issue))
    moved_overdue = sum(
        status in PRESSING_STATUSES and due_on is not None and due_on < day for status, due_on in session.execute(then)
    )
    return (session.scalar(unmoved) or 0) + moved_overdue


def _moved_since(actor: Actor, day: date, what: ColumnElement[bool]) -> Select[int]:
    return select(IssueEvent.issue_id).where(
        IssueEvent.municipality_id == actor.municipality_id, IssueEvent.happened_on > day, what
    )


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
