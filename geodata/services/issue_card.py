"""One issue with its whole chain: who had it, what was promised, what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from geodata.database import Database
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.meetings import WRITTEN_UP, AgendaKind
from geodata.model.people import Actor, Sensitivity
from geodata.model.retention import ErasedKind
from geodata.policy import Action, can, require, visible
from geodata.services.duplicates import duplicates_of
from geodata.services.event_lines import EventLine, event_line, event_query
from geodata.services.issue_list import sites_of
from geodata.services.issue_selection import is_overdue
from geodata.services.readings import Opened, note_reading
from geodata.services.references import BylawRef, Deadline, IssueRef, MeetingRef, SiteRef
from geodata.services.story_minutes import Decision, decisions_about, tasks_about
from geodata.services.submission_lines import SubmissionLine, submission_lines
from geodata.services.task_lines import TaskLine
from geodata.services.tombstones import Erasure, erasures, not_there
from geodata.services.visibility import still_visible
from geodata.tables import (
    Account,
    AgendaItem,
    Body,
    Bylaw,
    Issue,
    IssueEvent,
    Meeting,
    Organisation,
    ProposalVersion,
    Submission,
)
from geodata.workflow import allowed_next


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A point of a meeting that was about the issue; `missed`: the meeting ended and did not come to it."""

    id: int
    meeting: MeetingRef
    kind: AgendaKind
    title: str
    text: str | None
    missed: bool
    erased: Erasure | None


@dataclass(frozen=True, slots=True)
class IssueCard:
    """One issue; `events` newest first. `next_statuses` are those the actor may bring it into.

    `decisions` are those of meetings about it, `tasks` were given for it, settled ones included, `submissions` are the
    letters to authorities about it, the first one first. `person` of the assignee has it (`account_id`). `bylaw` is
    what somebody breaks there. `duplicate_of` is where it went, `duplicates` are those that came here; what meetings,
    tasks and letters say of those stands among its own, what happened to them in `events_before`, newest first.
    """

    id: int
    number: str
    title: str
    topic: IssueTopic
    description: str | None
    sensitivity: Sensitivity
    status: IssueStatus
    status_since: date
    raised_on: date
    raised_by: str | None
    raised_at: MeetingRef | None
    body_id: int | None
    body: str | None
    assignee_id: int | None
    assignee: str | None
    account_id: int | None
    person: str | None
    deadline: Deadline
    reopened: int
    row_version: int
    next_statuses: tuple[IssueStatus, ...]
    sites: tuple[SiteRef, ...]
    events: tuple[EventLine, ...]
    agenda: tuple[AgendaLine, ...]
    decisions: tuple[Decision, ...]
    tasks: tuple[TaskLine, ...]
    submissions: tuple[SubmissionLine, ...]
    bylaw: BylawRef | None
    duplicate_of: IssueRef | None
    duplicates: tuple[IssueRef, ...]
    events_before: tuple[EventLine, ...]


def issue_card(database: Database, actor: Actor, issue_id: int) -> IssueCard:
    """The issue; NotFound if it does not exist or the actor may not know of it, Erased if it was erased.

    Opening a restricted one is noted in the audit.
    """
    require(actor, Action.VIEW)
    raised_by, assignee = aliased(Organisation), aliased(Organisation)
    query = (
        select(
            Issue,
            raised_by.short_name.label("raised_by"),
            assignee.short_name.label("assignee"),
            Account.name.label("person"),
            Body.name.label("body"),
        )
        .outerjoin(raised_by, raised_by.id == Issue.raised_by_id)
        .outerjoin(assignee, assignee.id == Issue.assignee_id)
        .outerjoin(Account, Account.id == Issue.account_id)
        .outerjoin(Body, Body.id == Issue.body_id)
        .where(Issue.id == issue_id, visible(actor, Issue))
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise not_there(session, actor, ErasedKind.ISSUE, issue_id)
        issue: Issue = row.Issue
        duplicates = list(duplicates_of(session, actor, [issue_id]))
        about = [issue_id, *duplicates]
        events = _events(session, actor, [issue_id])
        raised = next((event for event in reversed(events) if event.status == IssueStatus.RAISED), None)
        card = IssueCard(
            id=issue.id,
            number=issue.number,
            title=issue.title,
            topic=issue.topic,
            description=issue.description,
            sensitivity=issue.sensitivity,
            status=issue.status,
            status_since=issue.status_since,
            raised_on=issue.raised_on,
            raised_by=row.raised_by,
            raised_at=raised.meeting if raised else None,
            body_id=issue.body_id,
            body=row.body,
            assignee_id=issue.assignee_id,
            assignee=row.assignee,
            account_id=issue.account_id,
            person=row.person,
            deadline=Deadline(issue.due_on, issue.due_next_meeting, is_overdue(issue.status, issue.due_on)),
            reopened=issue.reopened,
            row_version=issue.row_version,
            next_statuses=allowed_next(issue.status) if can(actor, Action.ADVANCE_ISSUE) else (),
            sites=sites_of(session, actor, [issue_id]).get(issue_id, ()),
            events=events,
            agenda=_agenda(session, actor, about),
            decisions=tuple(decisions_about(session, about)),
            tasks=tuple(tasks_about(session, actor, about)),
            submissions=tuple(submission_lines(session, actor, Submission.issue_id.in_(about))),
            bylaw=_bylaw(session, issue),
            duplicate_of=next(iter(_others(session, actor, Issue.id == issue.duplicate_of_id)), None),
            duplicates=_others(session, actor, Issue.id.in_(duplicates)),
            events_before=_events(session, actor, duplicates),
        )
    note_reading(database, actor, Opened.ISSUE, card.id, card.sensitivity)
    return card


def _bylaw(session: Session, issue: Issue) -> BylawRef | None:
    if issue.bylaw_id is None:
        return None
    query = (
        select(Bylaw.id, Bylaw.number, Bylaw.title, ProposalVersion.proposal_id)
        .join(ProposalVersion, ProposalVersion.id == Bylaw.version_id)
        .where(Bylaw.id == issue.bylaw_id)
    )
    return BylawRef(*session.execute(query).one())


def _events(session: Session, actor: Actor, issue_ids: Collection[int]) -> tuple[EventLine, ...]:
    query = event_query(actor).where(IssueEvent.issue_id.in_(issue_ids))
    rows = session.execute(query.order_by(IssueEvent.happened_on.desc(), IssueEvent.id.desc()))
    return tuple(event_line(row) for row in rows)


def _others(session: Session, actor: Actor, which: ColumnElement[bool]) -> tuple[IssueRef, ...]:
    query = select(Issue.id, Issue.number, Issue.title, Issue.status).where(which, still_visible(actor, Issue))
    return tuple(IssueRef(*row) for row in session.execute(query.order_by(Issue.id)))


def _agenda(session: Session, actor: Actor, issue_ids: Collection[int]) -> tuple[AgendaLine, ...]:
    query = (
        select(
            AgendaItem.id,
            AgendaItem.kind,
            AgendaItem.title,
            AgendaItem.text,
            (Meeting.state.in_(WRITTEN_UP) & ~AgendaItem.discussed).label("missed"),
            Meeting.id,
            Body.name,
            Meeting.starts_at,
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(AgendaItem.issue_id.in_(issue_ids))
        .order_by(Meeting.starts_at.desc(), AgendaItem.position)
    )
    rows = session.execute(query).all()
    erased = erasures(session, actor, ErasedKind.AGENDA_ITEM, [row[0] for row in rows])
    return tuple(
        AgendaLine(item_id, MeetingRef(meeting_id, body, starts_at), kind, title, text, missed, erased.get(item_id))
        for item_id, kind, title, text, missed, meeting_id, body, starts_at in rows
    )
