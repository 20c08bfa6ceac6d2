"""The route of an emergency event, put together from the streets that the city knows."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.czech_order import czech_order
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.tables import Street


def street_names(database: Database, actor: Actor) -> list[str]:
    """The streets of the city in the Czech order, each name once."""
    require(actor, Action.KEEP_EMERGENCY)
    query = select(Street.name).where(Street.municipality_id == actor.municipality_id).distinct()
    with database.read() as session:
        return sorted(session.scalars(query), key=czech_order)


def route_of_streets(database: Database, actor: Actor, names: Sequence[str]) -> BaseGeometry:
    """The lines (EPSG:4326) of these streets together. Raises InvalidValue where none of them is known."""
    require(actor, Action.KEEP_EMERGENCY)
    query = select(Street.outline).where(Street.municipality_id == actor.municipality_id, Street.name.in_(names))
    with database.read() as session:
        lines = session.scalars(query.order_by(Street.id)).all()
    if not lines:
        raise InvalidValue(N_("Choose the streets along which the event goes."))
    return shapely.line_merge(shapely.union_all(lines))
