"""The outline of the municipality itself, among the areas that were loaded."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.areas import AreaKind
from geodata.tables import Area, Municipality


def city_outline(session: Session, municipality_id: int) -> BaseGeometry | None:
    """The municipality's outline (EPSG:4326); None where it is not loaded, or which of several it is is not known.

    A region's file brings the neighbours too: then the one of the city's own name is meant.
    """
    rows = session.execute(
        select(Area.name, Area.outline)
        .where(
            Area.municipality_id == municipality_id,
            Area.kind == AreaKind.MUNICIPALITY,
            Area.outline.is_not(None),
        )
        .order_by(Area.id)
    ).all()
    own_name = session.scalar(select(Municipality.name).where(Municipality.id == municipality_id))
    named = [row.outline for row in rows if row.name == own_name]
    outlines: list[BaseGeometry] = named or [row.outline for row in rows]
    return outlines[0] if len(outlines) == 1 or named else None
