"""Places go along when an issue is merged into another, and leave again when it is opened again.

A place is an issue's own where it was raised about it or somebody linked it; the event by which merging brought one
names the issue whose own it was (`other_issue_id`), however many it passed through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from geodata import clock
from geodata.model.issues import OPEN_STATUSES, IssueEventKind
from geodata.services.derivation import derive_ring
from geodata.services.issue_events import add_event, at_least_that_of
from geodata.tables import Issue, IssueEvent, IssueSite, Site
from geodata.unit_of_work import UnitOfWork

# The issue that brought a place; nothing where it is an own one.
_BROUGHT_BY = (
    select(IssueEvent.other_issue_id)
    .where(
        IssueEvent.issue_id == IssueSite.issue_id,
        IssueEvent.site_id == IssueSite.site_id,
        IssueEvent.kind == IssueEventKind.LINK,
    )
    .order_by(IssueEvent.id.desc())
    .limit(1)
    .correlate(IssueSite)
    .scalar_subquery()
)


def bring_places(work: UnitOfWork, duplicate: Issue, other: Issue) -> list[int]:
    """Let the other be about the places of the duplicate too, also those that the actor may not know of.

    Each place is still shown to nobody but those who may see it. Returns the ids of those that came.
    """
    present = select(IssueSite.site_id).where(IssueSite.issue_id == other.id)
    query = (
        select(Site, _BROUGHT_BY)
        .join(IssueSite, IssueSite.site_id == Site.id)
        .where(IssueSite.issue_id == duplicate.id, Site.id.not_in(present))
        .order_by(Site.id)
    )
    came = work.session.execute(query).all()
    for site, brought_by in came:
        work.session.add(IssueSite(issue_id=other.id, site_id=site.id, linked_at=work.recorded_at))
        first = brought_by or duplicate.id
        add_event(work, other, IssueEventKind.LINK, clock.today(), site_id=site.id, other_issue_id=first)
    other.sensitivity = at_least_that_of([site for site, _ in came], other.sensitivity)
    return [site.id for site, _ in came]


def part_places(work: UnitOfWork, duplicate: Issue, other: Issue) -> list[int]:
    """Leave each of the two issues with what is theirs, within the change that opens the duplicate again.

    What was the duplicate's own alone leaves the other and all that are followed there; what others had brought to the
    duplicate is followed with them, so that leaves the duplicate. A closed issue keeps what it was about. Returns the
    ids of the places that went back.
    """
    session = work.session
    followed = session.scalars(
        select(Issue).where(Issue.duplicate_of_id == other.id, Issue.id != duplicate.id).order_by(Issue.id)
    ).all()
    holders = [*followed, other] if other.status in OPEN_STATUSES else followed
    own = _own_places(work, [duplicate.id]) - _own_places(work, [other.id, *(issue.id for issue in followed)])
    gone = {id_ for issue in holders for id_ in _take_off(work, issue, own, duplicate)}
    others = _places(work, [duplicate.id]) - _own_places(work, [duplicate.id])
    left = _take_off(work, duplicate, others, other)
    session.flush()
    for site in session.scalars(select(Site).where(Site.id.in_(gone.union(left))).order_by(Site.id)).all():
        derive_ring(work, site)
    return sorted(gone)


def _take_off(work: UnitOfWork, issue: Issue, site_ids: Iterable[int], parted: Issue) -> list[int]:
    """Take those of the places off that merging brought to the issue."""
    brought = _places(work, [issue.id]) - _own_places(work, [issue.id])
    leaving = sorted(brought.intersection(site_ids))
    for site_id in leaving:
        work.session.delete(work.session.get_one(IssueSite, (issue.id, site_id)))
        add_event(work, issue, IssueEventKind.UNLINK, clock.today(), site_id=site_id, other_issue_id=parted.id)
    return leaving


def _places(work: UnitOfWork, issue_ids: Collection[int]) -> set[int]:
    return set(work.session.scalars(select(IssueSite.site_id).where(IssueSite.issue_id.in_(issue_ids))))


def _own_places(work: UnitOfWork, issue_ids: Collection[int]) -> set[int]:
    query = select(IssueSite.site_id).where(IssueSite.issue_id.in_(issue_ids), _BROUGHT_BY.is_(None))
    return set(work.session.scalars(query))
