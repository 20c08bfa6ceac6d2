"""Events of issues as they are read: with the names of those they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from geodata.model.issues import IssueEventKind, IssueStatus, RefusalReason
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.policy import visible
from geodata.services.references import MeetingRef, SiteRef
from geodata.tables import Account, Body, IssueEvent, Meeting, Organisation, Site


@dataclass(frozen=True, slots=True)
class EventLine:
    """One step: when it happened, when and by whom it was recorded, at which meeting; what it changed.

    `site` is the place of a link, None where the actor may not know of it.
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


def event_query(actor: Actor) -> Select[IssueEvent, str, str, str, datetime, str, int, SiteKind, str]:
    """Events with the names they speak of, still of all issues; `event_line` reads its rows."""
    author, assignee = aliased(Organisation), aliased(Organisation)
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
        )
        .outerjoin(Account, Account.id == IssueEvent.recorded_by)
        .outerjoin(author, author.id == IssueEvent.organisation_id)
        .outerjoin(assignee, assignee.id == IssueEvent.assignee_id)
        .outerjoin(Meeting, Meeting.id == IssueEvent.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .outerjoin(Site, (Site.id == IssueEvent.site_id) & visible(actor, Site))
    )


def event_line(row: Row[IssueEvent, str, str, str, datetime, str, int, SiteKind, str]) -> EventLine:
    """A row of `event_query`."""
    event: IssueEvent = row.IssueEvent
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
    )
