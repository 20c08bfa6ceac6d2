"""Rows of cells, from text or from a sheet, as chunks of columns under a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from geodata.errors import N_, Message
from loaders.reading.chunk import RawChunk, RowFault
from loaders.reading.header import Header, Row, is_blank


def chunks_of_rows(rows: Iterator[Row], header: Header, chunk_rows: int) -> Iterator[RawChunk]:
    """`rows` from the first one of the file (the header included); rows are numbered from 1 as a sheet shows them.

    Empty cells become None. Short rows are filled up; a row with more cells than the header has names is a fault,
    because nobody knows which of its cells are shifted.
    """
    first_row = header.data_starts + 1
    data = islice(rows, header.data_starts, None)
    width = len(header.names)
    while block := list(islice(data, chunk_rows)):
        faults = {
            offset: _too_long(row, width)
            for offset, row in enumerate(block)
            if len(row) > width and _overflows(row, width)
        }
        columns = list(zip(*(_fitted(row, width) for row in block), strict=True))
        yield RawChunk(
            first_row,
            {name: list(column) for name, column in zip(header.names, columns, strict=True)},
            faults=faults,
        )
        first_row += len(block)


def _fitted(row: Row, width: int) -> Sequence[Any]:
    cells = [None if cell == "" else cell for cell in row[:width]]
    return cells if len(cells) == width else cells + [None] * (width - len(cells))


def _overflows(row: Row, width: int) -> bool:
    return any(not is_blank(cell) for cell in row[width:])


def _too_long(row: Row, width: int) -> RowFault:
    return RowFault(
        Message(N_("The row has {cells} cells, the header only {width}."), {"cells": len(row), "width": width}),
        Message(N_("Put text that holds the separator into quotation marks.")),
        value=" | ".join(str(cell) for cell in row)[:200],
    )
