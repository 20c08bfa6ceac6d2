"""Where a city lies: the box in which a map begins."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.kept import Kept
from geodata.services.site_index import SiteIndex, site_index
from geodata.services.site_selection import selected
from geodata.spatial import Box, cell_middles, separated
from geodata.tables import Area

# One place entered on the wrong side of the country must not make the map show the whole country.
_LEFT_OUT = 0.01
# A box needs no more than this many places to be known, however many there are.
_SAMPLE = 4_096


def city_extent(database: Database, actor: Actor) -> Box | None:
    """The box (degrees WGS84: west, south, east, north) of the sites the actor sees, else of the areas."""
    require(actor, Action.VIEW)
    with database.read() as session:
        return _extents.get(session, actor, "extent", lambda: _extent(site_index(database, session), session, actor))


_extents: Kept[Box | None] = Kept(("sites", "outlines"))


def _extent(index: SiteIndex, session: Session, actor: Actor) -> Box | None:
    own = index["key"][selected(index, slice(0, len(index)), session, actor, SiteFilter())]
    if not len(own):
        return _extent_of_areas(session, actor)
    # The index stands in the order of the map, so every n-th place is a fair sample of the whole.
    longitude, latitude = cell_middles(*separated(own[:: max(1, len(own) // _SAMPLE)]))
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
