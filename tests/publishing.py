"""Districts side by side and places within them, for the tests of the public picture."""

from __future__ import annotations

from itertools import count
from typing import Any

import shapely

from geodata import clock
from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.spatial import index_outline
from geodata.tables import Area

WEST, EAST = "Západ", "Východ"
SOUTH_EDGE, NORTH_EDGE = 50.6, 50.7
# Each district is a tenth of a degree wide.
FIRST_MERIDIAN = 14.0
_numbers = count(1)


def add_district(
    database: Database, actor: Actor, name: str, place: int, kind: AreaKind = AreaKind.CITY_DISTRICT, *, width: int = 1
) -> int:
    """The district `place` tenths of a degree east of the first meridian; its id."""
    west = FIRST_MERIDIAN + place / 10
    outline = shapely.box(west, SOUTH_EDGE, west + width / 10, NORTH_EDGE)
    with database.write(actor) as work:
        area = Area(
            municipality_id=actor.municipality_id, name=name, kind=kind, outline=outline, recorded_at=clock.now()
        )
        work.session.add(area)
        work.session.flush()
        index_outline(work.session, "area", area.id, outline)
        work.version_of("outlines")
        work.commit()
        return area.id


def add_places(
    database: Database,
    actor: Actor,
    number: int,
    kind: SiteKind = SiteKind.HOSTEL,
    *,
    place: int = 0,
    condition: Condition | None = Condition.NEGLECTED,
    sensitivity: Sensitivity = Sensitivity.PARTNERS,
    **details: Any,
) -> list[int]:
    """Places in the middle of the district, seen today; their ids."""
    ids = []
    for _ in range(number):
        step = next(_numbers)
        new = NewSite(
            kind,
            FIRST_MERIDIAN + place / 10 + 0.05 + step % 100 * 0.0003,
            50.65 + step // 100 % 100 * 0.0003,
            NewObservation(observed_on=clock.today(), condition=condition, details=details),
            name=f"Místo {step}",
            sensitivity=sensitivity,
        )
        ids.append(log_site(database, actor, new))
    return ids


def add_cleared_dump(database: Database, actor: Actor, owner: str = "city", **more: Any) -> int:
    """A dump that was cleaned, on the land of `owner`."""
    facts: dict[str, Any] = {"condition": Condition.CLEANED, "land_owner": owner, **more}
    (id_,) = add_places(database, actor, 1, SiteKind.ILLEGAL_DUMP, **facts)
    return id_
