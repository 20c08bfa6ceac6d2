"""What a static map of a proposal is drawn on: the city's own outlines, as their reader may know of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.crs import from_krovak
from geodata.database import Database
from geodata.impact.ground import Ground
from geodata.model.areas import AreaKind
from geodata.model.criteria import Near, NearTo
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.tables import Area

Named = tuple[tuple[str, BaseGeometry], ...]
_WHOLE = frozenset({AreaKind.MUNICIPALITY})
_PARTS = frozenset({AreaKind.CITY_DISTRICT})


@dataclass(frozen=True, slots=True)
class PaperGround:
    """Outlines with their names in degrees WGS84 (EPSG:4326); `protected` is what criteria measure from."""

    boundary: BaseGeometry | None = None
    parts: Named = ()
    localities: Named = ()
    streets: Named = ()
    protected: tuple[tuple[Near, str, BaseGeometry], ...] = ()

    def measuring_from(self, near: Collection[Near]) -> PaperGround:
        """The same with such protected places only."""
        return replace(self, protected=tuple(place for place in self.protected if place[0] in near))


def paper_ground(database: Database, actor: Actor, ground: Ground) -> PaperGround:
    """The ground of an impact as it is drawn, with the boundaries of the city and its districts.

    Without a boundary of its own the city is the districts together.
    """
    require(actor, Action.VIEW)
    query = (
        select(Area.kind, Area.name, Area.outline)
        .where(
            Area.municipality_id == actor.municipality_id,
            Area.kind.in_(sorted(_WHOLE | _PARTS)),
            Area.outline.is_not(None),
        )
        .order_by(Area.id)
    )
    with database.read() as session:
        areas = session.execute(query).all()
    whole = [area.outline for area in areas if area.kind in _WHOLE]
    parts = tuple((area.name, area.outline) for area in areas if area.kind in _PARTS)
    outlines = whole or [outline for _name, outline in parts]
    lines = () if ground.street_lines is None else ground.street_lines
    return PaperGround(
        boundary=shapely.union_all(outlines) if outlines else None,
        parts=parts,
        localities=tuple(
            (place.name, from_krovak(place.outline)) for place in ground.protected if place.kind == NearTo.LOCALITY
        ),
        streets=tuple((name, from_krovak(line)) for name, line in zip(ground.streets, lines, strict=True)),
        protected=tuple(
            (place.kind, place.name, from_krovak(place.outline))
            for place in ground.protected
            if place.kind != NearTo.LOCALITY
        ),
    )
