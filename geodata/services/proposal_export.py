"""A version of a proposal to be taken away; who took what stands in the audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select

from geodata.crs import krovak_to_wgs84
from geodata.czech_order import czech_order
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.impact.covered import Covered
from geodata.impact.summary import VenueRow
from geodata.model.lawfulness import Flag
from geodata.model.people import Actor, Sensitivity
from geodata.model.zones import VENUE_RULES
from geodata.policy import Action, require, visible
from geodata.services.bylaws import BylawLine, bylaws_of
from geodata.services.city import city_name
from geodata.services.lawfulness import version_flags
from geodata.services.paper_ground import PaperGround, paper_ground
from geodata.services.proposal_card import (
    ProposalCard,
    VersionCard,
    ZoneLine,
    proposal_card,
    version_card,
    zone_outlines,
)
from geodata.services.proposal_comments import CommentLine, comments_of
from geodata.services.proposal_conflicts import BylawConflict, bylaw_conflicts
from geodata.services.proposal_impact import VersionImpact, version_impact
from geodata.services.proposal_reviews import ReviewLine, reviews_of
from geodata.services.proposal_vote_cards import VoteCard, votes_of
from geodata.tables import Locality, Site


@dataclass(frozen=True, slots=True)
class ExportedVenue:
    """A venue under its number: those that have to close come first. Longitude and latitude in degrees WGS84.

    `zones` are the numbers of the zones that hit it, `banned` whether one of them closes it altogether.
    """

    number: int
    row: VenueRow
    zones: tuple[int, ...]
    banned: bool
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class ExportedZone:
    """A zone under its number, its outline in degrees WGS84; `venues` are the numbers of those that it hits."""

    number: int
    line: ZoneLine
    outline: BaseGeometry
    area_m2: float
    streets: tuple[str, ...]
    addresses: int
    venues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProposalExport:
    """A version as its reader may take it away; `restricted` counts the restricted venues in it."""

    city: str
    proposal: ProposalCard
    version: VersionCard
    impact: VersionImpact
    zones: tuple[ExportedZone, ...]
    venues: tuple[ExportedVenue, ...]
    ground: PaperGround
    restricted: int
    comments: tuple[CommentLine, ...]
    reviews: tuple[ReviewLine, ...]
    votes: tuple[VoteCard, ...]
    flags: tuple[Flag, ...]
    over_bylaws: tuple[BylawConflict, ...]
    bylaw: BylawLine | None  # what became of the version

    @property
    def binds_venues(self) -> bool:
        """Whether any rule is one for venues: those of a market order are not."""
        return any(zone.line.rule in VENUE_RULES for zone in self.zones)


def export_proposal(database: Database, actor: Actor, version_id: int, file_format: str) -> ProposalExport:
    """The version as the actor sees it, to be read on paper. Noted in the audit first.

    Raises NotFound unless the actor may know of it, InvalidValue where it has no zones.
    """
    require(actor, Action.VIEW)
    return _exported(database, actor, version_id, file_format)


def export_zones(database: Database, actor: Actor, version_id: int, file_format: str) -> ProposalExport:
    """The same as data that other programs read: for whoever may export."""
    require(actor, Action.EXPORT)
    return _exported(database, actor, version_id, file_format)


def _exported(database: Database, actor: Actor, version_id: int, file_format: str) -> ProposalExport:
    version = version_card(database, actor, version_id)
    if not version.zones:
        raise InvalidValue(N_("This version has no zones yet, so there is nothing to take away."))
    impact = version_impact(database, actor, version_id)
    city, _fictional = city_name(database, actor)
    restricted = _restricted(database, [row.venue.id for row in impact.summary.venues])
    restricted += _restricted_localities(database, actor, impact.summary.covered)
    _note(database, actor, version_id, file_format, restricted)
    venues = _venues(impact)
    return ProposalExport(
        city=city,
        proposal=proposal_card(database, actor, version.proposal_id),
        version=version,
        impact=impact,
        zones=_zones(version, impact, zone_outlines(database, actor, version_id), venues),
        venues=venues,
        ground=paper_ground(database, actor, impact.impact.ground),
        restricted=restricted,
        comments=comments_of(database, actor, version_id),
        reviews=reviews_of(database, actor, version_id),
        votes=votes_of(database, actor, version_id),
        flags=version_flags(database, actor, version_id),
        over_bylaws=bylaw_conflicts(database, actor, version_id),
        bylaw=next((one for one in bylaws_of(database, actor) if one.version_id == version_id), None),
    )


def _note(database: Database, actor: Actor, version_id: int, file_format: str, restricted: int) -> None:
    told: dict[str, Any] = {"format": file_format}
    if restricted:
        told["restricted"] = restricted
    if actor.views_as:
        told["views_as"] = True
    with database.write(actor) as work:
        work.audit("export", "proposal_version", version_id, told)
        work.commit()


def _restricted(database: Database, site_ids: list[int]) -> int:
    """How many of the venues are restricted: a dossier is a reading of each of them."""
    query = select(func.count(Site.id)).where(Site.sensitivity == Sensitivity.RESTRICTED)
    with database.read() as session:
        parts = (site_ids[start : start + 500] for start in range(0, len(site_ids), 500))
        return sum(session.scalar(query.where(Site.id.in_(part))) or 0 for part in parts)


def _restricted_localities(database: Database, actor: Actor, told: Iterable[Covered]) -> int:
    """How many of the places told are restricted localities; that others are called the same tells nothing of them."""
    told_ids = {one.locality_id for one in told}
    query = select(Locality.id).where(Locality.sensitivity == Sensitivity.RESTRICTED, visible(actor, Locality))
    with database.read() as session:
        return len(told_ids & set(session.scalars(query)))


def _venues(impact: VersionImpact) -> tuple[ExportedVenue, ...]:
    """Those that have to close first, then those only limited, then those spared; each by name in the Czech order."""
    hit_by = impact.impact.zones_of_venues()
    places = shapely.get_coordinates(impact.impact.ground.venue_points)
    longitudes, latitudes = krovak_to_wgs84(places[:, 0], places[:, 1])
    rows = impact.summary.venues
    order = sorted(
        range(len(rows)),
        key=lambda place: (not rows[place].banned, not rows[place].hit, czech_order(rows[place].venue.name)),
    )
    return tuple(
        ExportedVenue(
            number=number,
            row=rows[place],
            zones=tuple(zone + 1 for zone in hit_by.get(place, ())),
            banned=rows[place].banned,
            longitude=float(longitudes[place]),
            latitude=float(latitudes[place]),
        )
        for number, place in enumerate(order, start=1)
    )


def _zones(
    version: VersionCard,
    impact: VersionImpact,
    outlines: dict[int, BaseGeometry],
    venues: tuple[ExportedVenue, ...],
) -> tuple[ExportedZone, ...]:
    names, hit = impact.impact.ground.streets, _numbers_by_zone(venues)
    return tuple(
        ExportedZone(
            number=number,
            line=line,
            outline=outlines[line.id],
            area_m2=effect.area_m2,
            streets=tuple(sorted({names[street] for street in effect.streets.tolist()}, key=czech_order)),
            addresses=len(effect.addresses),
            venues=tuple(hit.get(number, ())),
        )
        for number, (line, effect) in enumerate(zip(version.zones, impact.impact.effects, strict=True), start=1)
    )


def _numbers_by_zone(venues: tuple[ExportedVenue, ...]) -> dict[int, list[int]]:
    numbers: dict[int, list[int]] = {}
    for venue in venues:
        for zone in venue.zones:
            numbers.setdefault(zone, []).append(venue.number)
    return numbers
