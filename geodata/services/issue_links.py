"""Which sites an issue is about."""

from __future__ import annotations

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.issues import IssueEventKind
from geodata.model.people import Actor, Sensitivity
from geodata.policy import SEES_ALL_RESTRICTED, Action, sees
from geodata.services.derivation import derive_ring
from geodata.services.duplicates import require_followed_here
from geodata.services.issue_events import add_event, may_read, note_changed
from geodata.services.issue_steps import changed_issue
from geodata.services.restricting import restrict_issue
from geodata.services.sites import visible_site
from geodata.tables import Issue, IssueSite, Organisation, Site
from geodata.unit_of_work import UnitOfWork


def link_site(database: Database, actor: Actor, issue_id: int, site_id: int) -> None:
    """Say that the issue is about this site too; linking twice changes nothing.

    Raises InvalidValue for a closed issue (for a duplicate it says where that is followed, and its places with it), and
    where a restricted site would hide the issue from the actor or from whoever has it.
    """
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id) as (work, issue):
        require_followed_here(work.session, actor, issue)
        put_link(work, issue, visible_site(work.session, actor, site_id))


def put_link(work: UnitOfWork, issue: Issue, site: Site) -> None:
    """Say it within a service that holds the issues and derives this one afterwards."""
    if work.session.get(IssueSite, (issue.id, site.id)) is not None:
        return
    work.session.add(IssueSite(issue_id=issue.id, site_id=site.id, linked_at=work.recorded_at))
    add_event(work, issue, IssueEventKind.LINK, clock.today(), site_id=site.id)
    if site.sensitivity == Sensitivity.RESTRICTED != issue.sensitivity:
        restrict_issue(work, issue, {"site": site.id})
        _require_still_seen(work, issue)
    note_changed(issue)  # whoever is about to confirm it has not seen this place
    work.audit("link", "issue", issue.id, {"site": site.id})


def _require_still_seen(work: UnitOfWork, issue: Issue) -> None:
    """Raise InvalidValue where the actor, or whoever has the issue, lost it by becoming restricted.

    It cannot be shared beforehand. Those who see everything may share it afterwards, so they are let through.
    """
    actor = work.actor
    if actor.roles & SEES_ALL_RESTRICTED:
        return
    if not sees(actor, issue):
        lost_by = actor.organisation_id
    elif issue.assignee_id is not None and not may_read(work.session, issue, issue.assignee_id, issue.account_id):
        lost_by = issue.assignee_id
    else:
        return
    raise InvalidValue(
        N_("This place is restricted, and with it the issue would be hidden from {organisation}. Ask the coordinator."),
        organisation=work.session.get_one(Organisation, lost_by).short_name,
    )


def unlink_site(database: Database, actor: Actor, issue_id: int, site_id: int) -> None:
    """Say that the issue is not about this site; that it once was said stays in its events.

    Raises InvalidValue for a closed issue, as `link_site` does.
    """
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id) as (work, issue):
        require_followed_here(work.session, actor, issue)
        site = visible_site(work.session, actor, site_id)
        link = work.session.get(IssueSite, (issue.id, site.id))
        if link is None:
            return
        work.session.delete(link)
        add_event(work, issue, IssueEventKind.UNLINK, clock.today(), site_id=site.id)
        work.session.flush()
        derive_ring(work, site)
        work.audit("unlink", "issue", issue.id, {"site": site.id})
