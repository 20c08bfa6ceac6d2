"""What became of a bylaw: each venue that it hits, what it has to do, and what the visits since then saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.impact.ground import Ground, Venue, points_in_metres
from geodata.impact.reckoning import Impact, reckon
from geodata.model.followup import Duty, Verdict, duty_of, verdict
from geodata.model.issues import OPEN_STATUSES
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.model.zones import ZoneRule, asks_venues
from geodata.policy import Action, require, visible
from geodata.services.bylaws import BylawLine, bylaw_lines
from geodata.services.known_facts import latest_details
from geodata.services.references import IssueRef
from geodata.services.version_shapes import shapes_of
from geodata.services.visibility import still_visible
from geodata.tables import Issue, IssueSite, Observation, Organisation, ProposalVersion, Site


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit while the bylaw held: what it saw, and which organisation."""

    day: date
    condition: Condition | None
    machines: int | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class FollowedVenue:
    """A venue that the bylaw hits, by the zones of these names; its newest visit, and the open issue about it."""

    site_id: int
    name: str
    address: str | None
    zones: tuple[str, ...]
    duty: Duty
    visit: Visit | None
    verdict: Verdict
    issue: IssueRef | None


@dataclass(frozen=True, slots=True)
class Followup:
    """A bylaw and its venues in the order of their ids; `counts` has every verdict that there is."""

    bylaw: BylawLine
    venues: tuple[FollowedVenue, ...]
    counts: dict[Verdict, int]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One observation of a venue."""

    day: date
    condition: Condition | None
    details: dict[str, object] | None
    organisation: str | None
    dated: bool


def followup(database: Database, actor: Actor, bylaw_id: int) -> Followup:
    """The venues of the bylaw that the actor may know of; NotFound if there is no such bylaw.

    A venue that had closed before the bylaw began, and was not seen open since, is none of its venues.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        line = bylaw_line(session, actor, bylaw_id)
        impact = _impact(session, actor, line)
        hit = impact.zones_of_venues()
        ids = [impact.ground.venues[place].id for place in hit]
        seen = _observations(session, ids)
        issues = open_issues(session, actor, line.id)
        venues = tuple(
            _followed(line, impact, place, zones, seen.get(impact.ground.venues[place].id, []), issues)
            for place, zones in sorted(hit.items())
            if not _closed_before(line, seen.get(impact.ground.venues[place].id, []))
        )
    return Followup(line, venues, dict(Counter(venue.verdict for venue in venues)))


def bylaw_line(session: Session, actor: Actor, bylaw_id: int) -> BylawLine:
    """The bylaw, or NotFound."""
    for line in bylaw_lines(session, actor):
        if line.id == bylaw_id:
            return line
    raise NotFound


def open_issues(session: Session, actor: Actor, bylaw_id: int) -> dict[int, IssueRef]:
    """By the id of a place the open issue about the bylaw there, the first one, of those the actor may know of."""
    query = (
        select(IssueSite.site_id, Issue.id, Issue.number, Issue.title, Issue.status)
        .join(Issue, Issue.id == IssueSite.issue_id)
        .where(Issue.bylaw_id == bylaw_id, Issue.status.in_(OPEN_STATUSES), still_visible(actor, Issue))
        .order_by(Issue.id.desc())
    )
    return {row.site_id: IssueRef(row.id, row.number, row.title, row.status) for row in session.execute(query)}


def _impact(session: Session, actor: Actor, line: BylawLine) -> Impact:
    """What the bylaw's rules for venues do to all venues, those that are closed by now among them."""
    shapes = shapes_of(session, actor, session.get_one(ProposalVersion, line.version_id))
    of_venues = [zone for zone in shapes.zones if asks_venues(line.kind, zone.rule)]
    query = (
        select(Site.id, Site.name, Site.address, Site.longitude, Site.latitude)
        .where(Site.kind == SiteKind.GAMBLING_VENUE, visible(actor, Site))
        .order_by(Site.id)
    )
    rows = session.execute(query).all()
    places = np.array([(row.longitude, row.latitude) for row in rows], np.float64).reshape(-1, 2)
    ground = Ground(
        venues=tuple(Venue(row.id, row.name, row.address, None, None, None, None) for row in rows),
        venue_points=points_in_metres(places[:, 0].tolist(), places[:, 1].tolist()),
        address_points=points_in_metres((), ()),
    )
    return reckon(ground, of_venues, edge_belongs=shapes.edge_belongs)


def _observations(session: Session, site_ids: list[int]) -> dict[int, list[_Seen]]:
    """What was seen at each place, the newest first."""
    query = (
        select(
            Observation.site_id, Observation.observed_on, Observation.condition, Observation.details,
            Organisation.short_name, Observation.dated,
        )
        .outerjoin(Organisation, Organisation.id == Observation.organisation_id)
        .where(Observation.site_id.in_(site_ids))
        .order_by(Observation.site_id, Observation.observed_on.desc(), Observation.id.desc())
    )  # fmt: skip
    found: dict[int, list[_Seen]] = {}
    for site_id, *facts in session.execute(query):
        found.setdefault(site_id, []).append(_Seen(*facts))
    return found


def _closed_before(line: BylawLine, seen: list[_Seen]) -> bool:
    before = next((one.condition for one in seen if one.day < line.valid_from and one.condition is not None), None)
    opened_since = any(one.condition == Condition.OPERATING for one in seen if one.day >= line.valid_from)
    return before == Condition.CLOSED and not opened_since


def _followed(
    line: BylawLine, impact: Impact, place: int, zones: list[int], seen: list[_Seen], issues: dict[int, IssueRef]
) -> FollowedVenue:
    venue, hit_by = impact.ground.venues[place], [impact.shapes[zone] for zone in zones]
    duty = duty_of(
        any(zone.rule == ZoneRule.TOTAL_BAN for zone in hit_by),
        (zone.band for zone in hit_by if zone.band is not None),
        (zone.cap for zone in hit_by if zone.cap is not None),
    )
    visit = _newest(_visits(line, seen))
    return FollowedVenue(
        site_id=venue.id,
        name=venue.name,
        address=venue.address,
        zones=tuple(zone.name for zone in hit_by),
        duty=duty,
        visit=visit,
        verdict=Verdict.NOT_VISITED if visit is None else verdict(duty, visit.condition, visit.machines),
        issue=issues.get(venue.id),
    )


def _visits(line: BylawLine, seen: list[_Seen]) -> Iterator[_Seen]:
    """Those while the bylaw held; what somebody noted without a day is no visit of one."""
    for one in seen:
        if one.dated and one.day >= line.valid_from and (line.ends_on is None or one.day <= line.ends_on):
            yield one


def _newest(visits: Iterable[_Seen]) -> Visit | None:
    """The newest visit, with what the visits saw last: not every one says everything."""
    found = list(visits)
    if not found:
        return None
    machines = latest_details(one.details for one in found).get("machines")
    condition = next((one.condition for one in found if one.condition is not None), None)
    whole = machines if isinstance(machines, int) else None
    return Visit(found[0].day, condition, whole, found[0].organisation)
