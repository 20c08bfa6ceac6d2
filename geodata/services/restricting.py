"""What becomes restricted along with a place."""

from __future__ import annotations

from sqlalchemy import select

from geodata.model.people import Sensitivity
from geodata.tables import Issue, IssueSite, Site
from geodata.unit_of_work import UnitOfWork


def restrict_issues_about(work: UnitOfWork, site: Site) -> None:
    """Restrict the issues about a place that has become restricted: they tell of it, and so do their minutes.

    They stay known to the organisation that raised them, to coordinators, and to whom they are shared with. The caller
    holds the issues (`hold_issues`) before it reads the place.
    """
    about = select(IssueSite.issue_id).where(IssueSite.site_id == site.id)
    seen_by_more = select(Issue).where(Issue.id.in_(about), Issue.sensitivity != Sensitivity.RESTRICTED)
    for issue in work.session.scalars(seen_by_more).all():
        work.audit("restrict", "issue", issue.id, {"site": site.id, "from": issue.sensitivity})
        issue.sensitivity = Sensitivity.RESTRICTED
        work.version_of("meetings")
