"""Streets and houses of a made-up city."""

from __future__ import annotations

from shapely.geometry import LineString

from geodata.database import Database
from geodata.folding import folded
from geodata.model.people import Actor
from geodata.spatial import index_outline
from geodata.tables import AddressPoint, Street


def pave(database: Database, actor: Actor, name: str, at: tuple[float, float]) -> None:
    """A street from west to east through a position, and the house beside it."""
    longitude, latitude = at
    with database.write(actor) as work:
        outline = LineString([(longitude - 0.001, latitude), (longitude + 0.001, latitude)])
        street = Street(
            municipality_id=actor.municipality_id,
            name=name,
            name_folded=folded(name),
            outline=outline,
            recorded_at=work.recorded_at,
        )
        house = AddressPoint(
            municipality_id=actor.municipality_id,
            code=f"1{name}",
            street=name,
            house_number="2198",
            orientation_number="9",
            town="Zkušebnov",
            longitude=longitude,
            latitude=latitude + 0.0001,
            street_folded=folded(name),
            town_folded=folded("Zkušebnov"),
            search_text=folded(name),
        )
        work.session.add_all([street, house])
        work.session.flush()
        index_outline(work.session, "street", street.id, outline)
        work.commit()
