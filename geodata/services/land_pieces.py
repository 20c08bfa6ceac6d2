"""Buildings and plots that lie at an outline, in EPSG:5514 metres."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from geodata.crs import all_to_krovak, from_krovak
from geodata.model.people import Actor
from geodata.model.zones import LandPieceKind
from geodata.spatial import subjects_touching
from geodata.tables import LandPiece

_IDS_AT_ONCE = 5_000
# The point of an address stands at the door, which may lie so far outside of the drawn walls.
_AT_THE_WALL_M = 1.0


def pieces_near(session: Session, actor: Actor, kind: LandPieceKind, outline: BaseGeometry) -> list[BaseGeometry]:
    """The buildings or plots whose boxes meet that of an outline."""
    ids = subjects_touching(session, "land_piece", from_krovak(outline).bounds)
    found: list[BaseGeometry] = []
    for start in range(0, len(ids), _IDS_AT_ONCE):
        query = _pieces(actor, kind, LandPiece.id.in_(ids[start : start + _IDS_AT_ONCE]))
        found += session.scalars(query)
    # All at once: tens of thousands of buildings one by one would take seconds.
    pieces = all_to_krovak(np.array(found, object))
    broken = ~shapely.is_valid(pieces)
    pieces[broken] = shapely.make_valid(pieces[broken])
    return list(pieces)


def are_loaded(session: Session, actor: Actor, kind: LandPieceKind) -> bool:
    """Whether the city has any buildings, or any plots."""
    return session.scalar(_pieces(actor, kind).limit(1)) is not None


def building_at(session: Session, actor: Actor, point: BaseGeometry) -> BaseGeometry | None:
    """The building in which an address point stands, of several the nearest; None where none is known."""
    near = pieces_near(session, actor, LandPieceKind.BUILDING, shapely.buffer(point, _AT_THE_WALL_M))
    at_hand = [piece for piece in near if piece.distance(point) <= _AT_THE_WALL_M]
    return min(at_hand, key=lambda piece: float(piece.distance(point)), default=None)


def _pieces(actor: Actor, kind: LandPieceKind, *wanted: ColumnElement[bool]) -> Select[tuple[BaseGeometry]]:
    return (
        select(LandPiece.outline)
        .where(LandPiece.municipality_id == actor.municipality_id, LandPiece.kind == kind, *wanted)
        .order_by(LandPiece.id)
    )
