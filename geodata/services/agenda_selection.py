"""What may come onto the agenda of a meeting: issues and tasks of its body that the actor may know of and that are not
on it yet; and what was found of them so far.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from geodata.model.meetings import AgendaReason
from geodata.model.people import Actor
from geodata.services.visibility import still_visible
from geodata.tables import AgendaItem, Issue, Meeting, Task

# All points that came back from one another know the first of them.
FIRST_POINT = func.coalesce(AgendaItem.returns_from_id, AgendaItem.id)


@dataclass(slots=True)
class Found:
    """What was found so far: reasons by issue and by earlier point, tasks by either."""

    issues: dict[int, set[AgendaReason]] = field(default_factory=dict)
    points: dict[int, set[AgendaReason]] = field(default_factory=dict)
    late_letters: set[int] = field(default_factory=set)  # issues whose authority should have answered before today

    def add(self, reason: AgendaReason, issue_ids: Iterable[int], point_ids: Iterable[int] = ()) -> None:
        for id_ in issue_ids:
            self.issues.setdefault(id_, set()).add(reason)
        for id_ in point_ids:
            self.points.setdefault(id_, set()).add(reason)


def absent_issue(meeting: Meeting, issue_id: Any) -> ColumnElement[bool]:
    """Whether the issue is not on the agenda."""
    on_it = aliased(AgendaItem)
    return ~select(on_it.id).where(on_it.meeting_id == meeting.id, on_it.issue_id == issue_id).exists()


def absent_point(meeting: Meeting, issue_id: Any) -> ColumnElement[bool]:
    """The same of an issue, or of what the point of the query was at first, where it is about none."""
    on_it = aliased(AgendaItem)
    point = ~select(on_it.id).where(on_it.meeting_id == meeting.id, on_it.returns_from_id == FIRST_POINT).exists()
    return case((issue_id.is_(None), point), else_=absent_issue(meeting, issue_id))


def issues_of(actor: Actor, meeting: Meeting) -> Select[int]:
    """The issues that the body follows."""
    return select(Issue.id).where(
        Issue.body_id == meeting.body_id,
        still_visible(actor, Issue),
        absent_issue(meeting, Issue.id),
    )


def tasks_of(actor: Actor, meeting: Meeting, state: ColumnElement[bool]) -> Select[int | None, int, date | None]:
    """Tasks of the body that the actor may know of: issue, the point at which it was first spoken of, day."""
    return (
        select(Task.issue_id, FIRST_POINT.label("first"), Task.due_on)
        .outerjoin(AgendaItem, AgendaItem.id == Task.agenda_item_id)
        .outerjoin(Issue, Issue.id == Task.issue_id)
        .where(
            Task.body_id == meeting.body_id,
            state,
            or_(Task.issue_id.is_(None), still_visible(actor, Issue)),
            or_(Task.meeting_id.is_(None), Task.meeting_id != meeting.id),
            absent_point(meeting, Task.issue_id),
        )
    )


def add_task(found: Found, reason: AgendaReason, task: Row[int | None, int, date | None]) -> None:
    """Speak of a task at its issue, or at the point at which it was first spoken of."""
    if task.issue_id is not None:
        found.add(reason, [task.issue_id])
    elif task.first is not None:
        found.add(reason, (), [task.first])
