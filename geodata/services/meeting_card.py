"""One meeting: its agenda with the issues and sites its points speak of, and its minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.meetings import AgendaKind, AgendaReason, BodyKind, MeetingState
from geodata.model.people import Actor
from geodata.model.retention import ErasedKind
from geodata.policy import Action, require, visible
from geodata.services.driver_read import current_version
from geodata.services.issue_list import sites_of
from geodata.services.minutes_lines import (
    AddendumLine,
    AttendanceLine,
    EntryLine,
    addendum_lines,
    attendance_lines,
    entry_lines,
)
from geodata.services.newest_photos import newest_photos
from geodata.services.proposal_rows import shown_proposals
from geodata.services.references import IssueRef, MeetingRef, PatrolRef, ProposalRef, SiteRef
from geodata.services.task_lines import TaskLine, task_lines
from geodata.services.tombstones import Erasure, erasures
from geodata.tables import Account, AgendaItem, Body, Issue, Meeting, Organisation, Patrol, Proposal, Task


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point; `organisation` raised it, `sites` are those of its issue that the actor may know of, `photo_id` is the
    newest picture of the first of them.

    `tasks` were given at it, whatever became of them. `number` is its place among the points that the actor may know
    of, so that none tells of one left out; `position` that among all.
    """

    id: int
    number: int
    position: int
    kind: AgendaKind
    title: str
    text: str | None
    reason: AgendaReason | None
    discussed: bool
    organisation_id: int | None
    organisation: str | None
    issue: IssueRef | None
    proposal: ProposalRef | None
    sites: tuple[SiteRef, ...]
    photo_id: int | None
    erased: Erasure | None
    entries: tuple[EntryLine, ...]
    tasks: tuple[TaskLine, ...]
    row_version: int
    patrol: PatrolRef | None = None


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """`next_meeting` is the following one of the body, held or not; `signed_by` whoever signed the minutes off."""

    id: int
    body_id: int
    body: str
    body_kind: BodyKind
    slot: str | None
    starts_at: datetime
    place: str | None
    state: MeetingState
    closed_at: datetime | None
    signed_at: datetime | None
    signed_by: str | None
    next_meeting: MeetingRef | None
    row_version: int
    points: tuple[AgendaPoint, ...]
    attendance: tuple[AttendanceLine, ...]
    addenda: tuple[AddendumLine, ...]


def meeting_card(database: Database, actor: Actor, meeting_id: int) -> MeetingCard:
    """The meeting; NotFound if it is none of the actor's city. Points about hidden issues are left out."""
    require(actor, Action.VIEW)
    query = (
        select(Meeting, Body, Account.name)
        .join(Body, Body.id == Meeting.body_id)
        .outerjoin(Account, Account.id == Meeting.signed_by)
        .where(Meeting.id == meeting_id, Meeting.municipality_id == actor.municipality_id)
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound
        meeting, body, signed_by = row
        return MeetingCard(
            id=meeting.id,
            body_id=body.id,
            body=body.name,
            body_kind=body.kind,
            slot=body.slot,
            starts_at=meeting.starts_at,
            place=meeting.place,
            state=meeting.state,
            closed_at=meeting.closed_at,
            signed_at=meeting.signed_at,
            signed_by=signed_by,
            next_meeting=_following(session, meeting, body),
            row_version=meeting.row_version,
            points=_points(session, actor, meeting),
            attendance=attendance_lines(session, meeting),
            addenda=addendum_lines(session, meeting),
        )


def meetings_version(database: Database, actor: Actor) -> int:
    """A number that moves with every change of any meeting: while it stands, what was read of one is still true."""
    require(actor, Action.VIEW)
    return current_version(database, "meetings")


def _following(session: Session, meeting: Meeting, body: Body) -> MeetingRef | None:
    query = (
        select(Meeting.id, Meeting.starts_at)
        .where(
            Meeting.body_id == body.id,
            Meeting.state != MeetingState.CANCELLED,  # also one that took place: old minutes go on naming the same
            Meeting.starts_at > meeting.starts_at,
        )
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else MeetingRef(row.id, body.name, row.starts_at)


def _points(session: Session, actor: Actor, meeting: Meeting) -> tuple[AgendaPoint, ...]:
    query = (
        select(AgendaItem, Issue.number, Issue.title, Issue.status, Organisation.short_name, Proposal.title, Patrol)
        .select_from(AgendaItem)
        .outerjoin(Issue, (Issue.id == AgendaItem.issue_id) & visible(actor, Issue))
        .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
        .outerjoin(Proposal, (Proposal.id == AgendaItem.proposal_id) & shown_proposals(actor))
        .outerjoin(Patrol, (Patrol.id == AgendaItem.patrol_id) & visible(actor, Patrol))
        .where(AgendaItem.meeting_id == meeting.id, or_(AgendaItem.issue_id.is_(None), Issue.id.is_not(None)))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    rows = session.execute(query).all()
    erased = erasures(session, actor, ErasedKind.AGENDA_ITEM, [item.id for item, *_ in rows])
    sites = sites_of(session, actor, [item.issue_id for item, *_ in rows if item.issue_id is not None])
    newest = newest_photos(session, [refs[0].id for refs in sites.values()])
    photos = {issue_id: newest.get(refs[0].id) for issue_id, refs in sites.items()}
    entries = entry_lines(session, actor, meeting)
    tasks: dict[int, list[TaskLine]] = {}
    for line in task_lines(session, actor, Task.meeting_id == meeting.id, settled=True, in_minutes=True):
        tasks.setdefault(line.point_id or 0, []).append(line)
    # Nobody learns that a point about a hidden issue was erased.
    shown = [row for row in rows if row[0].title or row[0].id in erased]
    return tuple(
        AgendaPoint(
            id=item.id,
            number=place,
            position=item.position,
            kind=item.kind,
            title=item.title,
            text=item.text,
            reason=item.reason,
            discussed=item.discussed,
            organisation_id=item.organisation_id,
            organisation=organisation,
            issue=None if item.issue_id is None else IssueRef(item.issue_id, number, title, status),
            proposal=None if item.proposal_id is None or proposal is None else ProposalRef(item.proposal_id, proposal),
            sites=sites.get(item.issue_id or 0, ()),
            photo_id=photos.get(item.issue_id or 0),
            erased=erased.get(item.id),
            entries=tuple(entries.get(item.id, ())),
            tasks=tuple(tasks.get(item.id, ())),
            row_version=item.row_version,
            patrol=None if patrol is None else PatrolRef(patrol.id, patrol.purpose, patrol.result or ""),
        )
        for place, (item, number, title, status, organisation, proposal, patrol) in enumerate(shown, 1)
    )
