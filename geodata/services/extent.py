"""Where a city lies: the box in which a map begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.kept import Kept
from geodata.services.site_index import SiteIndex, site_index
from geodata.spatial import TILE_KEY_ZOOM, Box
from geodata.tables import Area

# One place entered on the wrong side of the country must not make the map show the whole country.
_LEFT_OUT = 0.01
# A box needs no more than this many places to be known, however many there are.
_SAMPLE = 4_096
_EVERY_SECOND_BIT = ((1, 0x3333333333333333), (2, 0x0F0F0F0F0F0F0F0F), (4, 0x00FF00FF00FF00FF),
                     (8, 0x0000FFFF0000FFFF), (16, 0x00000000FFFFFFFF))  # fmt: skip


def city_extent(database: Database, actor: Actor) -> Box | None:
    """The box (degrees WGS84: west, south, east, north) of the actor's sites, else of its areas; None for neither."""
    require(actor, Action.VIEW)
    with database.read() as session:
        return _extents.get(session, actor, "extent", lambda: _extent(site_index(database, session), session, actor))


_extents: Kept[Box | None] = Kept(("sites", "outlines"))


def _extent(index: SiteIndex, session: Session, actor: Actor) -> Box | None:
    own = index["key"][index["municipality"] == actor.municipality_id]
    if not len(own):
        return _extent_of_areas(session, actor)
    # The index stands in the order of the map, so every n-th place is a fair sample of the whole.
    longitude, latitude = positions(own[:: max(1, len(own) // _SAMPLE)])
    west, east = np.quantile(longitude, [_LEFT_OUT, 1 - _LEFT_OUT]).tolist()
    south, north = np.quantile(latitude, [_LEFT_OUT, 1 - _LEFT_OUT]).tolist()
    return west, south, east, north


def _extent_of_areas(session: Session, actor: Actor) -> Box | None:
    outlines = session.scalars(select(Area.outline).where(Area.municipality_id == actor.municipality_id))
    boxes = [outline.bounds for outline in outlines if outline is not None and not outline.is_empty]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def positions(keys: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes (degrees WGS84) of the middles of the cells that tile keys name."""
    cells = 1 << TILE_KEY_ZOOM
    longitude = (_gathered(keys) + 0.5) / cells * 360.0 - 180.0
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (_gathered(keys >> 1) + 0.5) / cells))))
    return longitude, latitude


def _gathered(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every second bit of the keys: the inverse of `spatial.interleaved`."""
    bits: NDArray[np.int64] = keys & 0x5555555555555555
    for shift, mask in _EVERY_SECOND_BIT:
        bits = (bits | (bits >> shift)) & mask
    return bits
