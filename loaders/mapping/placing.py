"""Where the rows of a chunk are: from the file's geometry, from two columns, or from one column of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.errors import N_, Message
from loaders.findings import Severity
from loaders.mapping.reading import ChunkReading
from loaders.normalise.cells import Trouble, cells_of, parse_cells
from loaders.normalise.coordinates import AxisOrder, Pair, parse_coordinate, parse_geometry, parse_pair
from loaders.normalise.frames import Floats
from loaders.normalise.geometry import Geometries, are_points, mended, outlines, point_columns
from loaders.normalise.numbers import number_column
from loaders.normalise.position import TO_BE_PLACED, Positioner

GEOMETRY = "geometry"


@dataclass(frozen=True, slots=True)
class Places:
    """Positions in degrees WGS84 (NaN: none) and outlines (None: a point, or none)."""

    longitude: Floats
    latitude: Floats
    outlines: Geometries | None = None


@dataclass(slots=True)
class Placer:
    """Reads positions of one file, chunk after chunk, always in the same way."""

    said_crs: str | None = None
    notes: list[Message] = field(default_factory=list)
    flattened: int = 0
    _positioners: dict[AxisOrder, Positioner] = field(default_factory=dict)

    def places(self, reading: ChunkReading, text_field: str = "position") -> Places:
        """Positions of a chunk; what is wrong is said on `reading`."""
        chunk = reading.chunk
        if chunk.geometry is not None and not shapely.is_missing(chunk.geometry).all():
            return self._from_geometry(reading, GEOMETRY, chunk.geometry, chunk.closed, chunk.crs)
        if reading.has("lon") and reading.has("lat"):
            return self._from_columns(reading, "lon", "lat", AxisOrder.LONGITUDE_FIRST)
        if reading.has("x") and reading.has("y"):
            return self._from_columns(reading, "x", "y", AxisOrder.UNKNOWN)
        if reading.has(text_field):
            return self._from_text(reading, text_field)
        nowhere = np.full(len(reading), np.nan)
        return Places(nowhere, nowhere.copy())

    def _positioner(self, order: AxisOrder, declared: str | None = None, written_by_hand: bool = False) -> Positioner:
        if order not in self._positioners:
            self._positioners[order] = Positioner(
                self.said_crs, declared, order, written_by_hand=written_by_hand, notes=self.notes
            )
        return self._positioners[order]

    def _from_columns(self, reading: ChunkReading, first: str, second: str, order: AxisOrder) -> Places:
        xs, ys = self._coordinates(reading, first), self._coordinates(reading, second)
        longitude, latitude, troubles = self._positioner(order).read(xs, ys)
        reading.say(f"{reading.name_of(first)}, {reading.name_of(second)}", troubles)
        return Places(longitude, latitude)

    def _coordinates(self, reading: ChunkReading, field_name: str) -> Floats:
        column = reading.column(field_name)
        numbers, troubles = number_column(column)
        if not troubles:
            return numbers
        values, troubles = parse_cells(cells_of(column), parse_coordinate)
        reading.say(reading.name_of(field_name), troubles)
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

    def _from_text(self, reading: ChunkReading, field_name: str) -> Places:
        column = reading.name_of(field_name)
        values, troubles = parse_cells(
            cells_of(reading.column(field_name)), lambda cell: parse_geometry(cell) or parse_pair(cell)
        )
        reading.say(column, troubles)
        shapes = np.array([value if isinstance(value, shapely.Geometry) else None for value in values], dtype=object)
        if not shapely.is_missing(shapes).all():
            return self._from_geometry(reading, column, shapes, (), None)
        longitude, latitude = np.full(len(values), np.nan), np.full(len(values), np.nan)
        for order in AxisOrder:
            offsets = [
                offset for offset, value in enumerate(values) if isinstance(value, Pair) and value.order is order
            ]
            if not offsets:
                continue
            pairs = [values[offset] for offset in offsets]
            first, second = np.array([p.first for p in pairs]), np.array([p.second for p in pairs])
            positioner = self._positioner(order, written_by_hand=True)
            longitude[offsets], latitude[offsets], found = positioner.read(first, second)
            reading.say(column, [replace(trouble, offset=offsets[trouble.offset]) for trouble in found])
        return Places(longitude, latitude)

    def _from_geometry(
        self,
        reading: ChunkReading,
        column: str,
        geometries: NDArray[np.object_],
        closed: Sequence[int],
        declared: str | None,
    ) -> Places:
        mending = mended(geometries, closed)
        self.flattened += mending.flattened
        reading.say(column, mending.troubles)
        positioner = self._positioner(AxisOrder.UNKNOWN, declared)
        first, second = point_columns(mending.geometries)
        _say_zeros(reading, column, first, second)
        longitude, latitude, troubles = positioner.read(first, second)
        reading.say(column, troubles)
        if are_points(mending.geometries):
            return Places(longitude, latitude)
        shapes, inside_x, inside_y = outlines(mending.geometries, positioner.to_wgs84)
        believed = np.isfinite(longitude)
        shapes[~believed] = None
        shapes = _within_the_world(reading, column, shapes)
        longitude = np.where(shapely.is_missing(shapes), longitude, inside_x)
        latitude = np.where(shapely.is_missing(shapes), latitude, inside_y)
        return Places(longitude, latitude, shapes)


def _say_zeros(reading: ChunkReading, column: str, first: Floats, second: Floats) -> None:
    """A table leaves a cell empty; a geometry that is not known is drawn at zero, so it is said."""
    known = np.isfinite(first) & np.isfinite(second)
    reason = Message(N_("The position is zero, which stands for a missing one."))
    zeros = np.flatnonzero(known & ((first == 0) | (second == 0)))
    reading.say(
        column,
        [
            Trouble(
                int(offset), f"{first[offset]:.10g} {second[offset]:.10g}", Severity.QUESTIONED, reason, TO_BE_PLACED
            )
            for offset in zeros
        ],
    )


# The country is not seven degrees wide; nothing in one city is wider than this.
_WIDEST_OUTLINE = 10.0


def _within_the_world(reading: ChunkReading, column: str, shapes: Geometries) -> Geometries:
    """Reject outlines that nobody can have meant: beyond the edge of the world, across it, over half a continent.

    On which side of the 180th meridian an outline lies cannot be told once it crosses it.
    """
    boxes = shapely.bounds(shapes)
    with np.errstate(invalid="ignore"):
        width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
        beyond = (np.abs(boxes[:, [0, 2]]) > 180).any(axis=1) | (np.abs(boxes[:, [1, 3]]) > 90).any(axis=1)
        across = beyond | (width > 180)
        wide = ~across & ((width > _WIDEST_OUTLINE) | (height > _WIDEST_OUTLINE))
    _reject(
        reading,
        column,
        np.flatnonzero(across).tolist(),
        Message(N_("The outline runs across the edge of the world map (180th meridian).")),
        Message(N_("Cut it at the meridian in the source and export it again.")),
    )
    _reject(
        reading,
        column,
        np.flatnonzero(wide).tolist(),
        Message(N_("The outline spans more than 10 degrees.")),
        Message(N_("Draw it again in the source and export it.")),
    )
    shapes[across | wide] = None
    return shapes


def _reject(reading: ChunkReading, column: str, offsets: Sequence[int], reason: Message, repair: Message) -> None:
    reading.say(column, [Trouble(offset, "", Severity.REJECTED, reason, repair) for offset in offsets])
