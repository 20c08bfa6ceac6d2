"""Tasks as they are read: who has them, since which meeting, until when, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.database import Database
from geodata.model.meetings import TaskStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.references import Deadline, IssueRef, MeetingRef
from geodata.services.visibility import still_visible
from geodata.tables import Account, Body, Issue, Meeting, Organisation, Task


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task; `meeting` gave it, `assignee` (an organisation) and `person` (`account_id`) have it."""

    id: int
    text: str
    status: TaskStatus
    status_since: date
    answer: str | None
    issue_id: int | None
    issue: IssueRef | None
    point_id: int | None
    meeting: MeetingRef | None
    assignee_id: int | None
    assignee: str | None
    person: str | None
    due_on: date | None
    deadline: Deadline
    row_version: int
    account_id: int | None = None
    given_at: datetime | None = None
    settled_at: datetime | None = None


def tasks_of_organisation(database: Database, actor: Actor, *, limit: int = 20) -> list[TaskLine]:
    """The open tasks of the actor's organisation, the most pressing first; none for somebody without one."""
    require(actor, Action.VIEW)
    if actor.organisation_id is None:
        return []
    with database.read() as session:
        own = (Task.assignee_id == actor.organisation_id) & (Task.status == TaskStatus.OPEN)
        return task_lines(session, actor, own, limit=limit)


def task_lines(
    session: Session,
    actor: Actor,
    chosen: ColumnElement[bool],
    *,
    since: datetime | None = None,
    settled: bool = False,
    limit: int = 500,
) -> list[TaskLine]:
    """The tasks of the actor's city that are chosen and that they may know of, by their day.

    Those that are settled only where `settled`, or where it was written down after `since`.
    """
    who = aliased(Organisation)
    wanted = Task.status == TaskStatus.OPEN
    if since is not None:
        wanted = or_(wanted, Task.status_recorded_at > since)
    query = (
        select(
            Task,
            Issue.number.label("number"),
            Issue.title.label("title"),
            Issue.status.label("issue_status"),
            Meeting.starts_at.label("starts_at"),
            Body.name.label("body"),
            who.short_name.label("assignee"),
            Account.name.label("person"),
        )
        .outerjoin(Issue, Issue.id == Task.issue_id)
        .outerjoin(Meeting, Meeting.id == Task.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .outerjoin(who, who.id == Task.assignee_id)
        .outerjoin(Account, Account.id == Task.account_id)
        .where(
            Task.municipality_id == actor.municipality_id,
            Task.text != "",  # taken back
            chosen,
            or_(Task.issue_id.is_(None), still_visible(actor, Issue)),
        )
        .order_by(Task.due_on.is_(None), Task.due_on, Task.id)
        .limit(limit)
    )
    if not settled:
        query = query.where(wanted)
    today = clock.today()
    return [
        TaskLine(
            id=row.Task.id,
            text=row.Task.text,
            status=row.Task.status,
            status_since=row.Task.status_since,
            answer=row.Task.answer,
            issue_id=row.Task.issue_id,
            issue=None
            if row.Task.issue_id is None
            else IssueRef(row.Task.issue_id, row.number, row.title, row.issue_status),
            point_id=row.Task.agenda_item_id,
            meeting=None if row.starts_at is None else MeetingRef(row.Task.meeting_id, row.body, row.starts_at),
            assignee_id=row.Task.assignee_id,
            assignee=row.assignee,
            person=row.person,
            due_on=row.Task.due_on,
            deadline=Deadline(
                row.Task.due_on,
                row.Task.due_next_meeting,
                overdue=row.Task.status == TaskStatus.OPEN and row.Task.due_on is not None and row.Task.due_on < today,
            ),
            row_version=row.Task.row_version,
            account_id=row.Task.account_id,
            given_at=row.Task.recorded_at,
            settled_at=None if row.Task.status == TaskStatus.OPEN else row.Task.status_recorded_at,
        )
        for row in session.execute(query)
    ]
