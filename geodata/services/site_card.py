"""The card of a site: what, where, in which condition, who has its issues, which meetings spoke of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES, IssueStatus, IssueTopic
from geodata.model.people import Actor, Sensitivity
from geodata.model.retention import ErasedKind
from geodata.model.sites import Condition, SiteKind
from geodata.policy import Action, require, visible
from geodata.services.issue_selection import is_overdue
from geodata.services.known_facts import OBSERVATIONS_READ, latest_details
from geodata.services.readings import Opened, note_reading
from geodata.services.references import Deadline, MeetingRef
from geodata.services.tombstones import not_there
from geodata.services.visibility import still_visible
from geodata.tables import (
    AgendaItem,
    Area,
    Body,
    Issue,
    IssueEvent,
    IssueSite,
    Locality,
    Meeting,
    Observation,
    Organisation,
    Photo,
    Site,
    Source,
)

PHOTOS_ON_CARD = 12
MEETINGS_ON_CARD = 10


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An open issue of the site: who has it, at which meeting it was raised, when it is due."""

    id: int
    number: str
    title: str
    topic: IssueTopic
    status: IssueStatus
    raised_on: date
    raised_at: MeetingRef | None
    assignee: str | None
    body: str | None
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class PhotoRef:
    id: int
    taken_on: date


@dataclass(frozen=True, slots=True)
class SiteCard:
    """One site; longitude and latitude in degrees WGS84. `details` are the last known facts of its kind.

    `photos` newest first, `photo_count` of all; `open_issues` oldest first, only those the actor may know of.
    """

    id: int
    kind: SiteKind
    name: str
    address: str | None
    longitude: float
    latitude: float
    sensitivity: Sensitivity
    condition: Condition | None
    condition_since: date | None
    verified_on: date | None
    verified_by: str | None
    details: dict[str, Any]
    area_id: int | None
    area: str | None
    locality_id: int | None
    locality: str | None
    source: str | None
    row_version: int
    photos: tuple[PhotoRef, ...]
    photo_count: int
    open_issues: tuple[OpenIssue, ...]
    closed_issues: int
    meetings: tuple[MeetingRef, ...]


def site_card(database: Database, actor: Actor, site_id: int) -> SiteCard:
    """The site; NotFound if it does not exist or the actor may not know of it, Erased if it was erased.

    Six queries, whatever its history. Opening a restricted one is noted in the audit.
    """
    require(actor, Action.VIEW)
    query = (
        select(
            Site,
            Area.name.label("area"),
            Locality.name.label("locality"),
            Source.name.label("source"),
        )
        .outerjoin(Area, Area.id == Site.area_id)
        .outerjoin(Locality, (Locality.id == Site.locality_id) & visible(actor, Locality))
        .outerjoin(Source, Source.id == Site.source_id)
        .where(Site.id == site_id, visible(actor, Site))
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise not_there(session, actor, ErasedKind.SITE, site_id)
        site: Site = row.Site
        observations = _observations(session, site_id)
        photos, photo_count = _photos(session, site_id)
        open_issues, closed_issues = _issues(session, actor, site_id)
        card = SiteCard(
            id=site.id,
            kind=site.kind,
            name=site.name,
            address=site.address,
            longitude=site.longitude,
            latitude=site.latitude,
            sensitivity=site.sensitivity,
            condition=site.condition,
            condition_since=site.condition_since,
            verified_on=site.verified_on,
            verified_by=next((organisation for _, organisation, dated in observations if dated), None),
            details=latest_details(details for details, *_ in observations),
            area_id=site.area_id,
            area=row.area,
            locality_id=site.locality_id if row.locality is not None else None,
            locality=row.locality,
            source=row.source,
            row_version=site.row_version,
            photos=photos,
            photo_count=photo_count,
            open_issues=open_issues,
            closed_issues=closed_issues,
            meetings=_meetings(session, actor, site_id),
        )
    note_reading(database, actor, Opened.SITE, card.id, card.sensitivity)
    return card


def _observations(session: Session, site_id: int) -> list[tuple[dict[str, Any] | None, str | None, bool]]:
    """Details and organisation of the observations, and whether their day is known; newest first."""
    query = (
        select(Observation.details, Organisation.short_name, Observation.dated)
        .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
        .where(Observation.site_id == site_id)
        .order_by(Observation.observed_on.desc(), Observation.id.desc())
        .limit(OBSERVATIONS_READ)
    )
    return [(details, organisation, dated) for details, organisation, dated in session.execute(query)]


def _photos(session: Session, site_id: int) -> tuple[tuple[PhotoRef, ...], int]:
    query = (
        select(Photo.id, Photo.taken_on, func.count().over().label("total"))
        .where(Photo.site_id == site_id)
        .order_by(Photo.taken_on.desc(), Photo.id.desc())
        .limit(PHOTOS_ON_CARD)
    )
    rows = session.execute(query).all()
    return tuple(PhotoRef(row.id, row.taken_on) for row in rows), rows[0].total if rows else 0


def _issues(session: Session, actor: Actor, site_id: int) -> tuple[tuple[OpenIssue, ...], int]:
    """The open issues and how many closed ones there are, of those the actor may know of."""
    meeting_body = aliased(Body)
    query = (
        select(
            Issue.id, Issue.number, Issue.title, Issue.topic, Issue.status, Issue.raised_on, Issue.due_on,
            Issue.due_next_meeting, Organisation.short_name.label("assignee"), Body.name.label("body"),
            Meeting.id.label("meeting_id"), Meeting.starts_at, meeting_body.name.label("meeting_body"),
        )
        .join(IssueSite, IssueSite.issue_id == Issue.id)
        .outerjoin(Organisation, Organisation.id == Issue.assignee_id)
        .outerjoin(Body, Body.id == Issue.body_id)
        .outerjoin(Meeting, Meeting.id == Issue.raised_at_meeting_id)
        .outerjoin(meeting_body, meeting_body.id == Meeting.body_id)
        .where(IssueSite.site_id == site_id, still_visible(actor, Issue))
        .order_by(Issue.raised_on, Issue.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    still_open = tuple(
        OpenIssue(
            id=row.id,
            number=row.number,
            title=row.title,
            topic=row.topic,
            status=row.status,
            raised_on=row.raised_on,
            raised_at=MeetingRef(row.meeting_id, row.meeting_body, row.starts_at) if row.meeting_id else None,
            assignee=row.assignee,
            body=row.body,
            deadline=Deadline(row.due_on, row.due_next_meeting, is_overdue(row.status, row.due_on)),
        )
        for row in rows
        if row.status in OPEN_STATUSES
    )
    return still_open, len(rows) - len(still_open)


def _meetings(session: Session, actor: Actor, site_id: int) -> tuple[MeetingRef, ...]:
    """The meetings that spoke of the site, last first: through an agenda item or an event of one of its issues."""
    own = select(IssueSite.issue_id).join(Issue, Issue.id == IssueSite.issue_id)
    own = own.where(IssueSite.site_id == site_id, still_visible(actor, Issue))
    spoke = (
        select(AgendaItem.meeting_id)
        .where(AgendaItem.issue_id.in_(own))
        .union(select(IssueEvent.meeting_id).where(IssueEvent.issue_id.in_(own), IssueEvent.meeting_id.is_not(None)))
    )
    query = (
        select(Meeting.id, Body.name, Meeting.starts_at)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.id.in_(spoke))
        .order_by(Meeting.starts_at.desc())
        .limit(MEETINGS_ON_CARD)
    )
    return tuple(MeetingRef(id_, body, starts_at) for id_, body, starts_at in session.execute(query))
