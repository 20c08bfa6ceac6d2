"""What matters today: figures with their trend, the oldest open issues, what waits and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition
from geodata.policy import Action, require
from geodata.services.event_lines import EventLine, event_line, event_query
from geodata.services.issue_events import day_of
from geodata.services.issue_list import IssueRow, list_issues
from geodata.services.issue_selection import count_issues
from geodata.services.issue_views import IssueView, filter_of, filter_of_last_month, first_of_month
from geodata.services.issues_then import count_then
from geodata.services.meeting_list import MeetingRow, next_meetings
from geodata.services.placing import count_waiting
from geodata.services.references import IssueRef, SiteRef
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueEvent, Load, Observation, Organisation, Site

OLDEST_SHOWN = 8
MEETINGS_SHOWN = 4
CHANGES_SHOWN = 12
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many issues a list has, and how many it had a month ago (or in the whole last month)."""

    view: IssueView
    value: int
    before: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody: deadlines that passed, work to be verified, issues that nobody has, records to be
    placed on the map."""

    overdue: int
    to_verify: int
    unassigned: int
    to_place: int

    @property
    def total(self) -> int:
        return self.overdue + self.to_verify + self.unassigned + self.to_place


@dataclass(frozen=True, slots=True)
class Change:
    """Something recorded lately: an observation of a site, an event of an issue, or the loading of a file."""

    recorded_at: datetime
    happened_on: date
    organisation: str | None
    site: SiteRef | None = None
    condition: Condition | None = None
    issue: IssueRef | None = None
    event: EventLine | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the first page shows."""

    open: Figure
    overdue: Figure
    verified: Figure
    came_back: Figure
    waiting: Waiting
    oldest: tuple[IssueRow, ...]
    meetings: tuple[MeetingRow, ...]
    changes: tuple[Change, ...]


def overview(database: Database, actor: Actor) -> Overview:
    """The overview of today for this actor."""
    require(actor, Action.VIEW)
    with database.read() as session:
        then = count_then(session, actor, a_month_ago())
        return Overview(
            open=Figure(IssueView.OPEN, _count(session, actor, IssueView.OPEN), then.open),
            overdue=Figure(IssueView.OVERDUE, _count(session, actor, IssueView.OVERDUE), then.overdue),
            verified=_figure_of_month(session, actor, IssueView.VERIFIED),
            came_back=_figure_of_month(session, actor, IssueView.CAME_BACK),
            waiting=_waiting(session, actor),
            oldest=list_issues(database, actor, filter_of(IssueView.OPEN, actor), limit=OLDEST_SHOWN).rows,
            meetings=tuple(next_meetings(database, actor, limit=MEETINGS_SHOWN)),
            changes=_changes(session, actor),
        )


def a_month_ago() -> date:
    """The same day of the last month, or its last day where it has no such day."""
    end_of_last_month = first_of_month() - timedelta(days=1)
    return end_of_last_month.replace(day=min(clock.today().day, end_of_last_month.day))


def _count(session: Session, actor: Actor, view: IssueView) -> int:
    return count_issues(session, actor, filter_of(view, actor))


def _figure_of_month(session: Session, actor: Actor, view: IssueView) -> Figure:
    before = count_issues(session, actor, filter_of_last_month(view))
    return Figure(view, _count(session, actor, view), before)


def _waiting(session: Session, actor: Actor) -> Waiting:
    return Waiting(
        overdue=_count(session, actor, IssueView.OVERDUE),
        to_verify=_count(session, actor, IssueView.TO_VERIFY),
        unassigned=_count(session, actor, IssueView.UNASSIGNED),
        to_place=count_waiting(session, actor),
    )


def _changes(session: Session, actor: Actor) -> tuple[Change, ...]:
    """The last observations and events of the last seven days, newest first."""
    since = clock.now() - RECENT
    found = [
        *_recent_observations(session, actor, since),
        *_recent_events(session, actor, since),
        *_recent_loads(session, actor, since),
    ]
    return tuple(sorted(found, key=lambda change: change.recorded_at, reverse=True)[:CHANGES_SHOWN])


def _recent_observations(session: Session, actor: Actor, since: datetime) -> list[Change]:
    # What came with a file is told as one load, not as a thousand visits.
    query = (
        select(
            Observation.recorded_at, Observation.observed_on, Observation.condition, Organisation.short_name,
            Site.id, Site.kind, Site.name,
        )
        .join(Site, Site.id == Observation.site_id)
        .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
        .where(still_visible(actor, Site), Observation.load_id.is_(None), Observation.recorded_at >= since)
        .order_by(Observation.recorded_at.desc(), Observation.id.desc())
        .limit(CHANGES_SHOWN)
    )  # fmt: skip
    return [
        Change(recorded_at, observed_on, organisation, site=SiteRef(site_id, kind, name), condition=condition)
        for recorded_at, observed_on, condition, organisation, site_id, kind, name in session.execute(query)
    ]


def _recent_loads(session: Session, actor: Actor, since: datetime) -> list[Change]:
    query = (
        select(Load.recorded_at, Load.file_name)
        .where(Load.municipality_id == actor.municipality_id, Load.recorded_at >= since)
        .order_by(Load.id.desc())
        .limit(CHANGES_SHOWN)
    )
    return [
        Change(recorded_at, day_of(recorded_at), None, file_name=file_name)
        for recorded_at, file_name in session.execute(query)
    ]


def _recent_events(session: Session, actor: Actor, since: datetime) -> list[Change]:
    query = (
        event_query(actor)
        .add_columns(Issue.number, Issue.title, Issue.status)
        .join(Issue, Issue.id == IssueEvent.issue_id)
        .where(still_visible(actor, Issue), IssueEvent.recorded_at >= since)
        .order_by(IssueEvent.recorded_at.desc(), IssueEvent.id.desc())
        .limit(CHANGES_SHOWN)
    )
    changes = []
    for row in session.execute(query):
        line = event_line(row)
        issue = IssueRef(line.issue_id, row.number, row.title, row.status)
        changes.append(Change(line.recorded_at, line.happened_on, line.organisation, issue=issue, event=line))
    return changes
