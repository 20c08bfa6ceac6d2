"""Two issues about one thing become one: the duplicate says where it went, the other takes its places."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus, RefusalReason
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require, visible
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import add_event, at_least_that_of, hold_issues, visible_issue
from geodata.tables import Issue, IssueSite, Site
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_transition


def merge_issues(database: Database, actor: Actor, issue_id: int, row_version: int, into_id: int) -> None:
    """Say that the issue is the same as an open one, `into_id`, where it is followed from now on.

    Raises StaleEdit if the issue changed since it was read, TransitionRefused where it cannot be refused any more, and
    InvalidValue where the other is closed, is the same issue, or is seen by other people.
    """
    require(actor, Action.ADVANCE_ISSUE)
    with database.write(actor) as work:
        hold_issues(work)
        duplicate = visible_issue(work.session, actor, issue_id)
        other = visible_issue(work.session, actor, into_id)
        if duplicate.row_version != row_version:
            raise StaleEdit("issue", issue_id)
        _require_mergeable(duplicate, other)
        sites = _sites_to_move(work.session, actor, duplicate, other)
        today = clock.today()
        _link(work, other, sites)
        add_event(work, other, IssueEventKind.MERGED, today, other_issue_id=duplicate.id)
        add_event(
            work,
            duplicate,
            IssueEventKind.STATUS,
            max(today, duplicate.status_since),
            status=IssueStatus.REFUSED,
            reason=RefusalReason.DUPLICATE,
            other_issue_id=other.id,
        )
        for issue in (duplicate, other):
            derive_issue(work, issue)
        work.audit("merge", "issue", duplicate.id, {"into": other.id, "sites": [site.id for site in sites]})
        work.commit()


def _require_mergeable(duplicate: Issue, other: Issue) -> None:
    if duplicate.id == other.id:
        raise InvalidValue(N_("This is the same issue. Choose the other one."))
    require_transition(duplicate.status, IssueStatus.REFUSED)
    if other.status not in OPEN_STATUSES:
        raise InvalidValue(
            N_("The issue {number} is closed. Open it again first, or choose another."), number=other.number
        )
    if _readers(duplicate) != _readers(other):
        # Each would tell the readers of the one that the other exists, and the places of the one to those of the other.
        raise InvalidValue(
            N_("Not the same people may see these two issues, so they cannot be merged. Say it in a comment instead.")
        )


def _readers(issue: Issue) -> object:
    """Who may see the issue, in a form that is equal for two issues that the same people see."""
    if issue.sensitivity != Sensitivity.RESTRICTED:
        return None
    return frozenset({issue.organisation_id}) | issue.shared_with


def _sites_to_move(session: Session, actor: Actor, duplicate: Issue, other: Issue) -> list[Site]:
    """The places of the duplicate that the other is not about yet, of those the actor may know of."""
    present = select(IssueSite.site_id).where(IssueSite.issue_id == other.id)
    query = (
        select(Site)
        .join(IssueSite, IssueSite.site_id == Site.id)
        .where(IssueSite.issue_id == duplicate.id, Site.id.not_in(present), visible(actor, Site))
        .order_by(Site.id)
    )
    return list(session.scalars(query))


def _link(work: UnitOfWork, issue: Issue, sites: list[Site]) -> None:
    for site in sites:
        work.session.add(IssueSite(issue_id=issue.id, site_id=site.id, linked_at=work.recorded_at))
        add_event(work, issue, IssueEventKind.LINK, clock.today(), site_id=site.id)
    issue.sensitivity = at_least_that_of(sites, issue.sensitivity)
