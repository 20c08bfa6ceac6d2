"""Tasks as they are read: who has them, since which meeting, until when, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.database import Database
from geodata.model.meetings import TaskStatus
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.references import Deadline, IssueRef, MeetingRef
from geodata.services.visibility import still_visible
from geodata.tables import Account, AgendaItem, Body, Issue, Meeting, Organisation, Task

_OfPoint = aliased(Issue)  # what the point was about at which a task was given


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task; `meeting` gave it, `assignee` (an organisation) and `person` (`account_id`) have it.

    `issue` is where it is followed; where the actor may not know of that (`follows` is False, and it is not theirs to
    settle), what the point of the minutes was about.
    """

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
    follows: bool = True


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
    in_minutes: bool = False,
    limit: int = 500,
) -> list[TaskLine]:
    """The tasks of the actor's city that are chosen and that they may know of, by their day.

    Those that are settled only where `settled`, or where it was written down after `since`. As they stand `in_minutes`,
    whoever may read a point reads the tasks that were given at it, wherever they are followed since; what was answered
    there is for the readers of that issue alone.
    """
    who = aliased(Organisation)
    wanted = Task.status == TaskStatus.OPEN
    if since is not None:
        wanted = or_(wanted, Task.status_recorded_at > since)
    follows = or_(Task.issue_id.is_(None), still_visible(actor, Issue))
    may_know = follows
    if in_minutes:
        may_know = or_(still_visible(actor, _OfPoint), and_(_OfPoint.id.is_(None), follows))
    query = (
        select(
            Task,
            follows.label("follows"),
            case((follows, Issue.id), else_=_OfPoint.id).label("issue_id"),
            case((follows, Issue.number), else_=_OfPoint.number).label("number"),
            case((follows, Issue.title), else_=_OfPoint.title).label("title"),
            case((follows, Issue.status), else_=_OfPoint.status).label("issue_status"),
            Meeting.starts_at.label("starts_at"),
            Body.name.label("body"),
            who.short_name.label("assignee"),
            Account.name.label("person"),
        )
        .outerjoin(Issue, Issue.id == Task.issue_id)
        .outerjoin(AgendaItem, AgendaItem.id == Task.agenda_item_id)
        .outerjoin(_OfPoint, _OfPoint.id == AgendaItem.issue_id)
        .outerjoin(Meeting, Meeting.id == Task.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .outerjoin(who, who.id == Task.assignee_id)
        .outerjoin(Account, Account.id == Task.account_id)
        .where(
            Task.municipality_id == actor.municipality_id,
            Task.text != "",  # taken back
            chosen,
            may_know,
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
            answer=row.Task.answer if row.follows else None,
            issue_id=row.issue_id,
            issue=None if row.issue_id is None else IssueRef(row.issue_id, row.number, row.title, row.issue_status),
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
            follows=bool(row.follows),
        )
        for row in session.execute(query)
    ]
