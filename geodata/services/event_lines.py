"""Events of issues as they are read: with the names of those they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from geodata.model.issues import EvidenceKind, IssueEventKind, IssueStatus, RefusalReason
from geodata.model.people import Actor
from geodata.policy import visible
from geodata.services.references import IssueRef, MeetingRef, SiteRef
from geodata.tables import Account, Body, Issue, IssueEvent, Meeting, Observation, Organisation, Photo, Site

# Made once: conditions of visibility are kept by their table.
_Other, _Shown = aliased(Issue), aliased(Site)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was shown for a step. `site` is the place of the photo or visit, `day` that of the visit.

    All but the kind is None where it was erased, or where the actor may not know of the place.
    """

    kind: EvidenceKind
    photo_id: int | None
    site: SiteRef | None
    day: date | None
    document: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One step: when it happened, when and by whom it was recorded, at which meeting; what it changed.

    `site` is the place of a link, None where the actor may not know of it; so is `other`, the issue it was merged with.
    `given_to` is one person of the assignee.
    """

    id: int
    issue_id: int
    kind: IssueEventKind
    happened_on: date
    recorded_at: datetime
    person: str | None
    organisation: str | None
    meeting: MeetingRef | None
    status: IssueStatus | None
    assignee: str | None
    due_on: date | None
    due_next_meeting: bool
    reason: RefusalReason | None
    site: SiteRef | None
    note: str | None
    given_to: str | None = None
    evidence: Evidence | None = None
    other: IssueRef | None = None


def event_query(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Events with the names they speak of, still of all issues; `event_line` reads its rows."""
    author, assignee, given_to = aliased(Organisation), aliased(Organisation), aliased(Account)
    return (
        select(
            IssueEvent,
            Account.name.label("person"),
            author.short_name.label("organisation"),
            assignee.short_name.label("assignee"),
            Meeting.starts_at.label("starts_at"),
            Body.name.label("body"),
            Site.id.label("site_id"),
            Site.kind.label("site_kind"),
            Site.name.label("site_name"),
            given_to.name.label("given_to"),
            Observation.observed_on.label("seen_on"),
            _Shown.id.label("shown_id"),
            _Shown.kind.label("shown_kind"),
            _Shown.name.label("shown_name"),
            _Other.id.label("other_id"),
            _Other.number.label("other_number"),
            _Other.title.label("other_title"),
            _Other.status.label("other_status"),
        )
        .outerjoin(Account, Account.id == IssueEvent.recorded_by)
        .outerjoin(author, author.id == IssueEvent.organisation_id)
        .outerjoin(assignee, assignee.id == IssueEvent.assignee_id)
        .outerjoin(Meeting, Meeting.id == IssueEvent.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .outerjoin(Site, (Site.id == IssueEvent.site_id) & visible(actor, Site))
        .outerjoin(given_to, given_to.id == IssueEvent.account_id)
        .outerjoin(Photo, Photo.id == IssueEvent.photo_id)
        .outerjoin(Observation, Observation.id == IssueEvent.observation_id)
        .outerjoin(_Shown, (_Shown.id == func.coalesce(Photo.site_id, Observation.site_id)) & visible(actor, _Shown))
        .outerjoin(_Other, (_Other.id == IssueEvent.other_issue_id) & visible(actor, _Other))
    )


def event_line(row: Row[*tuple[Any, ...]]) -> EventLine:
    """A row of `event_query`."""
    event: IssueEvent = row.IssueEvent
    other = row.other_id, row.other_number, row.other_title, row.other_status
    return EventLine(
        id=event.id,
        issue_id=event.issue_id,
        kind=event.kind,
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        person=row.person,
        organisation=row.organisation,
        meeting=MeetingRef(event.meeting_id, row.body, row.starts_at) if event.meeting_id is not None else None,
        status=event.status,
        assignee=row.assignee,
        due_on=event.due_on,
        due_next_meeting=bool(event.due_next_meeting),
        reason=event.reason,
        site=SiteRef(row.site_id, row.site_kind, row.site_name) if row.site_id is not None else None,
        note=event.note,
        given_to=row.given_to,
        evidence=_evidence(row, event),
        other=None if row.other_id is None else IssueRef(*other),
    )


def _evidence(row: Row[*tuple[Any, ...]], event: IssueEvent) -> Evidence | None:
    if event.evidence is None:
        return None
    if row.shown_id is None:
        return Evidence(event.evidence, None, None, None, event.document)
    site = SiteRef(row.shown_id, row.shown_kind, row.shown_name)
    return Evidence(event.evidence, event.photo_id, site, row.seen_on, event.document)
