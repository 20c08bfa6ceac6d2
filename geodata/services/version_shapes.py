"""The zones of a version as they are reckoned with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.folding import folded
from geodata.impact.outlines import in_metres
from geodata.impact.shapes import ZoneShape
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress, TimeBand
from geodata.policy import Action, require
from geodata.services.proposal_card import measured_by
from geodata.services.proposal_rows import exceptions_of, shown_versions, zones_of
from geodata.tables import Proposal, ProposalVersion, Zone, ZoneAddress
from geodata.written_addresses import parse_address


@dataclass(frozen=True, slots=True)
class VersionShapes:
    """The zones in the order they were made, and on which side a venue on the very edge stands."""

    zones: tuple[ZoneShape, ...]
    edge_belongs: bool = True


def proposal_shapes(database: Database, actor: Actor, proposal_id: int) -> VersionShapes:
    """The zones of the newest version of a proposal that the actor may see; NotFound if there is none.

    Raises InvalidValue where a zone that is kept cannot be reckoned with.
    """
    require(actor, Action.VIEW)
    newest = (
        select(ProposalVersion)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(Proposal.id == proposal_id, Proposal.municipality_id == actor.municipality_id, shown_versions(actor))
        .order_by(ProposalVersion.number.desc())
        .limit(1)
    )
    with database.read() as session:
        version = session.scalar(newest)
        if version is None:
            raise NotFound
        return shapes_of(session, version)


def shapes_of(session: Session, version: ProposalVersion) -> VersionShapes:
    """The zones of this version. Raises InvalidValue where one that is kept cannot be reckoned with."""
    exceptions, streets = _exceptions(session, version.id), _streets(session, version.id)
    shapes = tuple(
        ZoneShape(
            name=zone.name,
            rule=zone.rule,
            criterion=zone.criterion,
            outline=in_metres(zone.outline, zone.name),
            measured=measured_by(zone),
            band=TimeBand(zone.starts, zone.ends) if zone.starts is not None and zone.ends is not None else None,
            cap=zone.cap,
            excepted=exceptions.get(None, {}) | exceptions.get(zone.id, {}),
            streets=streets.get(zone.id),
        )
        for zone in session.scalars(zones_of(version.id)).all()
    )
    return VersionShapes(shapes, version.edge_belongs)


def named_streets(named: Iterable[NamedAddress]) -> frozenset[str]:
    """The folded streets of those of the addresses that were found."""
    return frozenset(folded(parse_address(one.text).street) for one in named if one.is_placed)


def _exceptions(session: Session, version_id: int) -> dict[int | None, dict[int, str]]:
    """By the id of each zone (None: every zone) the venues that it excepts, with the reasons."""
    found: dict[int | None, dict[int, str]] = {}
    for exception in session.scalars(exceptions_of(version_id)):
        if exception.site_id is not None:
            found.setdefault(exception.zone_id, {})[exception.site_id] = exception.reason
    return found


def _streets(session: Session, version_id: int) -> dict[int, frozenset[str]]:
    """By the id of each zone that names addresses the folded streets of those that were found."""
    named = (
        select(ZoneAddress)
        .join(Zone, Zone.id == ZoneAddress.zone_id)
        .where(Zone.version_id == version_id, ZoneAddress.longitude.is_not(None))
    )
    found: dict[int, list[NamedAddress]] = {}
    for one in session.scalars(named):
        found.setdefault(one.zone_id, []).append(NamedAddress(one.text, one.longitude, one.latitude))
    return {zone_id: named_streets(addresses) for zone_id, addresses in found.items()}
