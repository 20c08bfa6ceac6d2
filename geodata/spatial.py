"""Geometry in both databases: the column type, the key of a point's tile, the boxes of outlines.

Outlines are one column type in both: WKB in SQLite, `geometry(Geometry, 4326)` in PostGIS, shapely objects in Python
(EPSG:4326, longitude before latitude). SQLite finds outlines through an R*Tree that `index_outline` keeps, PostGIS
through its GiST index. Points are found in both by `tile_key`, the Morton code of the tile they lie in at zoom 20: a
tile of any coarser zoom is one range of that key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Dialect, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.types import LargeBinary, TypeDecorator, UserDefinedType

from geodata.crs import WGS84

TILE_KEY_ZOOM = 20  # a cell of about 24 m at 50 degrees north: finer than any tile the map asks for
_CELLS = 1 << TILE_KEY_ZOOM
_EVERY_SECOND_BIT = np.int64(0x5555555555555555)
_MAXIMUM_LATITUDE = 85.05112877980659  # where the square of web mercator ends

Box = tuple[float, float, float, float]  # min longitude, min latitude, max longitude, max latitude


class _PostgisGeometry(UserDefinedType[Any]):
    """The PostGIS column; values travel as hexadecimal EWKB text, which PostGIS reads and writes itself."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return f"geometry(Geometry,{WGS84})"


class Outline(TypeDecorator[BaseGeometry]):
    """A shapely geometry in EPSG:4326 (longitude, latitude); heights are left out, for PostGIS refuses them."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(_PostgisGeometry())
        return dialect.type_descriptor(LargeBinary())

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        flat = shapely.force_2d(value)
        if dialect.name == "postgresql":
            return shapely.to_wkb(shapely.set_srid(flat, WGS84), hex=True, include_srid=True)
        return shapely.to_wkb(flat)

    def process_result_value(self, value: Any, dialect: Dialect) -> BaseGeometry | None:
        return None if value is None else shapely.from_wkb(value)


@compiles(_PostgisGeometry, "postgresql")
def _postgis_column(type_: _PostgisGeometry, compiler: Any, **_: Any) -> str:
    return type_.get_col_spec()


def tile_keys(longitude: ArrayLike, latitude: ArrayLike) -> NDArray[np.int64]:
    """Morton codes (zoom 20) of points given in degrees WGS84, as int64; latitude is clipped to web mercator."""
    column, row = mercator_cells(np.asarray(longitude, float), np.asarray(latitude, float), TILE_KEY_ZOOM)
    return interleaved(column, row)


def tile_key(longitude: float, latitude: float) -> int:
    """The Morton code of one point."""
    return int(tile_keys([longitude], [latitude])[0])


def tile_key_range(zoom: int, column: int, row: int) -> tuple[int, int]:
    """The half-open range of `tile_key` that a tile covers (zoom <= 20, columns from the west, rows from the north)."""
    shift = 2 * (TILE_KEY_ZOOM - zoom)
    first = int(interleaved(np.array([column], np.int64), np.array([row], np.int64))[0]) << shift
    return first, first + (1 << shift)


def mercator_cells(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], zoom: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of the web mercator cell of each point at `zoom`."""
    cells = 1 << zoom
    sine = np.sin(np.radians(np.clip(latitude, -_MAXIMUM_LATITUDE, _MAXIMUM_LATITUDE)))
    column = (longitude / 360.0 + 0.5) * cells
    row = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * cells
    return (
        np.clip(np.floor(column), 0, cells - 1).astype(np.int64),
        np.clip(np.floor(row), 0, cells - 1).astype(np.int64),
    )


def interleaved(column: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bits of column and row, taken in turn (row above column)."""
    return _spread(column) | (_spread(row) << np.int64(1))


def _spread(bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put a zero between every two of the lowest 20 bits (the usual sequence of shifts and masks)."""
    spread = bits.astype(np.int64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | (spread << np.int64(shift))) & np.int64(mask)
    return spread


def separated(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of the cells that Morton codes name: the inverse of `interleaved`."""
    return _gathered(keys), _gathered(keys >> 1)


def _gathered(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every second bit, from the lowest on: the inverse of `_spread`."""
    bits: NDArray[np.int64] = keys & _EVERY_SECOND_BIT
    for shift, mask in (
        (1, 0x3333333333333333),
        (2, 0x0F0F0F0F0F0F0F0F),
        (4, 0x00FF00FF00FF00FF),
        (8, 0x0000FFFF0000FFFF),
        (16, 0x00000000FFFFFFFF),
    ):
        bits = (bits | (bits >> np.int64(shift))) & np.int64(mask)
    return bits


def cell_middles(columns: NDArray[Any], rows: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude (degrees WGS84) of the middles of cells at zoom 20; fractions of cells are allowed."""
    longitude = (columns + 0.5) / _CELLS * 360.0 - 180.0
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (rows + 0.5) / _CELLS))))
    return longitude, latitude


def keys_within(keys: NDArray[np.int64], box: Box) -> NDArray[np.bool_]:
    """Which Morton codes name cells that meet the box (degrees): exact to one cell, some 24 m."""
    west, south, east, north = box
    edges = mercator_cells(np.array([west, east]), np.array([north, south]), TILE_KEY_ZOOM)
    west_edge, east_edge = _spread(edges[0]).tolist()
    north_edge, south_edge = _spread(edges[1]).tolist()
    # Spread bits are in the order of what they were spread from, so the codes need not be taken apart.
    columns, rows = keys & _EVERY_SECOND_BIT, (keys >> 1) & _EVERY_SECOND_BIT
    within: NDArray[np.bool_] = (columns >= west_edge) & (columns <= east_edge)
    within &= (rows >= north_edge) & (rows <= south_edge)
    return within


def tile_box(zoom: int, column: int, row: int) -> Box:
    """Longitude and latitude bounds of a web mercator tile."""
    cells = 1 << zoom
    west, east = column / cells * 360.0 - 180.0, (column + 1) / cells * 360.0 - 180.0
    north, south = (float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * edge / cells))))) for edge in (row, row + 1))
    return west, south, east, north


def key_ranges(box: Box, at_most: int = 64) -> list[tuple[int, int]]:
    """Ranges of `tile_key` that cover a box (degrees): the finest zoom whose tiles are at most `at_most`."""
    west, south, east, north = box
    for zoom in range(TILE_KEY_ZOOM, -1, -1):
        columns, rows = mercator_cells(np.array([west, east]), np.array([north, south]), zoom)
        if (columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) <= at_most:
            break
    across, down = np.meshgrid(np.arange(columns[0], columns[1] + 1), np.arange(rows[0], rows[1] + 1))
    first = np.sort(interleaved(across.ravel(), down.ravel()))
    width = 1 << (2 * (TILE_KEY_ZOOM - zoom))
    return _joined((int(key) * width, (int(key) + 1) * width) for key in first)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, end in ranges:
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((first, end))
    return joined


# ------------------------------------------------------------------ boxes of outlines

# Where the outlines stand that are found by their box; the number of each is part of the box's own in SQLite.
OUTLINED = {"area": 0, "locality_version": 1, "street": 2, "zone": 3, "protected_place": 4, "land_piece": 5}
_SUBJECTS_AT_MOST = 8


def index_outline(session: Session, subject: str, subject_id: int, outline: BaseGeometry | None) -> None:
    """Keep the box of an outline (SQLite); PostGIS keeps its own index, so there this does nothing."""
    if session.get_bind().dialect.name != "sqlite":
        return
    number = subject_id * _SUBJECTS_AT_MOST + OUTLINED[subject]
    if outline is None or outline.is_empty:
        session.execute(text("DELETE FROM outline_box WHERE id = :number"), {"number": number})
        return
    west, south, east, north = outline.bounds
    bounds = {"west": west, "east": east, "south": south, "north": north}
    session.execute(
        text(
            "INSERT OR REPLACE INTO outline_box"
            " (id, min_longitude, max_longitude, min_latitude, max_latitude, subject, subject_id)"
            " VALUES (:number, :west, :east, :south, :north, :subject, :subject_id)"
        ),
        {"number": number, "subject": subject, "subject_id": subject_id, **bounds},
    )


def subjects_touching(session: Session, subject: str, box: Box) -> list[int]:
    """Ids of the rows of table `subject` (with a column `outline`) whose outline's box meets `box` (degrees)."""
    west, south, east, north = box
    bounds = {"west": west, "south": south, "east": east, "north": north, "subject": subject}
    if session.get_bind().dialect.name == "sqlite":
        query = (
            "SELECT subject_id FROM outline_box WHERE max_longitude >= :west AND min_longitude <= :east"
            " AND max_latitude >= :south AND min_latitude <= :north AND subject = :subject"
        )
    else:
        if subject not in OUTLINED:
            raise ValueError(subject)
        query = f"SELECT id FROM {subject} WHERE outline && ST_MakeEnvelope(:west, :south, :east, :north, 4326)"
        bounds.pop("subject")
    return [row[0] for row in session.execute(text(query), bounds)]
