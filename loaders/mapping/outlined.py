"""Rows become localities and areas: things that are a name and an outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from geodata.errors import N_, Message
from geodata.model.areas import AreaKind
from loaders.findings import Severity
from loaders.mapping.keys import source_keys
from loaders.mapping.placing import GEOMETRY, Placer
from loaders.mapping.reading import ChunkReading
from loaders.normalise.cells import Mended, Trouble, Unfit, cells_of, parse_cells
from loaders.normalise.numbers import parse_count, parse_range
from loaders.records import Values

Columns = dict[str, Values]

_SURFACES = frozenset({3, 6})  # shapely's numbers of Polygon and MultiPolygon


def read_localities(reading: ChunkReading, placer: Placer) -> Columns:
    """The columns of localities; a row without a name is rejected."""
    names = _names(reading)
    outlines = _outlines(reading, placer)
    low, high = _inhabitants(reading)
    ids = reading.texts("source_id") if reading.has("source_id") else None
    return {
        "source_key": source_keys(ids, [names, reading.texts("municipality")]),
        "name": names,
        "outline": outlines,
        "valid_from": reading.past_days("valid_from"),
        "inhabitants_low": low,
        "inhabitants_high": high,
        "inhabitants_source": reading.texts("inhabitants_source"),
        "note": reading.notes(),
        "sensitivity": _sensitivity(reading),
    }


def read_areas(reading: ChunkReading, placer: Placer) -> Columns:
    """The columns of areas; a row without a name is rejected."""
    names = _names(reading)
    codes = reading.texts("code")
    default = reading.default("kind") or AreaKind.OTHER.value
    kinds = [kind or default for kind in reading.codes("kind")] if reading.has("kind") else [default] * len(reading)
    return {
        "source_key": source_keys(codes if reading.has("code") else None, [kinds, names]),
        "code": codes,
        "name": names,
        "kind": kinds,
        "parent_code": reading.texts("parent_code"),
        "outline": _outlines(reading, placer),
    }


def _names(reading: ChunkReading) -> Sequence[str | None]:
    names = reading.texts("name")
    for offset, name in enumerate(names):
        if name is None and offset not in reading.rejected:
            reading.reject(
                offset,
                reading.name_of("name"),
                "",
                Message(N_("The row has no name.")),
                Message(N_("Fill in the name and load the file again.")),
            )
    return names


def _outlines(reading: ChunkReading, placer: Placer) -> Sequence[bytes | None]:
    """Outlines as WKB. A point or a line encloses nothing: it is left out, and said."""
    places = placer.places(reading, "outline")
    shapes = places.outlines if places.outlines is not None else np.full(len(reading), None, dtype=object)
    shapes = np.array([surface_of(shape) for shape in shapes], dtype=object)
    without = np.flatnonzero(shapely.is_missing(shapes) & np.isfinite(places.longitude))
    reason = Message(N_("The geometry is no area."))
    repair = Message(N_("The row was taken without an outline. Draw it as a polygon."))
    reading.say(
        reading.name_of("outline") or GEOMETRY,
        [Trouble(int(offset), "", Severity.REPAIRED, reason, repair) for offset in without],
    )
    return list(shapely.to_wkb(shapes))


def surface_of(shape: Any) -> Any:
    """The polygons of a geometry, None if it has none."""
    if shape is None or shapely.get_type_id(shape) in _SURFACES:
        return shape
    polygons = [part for part in shapely.get_parts(shape, return_index=False) if shapely.get_type_id(part) in _SURFACES]
    return shapely.union_all(polygons) if polygons else None


def _inhabitants(reading: ChunkReading) -> tuple[list[int | None], list[int | None]]:
    """The estimate as low and high, from two columns or from one that says `200-250`, `cca 200` or `200`."""
    low, high = list(reading.counts("inhabitants_low")), list(reading.counts("inhabitants_high"))
    column = reading.column("inhabitants")
    if column is not None:
        values, troubles = parse_cells(cells_of(column), _low_and_high)
        reading.say(reading.name_of("inhabitants"), troubles)
        low = [own if own is not None else (pair or (None, None))[0] for own, pair in zip(low, values, strict=True)]
        high = [own if own is not None else (pair or (None, None))[1] for own, pair in zip(high, values, strict=True)]
    for offset, (few, many) in enumerate(zip(low, high, strict=True)):
        if few is not None and many is not None and few > many:
            low[offset], high[offset] = many, few
    return low, high


def _low_and_high(cell: Any) -> Any:
    pair = parse_range(cell)
    if pair is not None:
        if not all(number.is_integer() for number in pair):
            raise Unfit(Message(N_("The number cannot be a count.")))
        return int(pair[0]), int(pair[1])
    count = parse_count(cell)
    if isinstance(count, Mended):
        return Mended((count.value, count.value), count.reason, count.repair)
    return count, count


def _sensitivity(reading: ChunkReading) -> Sequence[str | None]:
    default = reading.default("sensitivity")
    if not reading.has("sensitivity"):
        return [default] * len(reading)
    return [code or default for code in reading.codes("sensitivity")]
