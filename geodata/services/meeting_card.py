"""One meeting with its agenda, and the issues and sites its points speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.meetings import AgendaKind, BodyKind, MeetingState
from geodata.model.people import Actor
from geodata.model.retention import ErasedKind
from geodata.policy import Action, require, visible
from geodata.services.issue_list import sites_of
from geodata.services.references import IssueRef, SiteRef
from geodata.services.tombstones import Erasure, erasures
from geodata.tables import AgendaItem, Body, Issue, Meeting, Organisation


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point; `organisation` raised it, `sites` are those of its issue that the actor may know of."""

    id: int
    position: int
    kind: AgendaKind
    title: str
    text: str | None
    organisation: str | None
    issue: IssueRef | None
    sites: tuple[SiteRef, ...]
    erased: Erasure | None


@dataclass(frozen=True, slots=True)
class MeetingCard:
    id: int
    body_id: int
    body: str
    body_kind: BodyKind
    slot: str | None
    starts_at: datetime
    place: str | None
    state: MeetingState
    row_version: int
    points: tuple[AgendaPoint, ...]


def meeting_card(database: Database, actor: Actor, meeting_id: int) -> MeetingCard:
    """The meeting; NotFound if it is none of the actor's city. Points about hidden issues are left out."""
    require(actor, Action.VIEW)
    query = (
        select(Meeting, Body)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.id == meeting_id, Meeting.municipality_id == actor.municipality_id)
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound
        meeting, body = row
        return MeetingCard(
            id=meeting.id,
            body_id=body.id,
            body=body.name,
            body_kind=body.kind,
            slot=body.slot,
            starts_at=meeting.starts_at,
            place=meeting.place,
            state=meeting.state,
            row_version=meeting.row_version,
            points=_points(session, actor, meeting_id),
        )


def _points(session: Session, actor: Actor, meeting_id: int) -> tuple[AgendaPoint, ...]:
    query = (
        select(AgendaItem, Issue.number, Issue.title, Issue.status, Organisation.short_name)
        .select_from(AgendaItem)
        .outerjoin(Issue, (Issue.id == AgendaItem.issue_id) & visible(actor, Issue))
        .outerjoin(Organisation, Organisation.id == AgendaItem.organisation_id)
        .where(AgendaItem.meeting_id == meeting_id, or_(AgendaItem.issue_id.is_(None), Issue.id.is_not(None)))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    rows = session.execute(query).all()
    erased = erasures(session, actor, ErasedKind.AGENDA_ITEM, [item.id for item, *_ in rows])
    sites = sites_of(session, actor, [item.issue_id for item, *_ in rows if item.issue_id is not None])
    return tuple(
        AgendaPoint(
            id=item.id,
            position=item.position,
            kind=item.kind,
            title=item.title,
            text=item.text,
            organisation=organisation,
            issue=None if item.issue_id is None else IssueRef(item.issue_id, number, title, status),
            sites=sites.get(item.issue_id or 0, ()),
            erased=erased.get(item.id),
        )
        for item, number, title, status, organisation in rows
        if item.title or item.id in erased  # nobody learns that a point about a hidden issue was erased
    )
