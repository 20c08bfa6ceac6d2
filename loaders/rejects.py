"""Rejected rows as a file in the columns of the original, to be corrected and loaded again."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import shapely

from geodata.formulas import harmless
from loaders.mapping.placing import GEOMETRY
from loaders.normalise.text import plain
from loaders.reading.chunk import RawChunk


def neutral(cell: Any) -> str:
    """A cell as text that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell is None:
        return ""
    text = plain(cell)
    return text if _is_number(text) else harmless(text)


def _is_number(text: str) -> bool:
    return text[:1] in "+-" and text[1:].replace(".", "", 1).replace(",", "", 1).isdigit()


class RejectedRows:
    """Rows that were not taken, kept in a temporary file so that a million of them need no memory."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = list(columns)
        self._file: TextIO | None = None
        self._writer: Any = None
        self.has_geometry = False

    def keep(self, chunk: RawChunk, offsets: Sequence[int]) -> None:
        """Keep the cells of some rows of a chunk; geometry as WKT in a last column."""
        if not offsets:
            return
        writer = self._open(chunk)
        cells = [_picked(chunk.columns.get(name), offsets) for name in self._columns]
        if self.has_geometry:
            shapes = chunk.geometry[list(offsets)] if chunk.geometry is not None else [None] * len(offsets)
            cells.append(list(shapely.to_wkt(shapes)))
        for row in zip(*cells, strict=True):
            writer.writerow([neutral(cell) for cell in row])

    def _open(self, chunk: RawChunk) -> Any:
        if self._file is None:
            self.has_geometry = chunk.geometry is not None
            self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - see close
            self._writer = csv.writer(self._file)
            names = [*self._columns, GEOMETRY] if self.has_geometry else self._columns
            self._writer.writerow([neutral(name) for name in names])
        return self._writer

    def write(self, path: Path) -> None:
        """Write them as CSV in UTF-8 with a byte order mark (which Excel needs); nothing if none was rejected."""
        if self._file is None:
            return
        self._file.flush()
        self._file.seek(0)
        with path.open("w", encoding="utf-8-sig", newline="") as target:
            while block := self._file.read(1024 * 1024):
                target.write(block)
        self._file.seek(0, 2)

    def content(self) -> bytes:
        """The same file as bytes, empty if no row was rejected."""
        if self._file is None:
            return b""
        self._file.flush()
        self._file.seek(0)
        content = self._file.read().encode("utf-8-sig")
        self._file.seek(0, 2)
        return content

    def close(self) -> None:
        """Let the temporary file go."""
        if self._file is not None:
            self._file.close()


def _picked(column: Any, offsets: Sequence[int]) -> list[Any]:
    if column is None:
        return [None] * len(offsets)
    if isinstance(column, list):
        return [column[offset] for offset in offsets]
    return [column[offset].as_py() for offset in offsets]
