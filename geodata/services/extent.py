"""Where a city lies, and where places lie that were asked for: the boxes a map shows whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.fitting import box_around
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.kept import Kept
from geodata.services.site_index import SiteIndex, site_index
from geodata.services.site_selection import selected
from geodata.spatial import Box, cell_middles, separated
from geodata.tables import Area, Body

# One place entered on the wrong side of the country must not make the map show the whole country.
_LEFT_OUT = 0.01
# A box needs no more than this many places to be known, however many there are.
_SAMPLE = 4_096


def city_extent(database: Database, actor: Actor) -> Box | None:
    """The box (degrees WGS84: west, south, east, north) of the sites the actor sees, else of the areas.

    Where the city has areas, only the sites within them count: what lies elsewhere does not move the city.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        return _extents.get(session, actor, "extent", lambda: _extent(site_index(database, session), session, actor))


def body_extent(database: Database, actor: Actor, body_id: int) -> Box | None:
    """The box (degrees WGS84) of the area a body looks after, else of the city. NotFound for a body elsewhere."""
    require(actor, Action.VIEW)
    with database.read() as session:
        query = select(Body.id, Area.outline).outerjoin(Area, Area.id == Body.area_id)
        found = session.execute(
            query.where(Body.id == body_id, Body.municipality_id == actor.municipality_id)
        ).one_or_none()
    if found is None:
        raise NotFound
    outline = found.outline
    if outline is None or outline.is_empty:
        return city_extent(database, actor)
    west, south, east, north = outline.bounds
    return west, south, east, north


def found_extent(database: Database, actor: Actor, chosen: SiteFilter) -> Box | None:
    """The box (degrees WGS84) of the sites the actor sees through the filter, without one that lies far away."""
    require(actor, Action.VIEW)
    with database.read() as session:
        index = site_index(database, session)
        return box_around(_sample(index["key"][selected(index, slice(0, len(index)), session, actor, chosen)]))


_extents: Kept[Box | None] = Kept(("sites", "outlines"))


def _extent(index: SiteIndex, session: Session, actor: Actor) -> Box | None:
    seen = selected(index, slice(0, len(index)), session, actor, SiteFilter())
    own = index["key"][seen & (index["area"] > 0)]
    if not len(own):
        areas = _extent_of_areas(session, actor)
        own = index["key"][seen]
        if areas is not None or not len(own):
            return areas
    longitude, latitude = cell_middles(*separated(_sample(own)))
    west, east = np.quantile(longitude, [_LEFT_OUT, 1 - _LEFT_OUT]).tolist()
    south, north = np.quantile(latitude, [_LEFT_OUT, 1 - _LEFT_OUT]).tolist()
    return west, south, east, north


def _sample(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The index stands in the order of the map, so every n-th place is a fair sample of the whole."""
    return keys[:: max(1, len(keys) // _SAMPLE)]


def _extent_of_areas(session: Session, actor: Actor) -> Box | None:
    outlines = session.scalars(select(Area.outline).where(Area.municipality_id == actor.municipality_id))
    boxes = [outline.bounds for outline in outlines if outline is not None and not outline.is_empty]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
