"""Today's state of sites and issues, derived from their entries; the only place that writes those columns."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus
from geodata.model.people import Sensitivity
from geodata.services.locality_versions import versions_on
from geodata.spatial import subjects_touching
from geodata.tables import Area, Issue, IssueEvent, IssueSite, LocalityVersion, Observation, Site
from geodata.unit_of_work import UnitOfWork

# From the one that needs the most attention to the one that needs the least.
_WORST_FIRST = (
    IssueStatus.REOPENED,
    IssueStatus.RAISED,
    IssueStatus.ACCEPTED,
    IssueStatus.IN_PROGRESS,
    IssueStatus.DONE,
)


def derive_site(work: UnitOfWork, site: Site) -> None:
    """Bring the columns under "today" of a site up to its observations and issues."""
    session = work.session
    session.flush()
    observations = session.execute(
        select(Observation.condition, Observation.observed_on, Observation.dated)
        .where(Observation.site_id == site.id)
        .order_by(Observation.observed_on, Observation.id)
    ).all()
    site.condition, site.condition_since, site.verified_on = None, None, None
    for condition, observed_on, dated in observations:
        if condition is not None and condition != site.condition:
            site.condition, site.condition_since = condition, observed_on
        if dated:
            site.verified_on = observed_on
    site.changed = work.version_of("sites")
    derive_ring(work, site)


def derive_ring(work: UnitOfWork, site: Site) -> None:
    """Bring what the issues of a site say of it up to them.

    A site whose ring stays as it was keeps its row version: it would tell that a restricted issue is about it, and
    whoever corrects the site at that moment would be stopped for nothing.
    """
    before = _ring(site)
    issues = work.session.execute(
        select(Issue.status, Issue.raised_on, Issue.due_on)
        .join(IssueSite, IssueSite.issue_id == Issue.id)
        .where(
            IssueSite.site_id == site.id,
            Issue.status.in_(OPEN_STATUSES),
            # The ring is seen by everybody who sees the site: it must not tell that a restricted issue exists.
            Issue.sensitivity != Sensitivity.RESTRICTED,
        )
    ).all()
    site.open_issues = len(issues)
    site.worst_status = min((issue.status for issue in issues), key=_WORST_FIRST.index, default=None)
    site.open_since = min((issue.raised_on for issue in issues), default=None)
    site.due_on = min(
        (issue.due_on for issue in issues if issue.due_on and issue.status != IssueStatus.DONE), default=None
    )
    version = work.version_of("sites")  # in any case: what is kept for a filter by the state of issues is kept by it
    if _ring(site) != before:
        site.changed = version


def _ring(site: Site) -> tuple[object, ...]:
    return site.open_issues, site.worst_status, site.open_since, site.due_on


def derive_issue(work: UnitOfWork, issue: Issue) -> None:
    """Bring the columns under "today" of an issue up to its events, then those of its sites."""
    session = work.session
    session.flush()
    events = session.scalars(
        select(IssueEvent).where(IssueEvent.issue_id == issue.id).order_by(IssueEvent.happened_on, IssueEvent.id)
    ).all()
    replay(issue, events)
    work.version_of("issues")
    for site in session.scalars(
        select(Site).join(IssueSite, IssueSite.site_id == Site.id).where(IssueSite.issue_id == issue.id)
    ):
        derive_ring(work, site)


def replay(issue: Issue, events: Iterable[IssueEvent]) -> None:
    """Set the columns under "today" of an issue from its events, given in the order in which they happened."""
    issue.reopened = 0
    issue.assignee_id, issue.account_id, issue.due_on, issue.due_next_meeting = None, None, None, False
    issue.duplicate_of_id = None
    for event in events:
        if event.status is not None:
            issue.status, issue.status_since = event.status, event.happened_on
            issue.status_recorded_at = event.recorded_at
            issue.reopened += event.status == IssueStatus.REOPENED
            issue.duplicate_of_id = event.other_issue_id
        if event.assignee_id is not None:
            issue.assignee_id, issue.account_id = event.assignee_id, event.account_id
        if event.kind == IssueEventKind.DEADLINE or event.due_on is not None or event.due_next_meeting:
            issue.due_on, issue.due_next_meeting = event.due_on, bool(event.due_next_meeting)


def place_in_areas(session: Session, site: Site) -> None:
    """Set the smallest area and the locality in which the site lies."""
    point = shapely.Point(site.longitude, site.latitude)
    box = (site.longitude, site.latitude, site.longitude, site.latitude)
    areas = session.execute(
        select(Area.id, Area.outline).where(
            Area.id.in_(subjects_touching(session, "area", box)), Area.municipality_id == site.municipality_id
        )
    )
    containing = [(outline.area, id_) for id_, outline in areas if outline.intersects(point)]
    site.area_id = min(containing)[1] if containing else None
    localities = session.execute(
        select(LocalityVersion.locality_id, LocalityVersion.outline).where(
            LocalityVersion.id.in_(subjects_touching(session, "locality_version", box)),
            LocalityVersion.id.in_(versions_on(clock.today())),
            LocalityVersion.municipality_id == site.municipality_id,
        )
    )
    within = [(outline.area, id_) for id_, outline in localities if outline.intersects(point)]
    site.locality_id = min(within)[1] if within else None
