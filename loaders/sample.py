"""The first rows of a file as a guess looks at them: texts of each column without the missing ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from loaders.normalise.cells import cells_of
from loaders.normalise.missing import is_missing
from loaders.normalise.text import plain
from loaders.reading.chunk import RawChunk

ROWS_IN_SAMPLE = 500
AT_LEAST_HALF = 0.5
SOME = 0.3
NEARLY_ALL = 0.9

_POLYGONS = (3, 6)


@dataclass(frozen=True, slots=True)
class Sample:
    """`values` are the non-missing cells of a column as text; `has_geometry` that the file itself knows places."""

    columns: Sequence[str]
    values: Mapping[str, Sequence[str]]
    cells: Mapping[str, Sequence[Any]]
    has_geometry: bool
    mostly_polygons: bool

    @classmethod
    def of(cls, chunk: RawChunk, columns: Sequence[str]) -> Sample:
        """The sample of a chunk, at most ROWS_IN_SAMPLE rows of it."""
        cells = {name: cells_of(chunk.columns[name][:ROWS_IN_SAMPLE]) for name in columns if name in chunk.columns}
        values = {name: [plain(cell) for cell in cells.get(name, ()) if not is_missing(cell)] for name in columns}
        kinds = shapely.get_type_id(chunk.geometry) if chunk.geometry is not None else np.empty(0, int)
        known = kinds[kinds >= 0]
        polygons = bool(len(known)) and float(np.isin(known, _POLYGONS).mean()) > AT_LEAST_HALF
        return cls(columns, values, cells, bool(len(known)), polygons)


def share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    """The share of values for which `fits` holds; 0 if there are none."""
    return sum(map(fits, values)) / len(values) if values else 0.0
