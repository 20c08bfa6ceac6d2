"""An Excel workbook of one sheet: a frozen heading, a filter, days as days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import xlsxwriter

from dashboard.exports.columns import COLUMNS, Wording
from geodata.errors import N_, InvalidValue
from geodata.services.site_export import ExportedSite

ROWS_AT_MOST = 1_048_575  # what a sheet holds below its heading
_WIDE = {"name": 34, "address": 30, "area": 22, "locality": 22, "condition": 20, "kind": 20, "state": 24, "source": 22}
_USUAL_WIDTH = 16
# Nothing of a cell may become a formula, a link or a number of Excel's own making.
_AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def require_room(total: int) -> None:
    """Raise InvalidValue where a sheet cannot hold so many rows."""
    if total > ROWS_AT_MOST:
        raise InvalidValue(
            N_("A sheet of Excel holds {count} rows at most. Choose CSV, or narrow the filter."), count=ROWS_AT_MOST
        )


def write_workbook(path: Path, wording: Wording, sites: Iterable[ExportedSite], sheet: str) -> None:
    """Write the file; rows go to the disk one by one."""
    with xlsxwriter.Workbook(str(path), {**_AS_WRITTEN, "constant_memory": True}) as book:
        page = book.add_worksheet(sheet)
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "d. m. yyyy", "align": "left"})
        for place, name in enumerate(COLUMNS):
            page.set_column(place, place, _WIDE.get(name, _USUAL_WIDTH))
        page.freeze_panes(1, 0)
        page.write_row(0, 0, wording.headings, heading)
        last = 0
        for last, site in enumerate(sites, start=1):
            for place, cell in enumerate(wording.cells(site)):
                if isinstance(cell, date):
                    page.write_datetime(last, place, cell, day)
                elif isinstance(cell, str):
                    page.write_string(last, place, cell)
                elif cell is not None:
                    page.write_number(last, place, cell)
        page.autofilter(0, 0, last, len(COLUMNS) - 1)
