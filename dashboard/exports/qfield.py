"""A GeoPackage for QField: a layer for each kind of place, with code lists and what is needed to merge it back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import geopandas
import numpy as np
import pandas
import pyogrio
import shapely

from dashboard.field_labels import choice_label
from dashboard.labels import label
from dashboard.language import LANGUAGES, use_language
from geodata import clock
from geodata.crs import WGS84, wgs84_to_krovak
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.services.city import city_name
from geodata.services.field_copies import FieldCopy, field_copies
from loaders.field_copies import columns as held
from loaders.field_copies.columns import CopyColumn, as_text, copy_columns

_SCHEMA_EXTENSION = """
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT, PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
  min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema',
   'read-write');
"""
# A new point gets its own number, by which it is known again, and the day when it was drawn.
_NEW_POINT = """
CREATE TRIGGER "{layer}_new" AFTER INSERT ON "{layer}" WHEN NEW.uuid IS NULL AND NEW.place_number IS NULL BEGIN
  UPDATE "{layer}" SET uuid = lower(hex(randomblob(16))), observed_on = coalesce(NEW.observed_on, date('now'))
  WHERE fid = NEW.fid;
END;
"""


def write_field_copy(path: Path, database: Database, actor: Actor, chosen: SiteFilter, crs: int) -> int:
    """Write what the actor sees through the filter; returns how many places. Each kind has a layer, or those chosen.

    It is noted in the audit before the first place is read.
    """
    kinds = [kind for kind in SiteKind if kind in chosen.kinds] or list(SiteKind)
    copies = field_copies(database, actor, chosen)
    return write_qfield(path, kinds, copies, city_name(database, actor)[0], crs)


def write_qfield(path: Path, kinds: Sequence[SiteKind], copies: Iterable[FieldCopy], city: str, crs: int) -> int:
    """Write the file in EPSG:4326 or EPSG:5514; returns how many places it holds. Each of the kinds has a layer."""
    by_kind: dict[SiteKind, list[FieldCopy]] = {kind: [] for kind in kinds}
    for copy in copies:
        by_kind[copy.site.kind].append(copy)
    for kind, of_kind in by_kind.items():
        _write_points(path, kind, of_kind, crs)
    _write_tables(path, by_kind, city, crs)
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(_SCHEMA_EXTENSION)
        for kind, of_kind in by_kind.items():
            _write_columns(file, kind, of_kind)
    return sum(map(len, by_kind.values()))


def _write_points(path: Path, kind: SiteKind, copies: Sequence[FieldCopy], crs: int) -> None:
    longitude = np.array([copy.site.longitude for copy in copies], dtype=np.float64)
    latitude = np.array([copy.site.latitude for copy in copies], dtype=np.float64)
    first, second = (longitude, latitude) if crs == WGS84 else wgs84_to_krovak(longitude, latitude)
    points = list(shapely.points(first, second)) if copies else []
    numbers = pandas.array([copy.site.id for copy in copies], dtype="int64")
    frame = geopandas.GeoDataFrame({held.NUMBER: numbers}, geometry=points, crs=crs)
    # Without an index in the file: its triggers call functions that plain SQLite lacks.
    pyogrio.write_dataframe(
        frame, path, layer=kind.value, driver="GPKG", geometry_type="Point", SPATIAL_INDEX="NO", FID="fid"
    )


def _write_tables(path: Path, by_kind: dict[SiteKind, list[FieldCopy]], city: str, crs: int) -> None:
    about = {held.CITY: city, held.COPY: uuid4().hex, "taken_on": clock.today().isoformat(), "crs": f"EPSG:{crs}"}
    _write_table(path, held.ABOUT, [{"key": key, "value": value} for key, value in about.items()])
    taken = [
        {
            held.NUMBER: copy.site.id,
            "layer": kind.value,
            "seen_last": copy.seen_last,
            "values": json.dumps(_values(kind, copy) | {"position": [copy.site.longitude, copy.site.latitude]}),
        }
        for kind, copies in by_kind.items()
        for copy in copies
    ]
    _write_table(path, held.TAKEN, taken, (held.NUMBER, "layer", "seen_last", "values"))
    choices = [row for kind in by_kind for column in copy_columns(kind) for row in _choices(kind, column)]
    _write_table(path, held.CHOICES, choices)


def _write_table(path: Path, name: str, rows: list[dict[str, Any]], columns: Sequence[str] | None = None) -> None:
    frame = pandas.DataFrame(rows, columns=columns)
    for column in (held.NUMBER, "seen_last"):
        if column in frame:
            frame[column] = frame[column].astype("int64")
    pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG")


def _values(kind: SiteKind, copy: FieldCopy) -> dict[str, str]:
    """What a copy says of a place, as texts."""
    known = {
        held.VERSION: copy.row_version,
        held.NAME: copy.site.name,
        held.ADDRESS: copy.site.address,
        held.CONDITION: copy.site.condition,
        **copy.details,
    }
    return {column.name: as_text(known.get(column.name)) for column in copy_columns(kind)}


def _choices(kind: SiteKind, column: CopyColumn) -> list[dict[str, str]]:
    return [
        {"list": f"{kind.value}.{column.name}", "code": code, **_in_languages(column.name, code)}
        for code in column.choices
    ]


def _in_languages(column: str, code: str) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with use_language(language):
            said[language] = label(Condition(code)) if column == held.CONDITION else choice_label(column, code)
    return said


def _write_columns(file: sqlite3.Connection, kind: SiteKind, copies: Sequence[FieldCopy]) -> None:
    layer, columns = kind.value, copy_columns(kind)
    for column in columns:
        file.execute(f'ALTER TABLE "{layer}" ADD COLUMN "{column.name}" {column.sql_type}')
        if column.choices and not column.several:
            _write_domain(file, kind, column)
    assigned = ", ".join(f'"{column.name}" = ?' for column in columns)
    file.executemany(
        f'UPDATE "{layer}" SET {assigned} WHERE {held.NUMBER} = ?',
        [
            (*(_values(kind, copy)[column.name] or None for column in columns), copy.site.id)
            for copy in copies
        ],
    )  # fmt: skip
    file.executescript(_NEW_POINT.format(layer=layer))


def _write_domain(file: sqlite3.Connection, kind: SiteKind, column: CopyColumn) -> None:
    """The code list as the GeoPackage's own: QGIS makes a list to choose from of it."""
    name = f"{kind.value}.{column.name}"
    file.execute(
        "INSERT INTO gpkg_data_columns (table_name, column_name, constraint_name) VALUES (?, ?, ?)",
        (kind.value, column.name, name),
    )
    file.executemany(
        "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description)"
        " VALUES (?, 'enum', ?, ?)",
        [
            (name, code, label(Condition(code)) if column.name == held.CONDITION else choice_label(column.name, code))
            for code in column.choices
        ],
    )
