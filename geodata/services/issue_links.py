"""Which sites an issue is about."""

from __future__ import annotations

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueEventKind
from geodata.model.people import Actor
from geodata.policy import Action
from geodata.services.derivation import derive_ring
from geodata.services.issue_events import add_event, at_least_that_of, note_changed
from geodata.services.issue_steps import changed_issue
from geodata.services.sites import visible_site
from geodata.tables import Issue, IssueSite, Site
from geodata.unit_of_work import UnitOfWork


def link_site(database: Database, actor: Actor, issue_id: int, site_id: int) -> None:
    """Say that the issue is about this site too; linking twice changes nothing."""
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id) as (work, issue):
        put_link(work, issue, visible_site(work.session, actor, site_id))


def put_link(work: UnitOfWork, issue: Issue, site: Site) -> None:
    """Say it within a service that holds the issues and derives this one afterwards."""
    if work.session.get(IssueSite, (issue.id, site.id)) is not None:
        return
    work.session.add(IssueSite(issue_id=issue.id, site_id=site.id, linked_at=work.recorded_at))
    add_event(work, issue, IssueEventKind.LINK, clock.today(), site_id=site.id)
    issue.sensitivity = at_least_that_of([site], issue.sensitivity)
    note_changed(issue)  # whoever is about to confirm it has not seen this place
    work.audit("link", "issue", issue.id, {"site": site.id})


def unlink_site(database: Database, actor: Actor, issue_id: int, site_id: int) -> None:
    """Say that the issue is not about this site; that it once was said stays in its events."""
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id) as (work, issue):
        site = visible_site(work.session, actor, site_id)
        link = work.session.get(IssueSite, (issue.id, site.id))
        if link is None:
            return
        work.session.delete(link)
        add_event(work, issue, IssueEventKind.UNLINK, clock.today(), site_id=site.id)
        work.session.flush()
        derive_ring(work, site)
        work.audit("unlink", "issue", issue.id, {"site": site.id})
