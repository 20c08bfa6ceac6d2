"""Batches as a loader makes them, and the content of a database to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from sqlalchemy import inspect, text

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.ingest import IngestResult, ingest

Record = dict[str, Any]

USTI = (14.0323, 50.6607)  # longitude, latitude in degrees WGS84


@dataclass(frozen=True)
class Rows:
    """Records of one target as columns of equal length."""

    target: str
    rows: Any
    columns: Mapping[str, Any]


def batch_of(target: str, records: Iterable[Record]) -> Rows:
    """A batch in which a field that a record lacks is None; `lon` and `lat` are NaN then."""
    listed = list(records)
    names = dict.fromkeys(name for record in listed for name in record)
    columns: dict[str, Any] = {name: [record.get(name) for record in listed] for name in names}
    for axis in {"lon", "lat"} & set(columns):
        columns[axis] = np.array(columns[axis], float)
    return Rows(target, np.arange(1, len(listed) + 1), columns)


def a_site(key: str, **facts: Any) -> Record:
    """A dump in Ústí nad Labem with everything that a good file tells; `facts` say otherwise."""
    told: dict[str, Any] = {
        "source_key": key,
        "kind": "illegal_dump",
        "name": f"Skládka {key}",
        "address": "Za tratí",
        "lon": USTI[0],
        "lat": USTI[1],
        "observed_on": date(2026, 3, 1),
        "condition": "present",
        "details": {"volume_m3": 3.0},
        "note": "Pneumatiky",
        "sensitivity": None,
    }
    return told | facts


def square(longitude: float, latitude: float, size: float) -> bytes:
    """A square (WKB, degrees WGS84) around its middle; `size` is the length of a side in degrees."""
    half = size / 2
    return shapely.to_wkb(shapely.box(longitude - half, latitude - half, longitude + half, latitude + half))


def load(
    database: Database, actor: Actor, *batches: Rows, source: str = "Odbor životního prostředí", **options: Any
) -> IngestResult:
    """Store batches as the file `skladky.csv` of a source."""
    return ingest(database, actor, source=source, file_name="skladky.csv", batches=batches, **options)


def load_sites(database: Database, actor: Actor, *records: Record, **options: Any) -> IngestResult:
    """Store records of sites as one file."""
    return load(database, actor, batch_of("sites", records), **options)


def counted(result: IngestResult) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, to be placed."""
    return result.created, result.updated, result.unchanged, result.to_place


def content_of(database: Database) -> dict[str, list[str]]:
    """Every row of every table, as text and in order: equal when nothing at all changed."""
    with database.engine.connect() as connection:
        tables = [
            name
            for name in inspect(connection).get_table_names()
            if not name.startswith(("spatial_ref_sys", "outline_box_"))
        ]
        return {
            table: sorted(repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table}"')))
            for table in tables
        }
