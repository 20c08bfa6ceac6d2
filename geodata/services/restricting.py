"""What becomes restricted along with a place, and along with an issue."""

from __future__ import annotations

from sqlalchemy import select

from geodata.model.people import Sensitivity
from geodata.services.merged_work import brought_from, hold_work
from geodata.tables import Issue, IssueSite, Site
from geodata.unit_of_work import UnitOfWork


def restrict_issues_about(work: UnitOfWork, site: Site) -> None:
    """Restrict the issues about a place that has become restricted: they tell of it, and so do their minutes.

    They stay known to the organisation that raised them, to coordinators, and to whom they are shared with. The caller
    holds the issues (`hold_issues`) before it reads the place.
    """
    about = select(IssueSite.issue_id).where(IssueSite.site_id == site.id)
    seen_by_more = select(Issue).where(Issue.id.in_(about), Issue.sensitivity != Sensitivity.RESTRICTED)
    for issue in work.session.scalars(seen_by_more.order_by(Issue.id)).all():
        restrict_issue(work, issue, {"site": site.id})


def restrict_issue(work: UnitOfWork, issue: Issue, because: dict[str, object]) -> None:
    """Restrict an issue, and every other one that has letters, tasks, points or places which came from it by merging.

    What was written about a duplicate is read where that is followed: hidden at the one, it would be open at the other.
    `because` is what the audit tells of the reason. The caller holds the issues.
    """
    if issue.sensitivity == Sensitivity.RESTRICTED:
        return
    work.audit("restrict", "issue", issue.id, because | {"from": issue.sensitivity})
    issue.sensitivity = Sensitivity.RESTRICTED
    hold_work(work)  # what is being written about it meanwhile comes before this, and is found below
    for other in work.session.scalars(brought_from(issue)).all():
        restrict_issue(work, other, {"brought_from": issue.id})
