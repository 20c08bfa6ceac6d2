"""What every reader yields: a run of consecutive rows of one layer, still as the file has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from geodata.errors import Message

# Large enough that the work per chunk vanishes beside the work per row, small enough that a chunk of
# wide rows stays in tens of megabytes.
ROWS_IN_CHUNK = 50_000

# Cells of one column: a pyarrow array where the format has types, a list of Python values elsewhere.
Column = Any


@dataclass(frozen=True, slots=True)
class Layer:
    """One table of a file. `rows` is None where counting would mean reading it all."""

    name: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row as a whole cannot be trusted, and what to do about it."""

    reason: Message
    repair: Message
    value: str = ""


@dataclass(frozen=True, slots=True)
class RawChunk:
    """Consecutive rows. `first_row` counts from 1 as a person counts: rows of the sheet, or features of the layer.

    `geometry` holds shapely geometries (or None) in `crs`, which is what the file declares ("EPSG:5514", WKT), or
    None where it declares nothing. `closed` are the offsets of geometries whose rings had to be closed to be read;
    `faults` the offsets of rows that cannot be read.
    """

    first_row: int
    columns: dict[str, Column]
    geometry: NDArray[np.object_] | None = None
    crs: str | None = None
    closed: Sequence[int] = ()
    faults: dict[int, RowFault] = field(default_factory=dict)

    def __len__(self) -> int:
        if self.geometry is not None:
            return len(self.geometry)
        return len(next(iter(self.columns.values()), ()))


class Source(Protocol):
    """One open layer of a file."""

    @property
    def layers(self) -> Sequence[Layer]:
        """All layers of the file."""

    @property
    def layer(self) -> str:
        """The name of the layer that is open."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of its columns in their order, without the geometry."""

    @property
    def has_header(self) -> bool:
        """False if the names of the columns were made up ("#1", "#2"...)."""

    @property
    def has_geometry(self) -> bool:
        """Whether chunks carry geometry."""

    @property
    def crs(self) -> str | None:
        """The coordinate system that the file declares."""

    @property
    def total(self) -> int | None:
        """About how many rows will come, if that is known."""

    def chunks(self, rows: int = ROWS_IN_CHUNK) -> Iterator[RawChunk]:
        """The rows, from the first, each time it is called."""
