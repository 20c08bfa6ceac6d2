"""Addresses for tests, stored as the loader stores them."""

from __future__ import annotations

from geodata.database import Database
from geodata.folding import folded
from geodata.model.people import Actor
from geodata.tables import AddressPoint


def some_address(
    database: Database,
    actor: Actor,
    street: str | None,
    house: str,
    orientation: str | None = None,
    *,
    town: str = "Zkušebnov",
    part: str | None = None,
    position: tuple[float, float] | None = (14.05, 50.66),
) -> int:
    """One address point at (longitude, latitude) in degrees WGS84, or with an unknown position."""
    with database.write(actor) as work:
        number = f"{house}/{orientation}" if orientation else house
        point = AddressPoint(
            municipality_id=actor.municipality_id,
            code="pending",
            street=street,
            house_number=house,
            orientation_number=orientation,
            town=town,
            town_part=part,
            longitude=position and position[0],
            latitude=position and position[1],
            street_folded=folded(street),
            town_folded=folded(town),
            search_text=folded(f"{street or part or town} {number} {town}"),
        )
        work.session.add(point)
        work.session.flush()
        point.code = str(point.id)
        work.commit()
        return point.id
