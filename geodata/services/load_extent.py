"""Where the records of a loaded file lie."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.fitting import box_around
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.loads import shown_to
from geodata.spatial import Box, tile_keys
from geodata.tables import (
    Area,
    LandPiece,
    Load,
    Locality,
    LocalityVersion,
    ProtectedPlace,
    Service,
    ServicePlace,
    Site,
    Source,
)

# A box needs no more than about this many places to be known, however many there are.
_SAMPLE = 4_096


def load_extent(database: Database, actor: Actor, load_id: int) -> Box | None:
    """The box (degrees WGS84) around what a load brought, without what lies far away; None where nothing is drawn.

    A load that brought nothing new lies where everything of its source lies.
    """
    require(actor, Action.LOAD)
    with database.read() as session:
        query = select(Load.source_id).join(Source, Source.id == Load.source_id)
        source_id = session.scalar(query.where(Load.id == load_id, shown_to(actor)))
        if source_id is None:
            raise NotFound
        new = _places(session, actor, Site.load_id == load_id, Service.load_id == load_id)
        outlines = _outlines(session, actor, Area.load_id == load_id, LocalityVersion.load_id == load_id)
        ground = _ground(session, actor, "load_id", load_id)
        if not len(new) and not len(outlines) and not len(ground):
            new = _places(session, actor, Site.source_id == source_id, Service.source_id == source_id)
            outlines = _outlines(session, actor, Area.source_id == source_id, Locality.source_id == source_id)
            ground = _ground(session, actor, "source_id", source_id)
        return box_around(np.concatenate([new, outlines, ground]))


def _places(
    session: Session, actor: Actor, of_sites: ColumnElement[bool], of_services: ColumnElement[bool]
) -> NDArray[np.int64]:
    """Tile keys of sites, of many a fair sample, and of services."""
    sites = (visible(actor, Site), of_sites)
    count = session.scalar(select(func.count()).select_from(Site).where(*sites)) or 0
    keys = list(session.scalars(select(Site.tile_key).where(*sites, Site.id % (1 + count // _SAMPLE) == 0)))
    services = select(ServicePlace.tile_key).join(Service, Service.id == ServicePlace.service_id)
    keys += session.scalars(services.where(Service.municipality_id == actor.municipality_id, of_services))
    return np.array(keys, np.int64)


def _outlines(
    session: Session, actor: Actor, of_areas: ColumnElement[bool], of_localities: ColumnElement[bool]
) -> NDArray[np.int64]:
    """Tile keys of the corners of the boxes of areas and localities."""
    areas = select(Area.outline).where(Area.municipality_id == actor.municipality_id, of_areas)
    localities = select(LocalityVersion.outline).join(Locality, Locality.id == LocalityVersion.locality_id)
    outlines = [*session.scalars(areas), *session.scalars(localities.where(visible(actor, Locality), of_localities))]
    return _corners(outline for outline in outlines if outline is not None and not outline.is_empty)


def _ground(session: Session, actor: Actor, origin: str, of: int) -> NDArray[np.int64]:
    """Tile keys of the corners of protected places, buildings and plots, of many a fair sample."""
    found: list[BaseGeometry] = []
    for table in (ProtectedPlace, LandPiece):
        own = (table.municipality_id == actor.municipality_id, getattr(table, origin) == of)
        count = session.scalar(select(func.count()).select_from(table).where(*own)) or 0
        found += session.scalars(select(table.outline).where(*own, table.id % (1 + count // _SAMPLE) == 0))
    return _corners(found)


def _corners(outlines: Iterable[BaseGeometry]) -> NDArray[np.int64]:
    corners = np.array([outline.bounds for outline in outlines], float).reshape(-1, 2)
    return tile_keys(corners[:, 0], corners[:, 1])
