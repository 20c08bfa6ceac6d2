"""CSV as Czech spreadsheets expect it: UTF-8 with a byte order mark, semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from dashboard.exports.columns import Cell, Wording
from dashboard.language import CZECH
from geodata.services.site_export import ExportedSite

_ROWS_AT_ONCE = 500


def csv_parts(wording: Wording, sites: Iterable[ExportedSite]) -> Iterator[bytes]:
    """The file in parts of some hundred rows."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    written.write("\N{BYTE ORDER MARK}")
    writer.writerow(wording.headings)
    for number, site in enumerate(sites, start=1):
        writer.writerow([_written(cell, wording.language) for cell in wording.cells(site)])
        if number % _ROWS_AT_ONCE == 0:
            yield _emptied(written)
    yield _emptied(written)


def _written(cell: Cell, language: str) -> Cell:
    if isinstance(cell, float):
        text = f"{cell:.7f}".rstrip("0").rstrip(".")
        # A Czech spreadsheet would read 14.05 as the fourteenth of May.
        return text.replace(".", ",") if language == CZECH else text
    return cell


def _emptied(written: io.StringIO) -> bytes:
    part = written.getvalue().encode()
    written.seek(0)
    written.truncate()
    return part
