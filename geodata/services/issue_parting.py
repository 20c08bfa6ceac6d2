"""A duplicate that is opened again: it takes back what it brought to the issue in which it was followed."""

from __future__ import annotations

from sqlalchemy import select

from geodata import clock
from geodata.model.issues import OPEN_STATUSES, IssueEventKind
from geodata.services.derivation import derive_issue, derive_ring
from geodata.services.issue_events import add_event, note_changed
from geodata.services.issue_merging import same_readers
from geodata.services.merged_work import hold_work, take_work_back
from geodata.tables import Issue, IssueEvent, IssueSite, Site
from geodata.unit_of_work import UnitOfWork


def part(work: UnitOfWork, duplicate: Issue) -> dict[str, object]:
    """Take the tasks and letters of the duplicate back, and its places, within the change that opens it again.

    A place stays where something else speaks for it too: somebody linked it since, another duplicate brought it as
    well, or the other issue is closed and shows what it was about. Where other people may see the other issue by now,
    everything stays there: what was said since is not for the readers of this one. The other issue tells of it by an
    event. Returns what went back, as the audit tells it.
    """
    hold_work(work)
    other = work.session.get(Issue, duplicate.duplicate_of_id)
    if other is None:
        return {}
    told: dict[str, object] = {"out_of": other.id}
    if same_readers(duplicate, other):
        told |= take_work_back(work, duplicate, other)
        if other.status in OPEN_STATUSES:
            told["sites"] = _take_sites_back(work, duplicate, other)
    add_event(work, other, IssueEventKind.PARTED, clock.today(), other_issue_id=duplicate.id)
    note_changed(other)
    derive_issue(work, other)
    return told


def _take_sites_back(work: UnitOfWork, duplicate: Issue, other: Issue) -> list[int]:
    session = work.session
    beside = (
        select(IssueSite.site_id)
        .join(Issue, Issue.id == IssueSite.issue_id)
        .where(Issue.duplicate_of_id == other.id, Issue.id != duplicate.id)
    )
    query = (
        select(Site)
        .join(IssueSite, IssueSite.site_id == Site.id)
        .where(IssueSite.issue_id == other.id, Site.id.not_in(beside))
        .order_by(Site.id)
    )
    brought = [site for site in session.scalars(query) if _linked_by(work, other, site) == duplicate.id]
    for site in brought:
        session.delete(session.get_one(IssueSite, (other.id, site.id)))
        add_event(work, other, IssueEventKind.UNLINK, clock.today(), site_id=site.id, other_issue_id=duplicate.id)
    session.flush()
    for site in brought:
        derive_ring(work, site)
    return [site.id for site in brought]


def _linked_by(work: UnitOfWork, issue: Issue, site: Site) -> int | None:
    """The duplicate that brought the place; None where a person linked it, or the issue was raised about it."""
    return work.session.scalar(
        select(IssueEvent.other_issue_id)
        .where(
            IssueEvent.issue_id == issue.id,
            IssueEvent.site_id == site.id,
            IssueEvent.kind == IssueEventKind.LINK,
        )
        .order_by(IssueEvent.id.desc())
        .limit(1)
    )
