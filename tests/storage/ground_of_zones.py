"""Places to measure from, buildings and plots for tests, stored as the loader stores them."""

from __future__ import annotations

from typing import Any

import shapely

from geodata.crs import from_krovak, to_krovak
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.ingest import IngestResult
from tests.batches import USTI, Record, batch_of, load


def metres_from_usti(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of what lies so many metres (EPSG:5514) from the middle of the city."""
    middle = to_krovak(shapely.Point(USTI))
    point = from_krovak(shapely.Point(middle.x + east, middle.y + north))
    return point.x, point.y


def box_at(east: float, north: float, side: float = 10.0) -> bytes:
    """A square (WKB, degrees WGS84) whose south-western corner lies so many metres from the middle of the city."""
    middle = to_krovak(shapely.Point(USTI))
    corner = middle.x + east, middle.y + north
    return shapely.to_wkb(from_krovak(shapely.box(*corner, corner[0] + side, corner[1] + side)))


def a_school(key: str, east: float = 0.0, north: float = 0.0, **facts: Any) -> Record:
    longitude, latitude = metres_from_usti(east, north)
    told: Record = {
        "source_key": key, "kind": "school", "name": f"Základní škola {key}", "address": "Školní 1",
        "lon": longitude, "lat": latitude,
    }  # fmt: skip
    return told | facts


def a_building(key: str, east: float, north: float, **facts: Any) -> Record:
    return {"source_key": key, "kind": "building", "number": key, "outline": box_at(east, north)} | facts


def load_protected(database: Database, actor: Actor, *records: Record, source: str = "Školy") -> IngestResult:
    return load(database, actor, batch_of("protected_places", records), source=source)


def load_land(database: Database, actor: Actor, *records: Record, source: str = "RÚIAN") -> IngestResult:
    return load(database, actor, batch_of("land_pieces", records), source=source)
