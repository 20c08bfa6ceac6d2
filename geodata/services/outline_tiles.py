"""Outlines in a tile of the map: areas, localities, zones, streets, land; clipped and simplified to its pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.model.people import Actor
from geodata.model.zones import LandPieceKind
from geodata.policy import visible
from geodata.services.locality_versions import versions_on
from geodata.services.zones_by_day import versions_shown
from geodata.spatial import Box, subjects_touching, tile_box
from geodata.tables import Area, LandPiece, Locality, LocalityVersion, Proposal, ProposalVersion, Street, Zone

LAND_LAYERS = ("buildings", "plots")
OUTLINE_LAYERS = ("localities", "areas", "zones", "streets", *LAND_LAYERS)
_PIXELS = 512
# Further out a street is less than a pixel wide and a tile would hold a whole region of them.
STREETS_FROM_ZOOM = 11
LAND_FROM_ZOOM = 15
_FROM_ZOOM = {"streets": STREETS_FROM_ZOOM, "buildings": LAND_FROM_ZOOM, "plots": LAND_FROM_ZOOM}
_MARGIN = 0.02  # outlines reach a little over the tile, so that its edge is not drawn as theirs

Feature = dict[str, Any]
Found = Iterator[tuple[BaseGeometry, dict[str, Any]]]


def outline_features(
    session: Session, actor: Actor, layer: str, zoom: int, column: int, row: int, *, on: date | None = None
) -> list[Feature]:
    """Features (EPSG:4326; lines of streets, else polygons) of one of OUTLINE_LAYERS that touch the tile.

    Zones are those of the day `on`, or of today; the other layers have one time only.
    """
    if zoom < _FROM_ZOOM.get(layer, 0):
        return []
    box = tile_box(zoom, column, row)
    tolerance = (box[2] - box[0]) / _PIXELS / 2
    features = []
    for outline, properties in _FOUND[layer](session, actor, box, on or clock.today()):
        visible_part = _drawn(outline, box, tolerance)
        if visible_part is not None:
            features.append(
                {
                    "type": "Feature",
                    "id": properties["id"],
                    "geometry": mapping(visible_part),
                    "properties": {"layer": layer, **properties},
                }
            )
    return features


def _drawn(outline: BaseGeometry, box: Box, tolerance: float) -> BaseGeometry | None:
    west, south, east, north = box
    across, down = (east - west) * _MARGIN, (north - south) * _MARGIN
    clipped = shapely.clip_by_rect(
        shapely.make_valid(outline), west - across, south - down, east + across, north + down
    )
    if clipped.is_empty:
        return None
    simpler = shapely.simplify(clipped, tolerance)
    return shapely.set_precision(clipped if simpler.is_empty else simpler, 1e-7, mode="pointwise")


def _localities(session: Session, actor: Actor, box: Box, _day: date) -> Found:
    query = (
        select(LocalityVersion.outline, Locality.id, Locality.name)
        .join(Locality, Locality.id == LocalityVersion.locality_id)
        .where(
            LocalityVersion.id.in_(subjects_touching(session, "locality_version", box)),
            LocalityVersion.id.in_(versions_on(clock.today())),
            visible(actor, Locality),
        )
    )
    for outline, id_, name in session.execute(query):
        yield outline, {"id": id_, "name": name}


def _areas(session: Session, actor: Actor, box: Box, _day: date) -> Found:
    query = select(Area.outline, Area.id, Area.name, Area.kind).where(
        Area.id.in_(subjects_touching(session, "area", box)), Area.municipality_id == actor.municipality_id
    )
    for outline, id_, name, kind in session.execute(query):
        yield outline, {"id": id_, "name": name, "kind": kind.value}


def _zones(session: Session, actor: Actor, box: Box, day: date) -> Found:
    shown = versions_shown(session, actor, day)
    query = (
        select(
            Zone.outline, Zone.id, Zone.name, Zone.rule, Zone.version_id,
            Proposal.title, Proposal.id.label("proposal_id"),
        )
        .join(ProposalVersion, ProposalVersion.id == Zone.version_id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(
            Zone.id.in_(subjects_touching(session, "zone", box)),
            Zone.municipality_id == actor.municipality_id,
            Zone.removed_at.is_(None),
            Zone.version_id.in_(shown),
        )
    )  # fmt: skip
    for outline, id_, name, rule, version_id, title, proposal_id in session.execute(query):
        standing, bylaw = shown[version_id]
        yield (
            outline,
            {
                "id": id_,
                "name": name,
                "rule": rule.value,
                "proposal": title,
                "proposal_id": proposal_id,
                "standing": standing.value,
                "bylaw": bylaw,
            },
        )


def _streets(session: Session, actor: Actor, box: Box, _day: date) -> Found:
    query = select(Street.outline, Street.id, Street.name).where(
        Street.id.in_(subjects_touching(session, "street", box)), Street.municipality_id == actor.municipality_id
    )
    for outline, id_, name in session.execute(query):
        yield outline, {"id": id_, "name": name}


def _land(kind: LandPieceKind) -> Callable[[Session, Actor, Box, date], Found]:
    """Those who draw zones snap to buildings and plots."""

    def pieces(session: Session, actor: Actor, box: Box, _day: date) -> Found:
        query = select(LandPiece.outline, LandPiece.id, LandPiece.number).where(
            LandPiece.id.in_(subjects_touching(session, "land_piece", box)),
            LandPiece.municipality_id == actor.municipality_id,
            LandPiece.kind == kind,
        )
        for outline, id_, number in session.execute(query):
            yield outline, {"id": id_, "name": number}

    return pieces


_FOUND: dict[str, Callable[[Session, Actor, Box, date], Found]] = {
    "localities": _localities,
    "areas": _areas,
    "zones": _zones,
    "streets": _streets,
    "buildings": _land(LandPieceKind.BUILDING),
    "plots": _land(LandPieceKind.PLOT),
}
