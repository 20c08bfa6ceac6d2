"""The venues that a version hits, for whoever has to write to them: CSV and an Excel workbook of one sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from dashboard.documents.zone_words import rule_words
from dashboard.language import _
from geodata.errors import N_
from geodata.formulas import harmless
from geodata.services.proposal_export import ExportedVenue, ProposalExport

# The heading of each column, and how wide it is in characters.
_COLUMNS: tuple[tuple[str, int], ...] = (
    (N_("Number in the dossier"), 10),
    (N_("Name of the venue"), 34),
    (N_("Address of the venue"), 34),
    (N_("Operator"), 30),
    (N_("What would hold there"), 44),
    (N_("In the zones"), 34),
)
# Nothing of a cell may become a formula, a link or a number of Excel's own making.
_AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Row = tuple[int, str, str, str, str, str]


def affected_csv(export: ProposalExport) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Czech spreadsheets expect it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    written.write("\N{BYTE ORDER MARK}")
    writer.writerow(_headings())
    writer.writerows(_rows(export))
    return written.getvalue().encode()


def write_affected_workbook(path: Path, export: ProposalExport) -> None:
    """Write the workbook: a frozen heading and a filter."""
    with xlsxwriter.Workbook(str(path), _AS_WRITTEN) as book:
        page = book.add_worksheet(_("Affected venues"))
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for place, (_heading, width) in enumerate(_COLUMNS):
            page.set_column(place, place, width)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, _headings(), heading)
        last = 0
        for last, (number, *texts) in enumerate(_rows(export), start=1):
            page.write_number(last, 0, number)
            for place, text in enumerate(texts, start=1):
                page.write_string(last, place, text)
        page.autofilter(0, 0, last, len(_COLUMNS) - 1)


def _headings() -> list[str]:
    return [_(heading) for heading, _width in _COLUMNS]


def _rows(export: ProposalExport) -> Iterable[Row]:
    """A row for each venue that is hit; text can no longer be a formula."""
    for one in export.venues:
        if one.row.hit:
            yield _row(one, export)


def _row(one: ExportedVenue, export: ProposalExport) -> Row:
    lines = [export.version.zones[number - 1] for number in one.zones]
    rules = dict.fromkeys(rule_words(line) for line in lines)
    venue = one.row.venue
    name, address, operator, rule, zones = map(
        harmless,
        (
            venue.name,
            venue.address or "",
            venue.operator or "",
            ", ".join(rules),
            ", ".join(line.name for line in lines),
        ),
    )
    return one.number, name, address, operator, rule, zones
