"""Somebody breaks a bylaw at a place: an issue about it, raised once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.impact.ground import points_in_metres
from geodata.impact.reckoning import ON_EDGE_M
from geodata.model.issues import IssueTopic
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.model.zones import ProposalKind, asks_venues
from geodata.policy import Action, require
from geodata.services.bylaw_followup import bylaw_line, open_issues
from geodata.services.bylaws import BylawLine
from geodata.services.issue_events import hold_issues
from geodata.services.issues import NewIssue, put_issue
from geodata.services.personal_data import require_clean
from geodata.services.sites import visible_site
from geodata.services.version_shapes import shapes_of
from geodata.tables import ProposalVersion, Site

TOPICS: dict[ProposalKind, IssueTopic] = {
    ProposalKind.GAMBLING: IssueTopic.GAMBLING,
    ProposalKind.MARKET_ORDER: IssueTopic.PUBLIC_SPACE,
    ProposalKind.PUBLIC_DRINKING: IssueTopic.PUBLIC_SPACE,
    ProposalKind.GENERAL: IssueTopic.OTHER,
}


@dataclass(frozen=True, slots=True)
class Breach:
    """The issue about it; `is_new` unless one was open already."""

    issue_id: int
    is_new: bool


def raise_breach(
    database: Database, actor: Actor, bylaw_id: int, site_id: int, title: str, *, keep_personal_data: str = ""
) -> Breach:
    """Raise an issue that the bylaw is broken at the place, or find the open one that says so.

    Raises InvalidValue where the bylaw does not hold there or today, NotFound unless the actor may know of both.
    """
    require(actor, Action.RAISE_ISSUE)
    with database.write(actor) as work:
        session = work.session
        hold_issues(work)
        line = bylaw_line(session, actor, bylaw_id)
        site = visible_site(session, actor, site_id)
        known = open_issues(session, actor, bylaw_id).get(site_id)
        if known is not None:
            return Breach(known.id, is_new=False)
        _require_in_force(line, clock.today())
        _require_within(session, actor, line, site)
        checked = require_clean(work, {"title": title}, keep_personal_data)
        issue = put_issue(work, NewIssue(TOPICS[line.kind], title, site_ids=(site_id,)), checked)
        issue.bylaw_id = bylaw_id
        work.commit()
        return Breach(issue.id, is_new=True)


def _require_in_force(line: BylawLine, day: date) -> None:
    if line.ends_on is not None and line.ends_on < day:
        raise InvalidValue(
            N_("The bylaw {number} ended on {day}. Raise the issue about the one in force now, if there is any."),
            number=line.number,
            day=line.ends_on,
        )
    if day < line.valid_from:
        raise InvalidValue(
            N_("The bylaw {number} holds from {day}, and cannot be broken before."),
            number=line.number,
            day=line.valid_from,
        )


def _require_within(session: Session, actor: Actor, line: BylawLine, site: Site) -> None:
    (point,) = points_in_metres([site.longitude], [site.latitude])
    zones = shapes_of(session, actor, session.get_one(ProposalVersion, line.version_id)).zones
    here = [zone for zone in zones if zone.outline.dwithin(point, ON_EDGE_M) and site.id not in zone.excepted]
    if not here:
        raise InvalidValue(N_("The bylaw does not hold at this place."))
    if site.kind != SiteKind.GAMBLING_VENUE and all(asks_venues(line.kind, zone.rule) for zone in here):
        raise InvalidValue(N_("Here the bylaw is about gambling venues only, and this place is none. Choose a venue."))
