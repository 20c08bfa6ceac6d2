"""The zones of a version as they are reckoned with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.folding import folded
from geodata.impact.outlines import in_metres, mended_outline
from geodata.impact.shapes import ZoneShape
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress, TimeBand
from geodata.policy import Action, require, visible
from geodata.services.proposal_card import measured_by
from geodata.services.proposal_rows import exceptions_of, shown_versions, zones_of
from geodata.services.zone_drafts import ZoneDraft
from geodata.tables import Proposal, ProposalVersion, Site, Zone, ZoneAddress
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
        return shapes_of(session, actor, version)


def shapes_of(session: Session, actor: Actor, version: ProposalVersion) -> VersionShapes:
    """The zones of this version, with the exceptions of venues that the actor may know of.

    Raises InvalidValue where a zone that is kept cannot be reckoned with.
    """
    exceptions, streets = _exceptions(session, actor, version.id), _streets(session, version.id)
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


def drafted_shape(draft: ZoneDraft, excepted: Mapping[int, str]) -> ZoneShape:
    """The zone as it will be reckoned with once it is saved; `excepted` are its venues (ids) with the reasons.

    Raises InvalidValue for an outline that cannot be reckoned with.
    """
    return ZoneShape(
        name=draft.name,
        rule=draft.rule,
        criterion=draft.criterion.strip(),
        outline=in_metres(mended_outline(draft.outline, draft.name), draft.name),
        measured=draft.measured,
        band=draft.band,
        cap=draft.cap,
        excepted=excepted,
        streets=named_streets(draft.addresses) if draft.addresses else None,
    )


def named_streets(named: Iterable[NamedAddress]) -> frozenset[str]:
    """The folded streets of those of the addresses that were found."""
    return frozenset(folded(parse_address(one.text).street) for one in named if one.is_placed)


def _exceptions(session: Session, actor: Actor, version_id: int) -> dict[int | None, dict[int, str]]:
    """By the id of each zone (None: every zone) the venues that it excepts, with the reasons.

    Of a venue hidden from the actor the reason is hidden too, and that there is one.
    """
    exceptions = session.scalars(exceptions_of(version_id)).all()
    venues = {one.site_id for one in exceptions if one.site_id is not None}
    seen = set(session.scalars(select(Site.id).where(Site.id.in_(venues), visible(actor, Site))))
    found: dict[int | None, dict[int, str]] = {}
    for exception in exceptions:
        if exception.site_id in seen:
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
