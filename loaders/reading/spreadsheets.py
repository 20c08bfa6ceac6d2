"""XLSX, XLS and ODS through calamine; every sheet is a layer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import iterparse
from python_calamine import CalamineSheet, CalamineWorkbook

from geodata.errors import N_
from loaders.errors import LayerChoiceNeeded, UnknownLayer, UnreadableFile
from loaders.reading import archive
from loaders.reading.chunk import ROWS_IN_CHUNK, Layer, RawChunk
from loaders.reading.guards import require_columns, said_as_sentences
from loaders.reading.header import ROWS_TO_LOOK_AT, Merged, find_header
from loaders.reading.limits import MAXIMUM_SHEET_CELLS
from loaders.reading.tabular import chunks_of_rows

_BLOCK = 4 * 1024 * 1024
_CELL_PLACE = re.compile(rb'<(?:\w+:)?c [^>]{0,200}?r="([A-Z]{1,3})([0-9]{1,7})"')
_ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"


class Spreadsheet:
    """One sheet of a workbook."""

    crs: str | None = None
    has_geometry = False

    def __init__(
        self, path: Path, layer: str | None = None, known: Callable[[str], bool] = lambda label: False
    ) -> None:
        self._path = path
        with said_as_sentences(path.name):
            if zipfile.is_zipfile(path):
                archive.require_no_bomb(path)
                _require_bounded_sheets(path)
            with _panics_as_damage():
                workbook = CalamineWorkbook.from_path(path)
                sheets = {name: workbook.get_sheet_by_name(name) for name in workbook.sheet_names}
        self.layers: Sequence[Layer] = [Layer(name, sheet.height) for name, sheet in sheets.items()]
        self.layer = _chosen(self.layers, layer, path.name)
        self._sheet = sheets[self.layer]
        require_columns(self._sheet.width, path.name)
        with said_as_sentences(path.name):
            first_rows = list(islice(self._sheet.iter_rows(), ROWS_TO_LOOK_AT))
        self._header = find_header(first_rows, _merged(self._sheet), known)
        self.columns: Sequence[str] = self._header.names
        self.has_header = self._header.found
        self.total: int | None = max(0, self._sheet.total_height - self._header.data_starts)

    def chunks(self, rows: int = ROWS_IN_CHUNK) -> Iterator[RawChunk]:
        """The rows below the header; numbered as the spreadsheet shows them."""
        with said_as_sentences(self._path.name):
            yield from chunks_of_rows(self._sheet.iter_rows(), self._header, rows)


def _chosen(layers: Sequence[Layer], wanted: str | None, name: str) -> str:
    filled = [layer.name for layer in layers if layer.rows]
    if wanted is not None:
        if wanted not in {layer.name for layer in layers}:
            raise UnknownLayer(wanted, [layer.name for layer in layers])
        return wanted
    if not filled:
        raise UnreadableFile(N_("{name} holds no rows. Export it again."), name=name)
    if len(filled) > 1:
        raise LayerChoiceNeeded(filled)
    return filled[0]


def _merged(sheet: CalamineSheet) -> list[Merged]:
    # Places are those of the sheet; rows come from its first row but only from its first used column.
    left = sheet.start[1] if sheet.start else 0
    return [
        Merged(top, max(first - left, 0), bottom, last - left)
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or []
        if last >= left
    ]


@contextmanager
def _panics_as_damage() -> Iterator[None]:
    """The Rust library may panic on a hostile file; its PanicException is no Exception and has no importable name."""
    try:
        yield
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise ValueError("calamine panicked") from fault
        raise


def _require_bounded_sheets(path: Path) -> None:
    """Calamine lays a sheet out from its first to its last cell: one far cell would ask for all memory."""
    with zipfile.ZipFile(path) as workbook:
        for name in workbook.namelist():
            with workbook.open(name) as stream:
                if name == "content.xml":
                    cells = _cells_of_ods(stream)
                elif name.lower().endswith(".xml"):  # a workbook may call its sheets anything
                    cells = _span_of_xlsx_sheet(stream)
                else:
                    continue
            if cells > MAXIMUM_SHEET_CELLS:
                raise UnreadableFile(
                    N_("A sheet of {name} spans too many cells. Delete the far empty rows and columns and save it."),
                    name=path.name,
                )


def _span_of_xlsx_sheet(stream: Any) -> int:
    rows: set[int] = set()
    columns: set[bytes] = set()
    tail = b""
    while block := stream.read(_BLOCK):
        places = _CELL_PLACE.findall(tail + block)
        columns.update(column for column, _ in places)
        if places:
            numbers = [int(row) for _, row in places]
            rows.update((min(numbers), max(numbers)))
        tail = block[-300:]
    if not rows:
        return 0
    widths = [_column_number(column) for column in columns]
    return (max(rows) - min(rows) + 1) * (max(widths) - min(widths) + 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cells_of_ods(stream: Any) -> int:
    """The rows times the columns up to the last cell that holds something, repeated ones included."""
    row = column = last_row = last_column = 0
    in_row = False
    for _, element in iterparse(stream, events=("end",)):
        if element.tag in (f"{_ODS_TABLE}table-cell", f"{_ODS_TABLE}covered-table-cell"):
            column += int(element.get(f"{_ODS_TABLE}number-columns-repeated", "1"))
            if element.get(_ODS_VALUE) is not None:
                in_row = True
                last_column = max(last_column, column)
        elif element.tag == f"{_ODS_TABLE}table-row":
            row += int(element.get(f"{_ODS_TABLE}number-rows-repeated", "1"))
            last_row = row if in_row else last_row
            column, in_row = 0, False
            element.clear()
    return last_row * last_column
