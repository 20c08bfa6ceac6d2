"""Which zones of a version reach beyond the border of the municipality: its bylaw holds nothing there."""

from __future__ import annotations

from shapely import difference
from shapely.geometry.base import BaseGeometry

from geodata.crs import area_m2
from geodata.database import Database
from geodata.impact.outlines import SMALLEST_M2
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.city_outline import city_outline
from geodata.services.proposal_rows import visible_version, zones_of


def beyond_border(database: Database, actor: Actor, version_id: int) -> dict[int, float]:
    """By the id of each zone that crosses the border how many square metres of it lie beyond; slivers are left out.

    Empty where the outline of the municipality is not loaded. NotFound unless the actor may know of the version.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        city = city_outline(session, actor.municipality_id)
        if city is None:
            return {}
        beyond = {zone.id: _beyond_m2(zone.outline, city) for zone in session.scalars(zones_of(version.id))}
    return {id_: area for id_, area in beyond.items() if area >= SMALLEST_M2}


def _beyond_m2(outline: BaseGeometry, city: BaseGeometry) -> float:
    outside = difference(outline, city)
    return 0.0 if outside.is_empty else area_m2(outside)
