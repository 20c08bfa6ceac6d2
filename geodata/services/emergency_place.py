"""Where an emergency event is, in names: the streets of its route, else the smallest area around it."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.crs import to_krovak
from geodata.czech_order import czech_order
from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.emergency_rows import visible_event
from geodata.spatial import Box, subjects_touching
from geodata.tables import Area, Street

# A route may be drawn beside the middle of its street; what only crosses it stays this near for a few metres.
_BESIDE_M = 12.0
_BESIDE = 0.0003  # degrees: in Czechia more than that, in whichever direction
_ALONG_M = 60.0  # so much of a street, or most of a shorter one, and the route goes along it
_MOST = 0.8
_NEARLY_ALL = 0.97  # outlines of areas and drawings by hand never meet exactly


@dataclass(frozen=True, slots=True)
class EmergencyPlace:
    """The streets along which an event goes in the Czech order, or the area in which it is; neither may be known."""

    streets: tuple[str, ...] = ()
    area: str | None = None


def emergency_place(database: Database, actor: Actor, event_id: int) -> EmergencyPlace:
    """The names of where the event is. NotFound unless the actor may know of it."""
    require(actor, Action.VIEW)
    with database.read() as session:
        outline = visible_event(session, actor, event_id).outline
        box, where = outline.buffer(_BESIDE).bounds, to_krovak(outline)
        streets = _streets(session, actor, box, where) if where.area == 0 else ()
        return EmergencyPlace(streets) if streets else EmergencyPlace(area=_area(session, actor, box, where))


def _streets(session: Session, actor: Actor, box: Box, route: BaseGeometry) -> tuple[str, ...]:
    query = select(Street.name, Street.outline).where(
        Street.municipality_id == actor.municipality_id, Street.id.in_(subjects_touching(session, "street", box))
    )
    beside = route.buffer(_BESIDE_M)
    found: set[str] = set()
    for name, outline in session.execute(query):
        street = to_krovak(outline)
        if shapely.intersection(street, beside).length >= min(_MOST * street.length, _ALONG_M):
            found.add(name)
    return tuple(sorted(found, key=czech_order))


def _area(session: Session, actor: Actor, box: Box, where: BaseGeometry) -> str | None:
    """The smallest area around; districts of the police are no place that a person would name."""
    query = select(Area.name, Area.outline).where(
        Area.municipality_id == actor.municipality_id,
        Area.kind != AreaKind.POLICE_DISTRICT,
        Area.id.in_(subjects_touching(session, "area", box)),
    )
    around: list[tuple[float, str]] = []
    for name, outline in session.execute(query):
        area = shapely.make_valid(to_krovak(outline))
        inside = shapely.intersection(area, where)
        share = inside.area / where.area if where.area else inside.length / where.length
        if share >= _NEARLY_ALL:
            around.append((area.area, name))
    return min(around)[1] if around else None
