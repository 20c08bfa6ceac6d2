"""What stands around a place: streets and house numbers, so that somebody who was never there finds it.

Meant for papers that leave the house: nothing of what the city records about its places or localities is in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.sites import require_position
from geodata.spatial import Box, subjects_touching
from geodata.tables import AddressPoint, Street

HOUSES_AT_MOST = 400  # more numbers than this could not be read on a sheet of paper
# Metres a degree of latitude has; of longitude it is less by the cosine, here at the middle of the country.
_METRES_NORTH, _METRES_EAST = 111_000.0, 71_500.0


@dataclass(frozen=True, slots=True)
class House:
    """An address point in degrees WGS84, with the number by which people find it."""

    longitude: float
    latitude: float
    number: str


@dataclass(frozen=True, slots=True)
class LocalMap:
    """Streets (name and lines) and houses within `box`; everything in degrees WGS84 (EPSG:4326)."""

    box: Box
    streets: tuple[tuple[str, BaseGeometry], ...]
    houses: tuple[House, ...]


def local_map(
    database: Database, actor: Actor, longitude: float, latitude: float, *, across_m: float, down_m: float
) -> LocalMap:
    """The ground around a position (degrees WGS84), so many metres from edge to edge."""
    require(actor, Action.VIEW)
    require_position(longitude, latitude)
    east, north = across_m / 2 / _METRES_EAST, down_m / 2 / _METRES_NORTH
    box = (longitude - east, latitude - north, longitude + east, latitude + north)
    with database.read() as session:
        return LocalMap(box, _streets(session, actor, box), _houses(session, actor, box))


def _streets(session: Session, actor: Actor, box: Box) -> tuple[tuple[str, BaseGeometry], ...]:
    query = (
        select(Street.name, Street.outline)
        .where(
            Street.id.in_(subjects_touching(session, "street", box)), Street.municipality_id == actor.municipality_id
        )
        .order_by(Street.name, Street.id)
    )
    clipped = ((name, shapely.clip_by_rect(outline, *box)) for name, outline in session.execute(query))
    return tuple((name, within) for name, within in clipped if not within.is_empty)


def _houses(session: Session, actor: Actor, box: Box) -> tuple[House, ...]:
    west, south, east, north = box
    query = (
        select(
            AddressPoint.longitude, AddressPoint.latitude, AddressPoint.house_number, AddressPoint.orientation_number
        )
        .where(
            AddressPoint.municipality_id == actor.municipality_id,
            AddressPoint.longitude.between(west, east),
            AddressPoint.latitude.between(south, north),
        )
        .order_by(AddressPoint.id)
        .limit(HOUSES_AT_MOST)
    )
    return tuple(
        House(row.longitude, row.latitude, row.orientation_number or row.house_number or "")
        for row in session.execute(query)
    )
