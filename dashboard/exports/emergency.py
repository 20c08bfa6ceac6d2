"""The addresses of an emergency event as an Excel workbook to be printed: how it came to be, one row per address."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard import formats
from dashboard.emergency_needs import needs_ended, needs_still
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import N_
from geodata.formulas import harmless
from geodata.model.emergencies import AddressState
from geodata.services.emergency_board import AddressLine
from geodata.services.emergency_export import EmergencyExport

# The heading of each column, and how wide it is in characters.
_COLUMNS: tuple[tuple[str, int], ...] = (
    (N_("Address"), 26),
    (N_("State"), 18),
    (N_("Who is assigned"), 24),
    (N_("Who was there and when"), 36),
    (N_("Still needed"), 26),
    (N_("Was needed"), 36),
    (N_("Note"), 34),
    (N_("Settled"), 17),
    (N_("Several organisations at once"), 14),
)
# Nothing of a cell may become a formula, a link or a number of Excel's own making.
_AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9


def write_emergency_workbook(path: Path, export: EmergencyExport) -> None:
    """Write the file; each sheet prints on paper of A4, as many pages long as it takes."""
    with xlsxwriter.Workbook(str(path), _AS_WRITTEN) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        _write_method(book.add_worksheet(_("About this table")), export, heading, cell)
        _write_addresses(book.add_worksheet(_("Addresses")), export, heading, cell)


def _write_method(page: Worksheet, export: EmergencyExport, heading: Format, cell: Format) -> None:
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 80)
    for place, (name, text) in enumerate(_method(export)):
        page.write_string(place, 0, name, heading)
        page.write_string(place, 1, harmless(text), cell)


def _method(export: EmergencyExport) -> Iterable[tuple[str, str]]:
    board = export.board
    yield _("City"), export.city
    yield _("Emergency event"), board.name
    yield _("Kind of event"), label(board.kind)
    yield _("State"), label(board.state)
    yield _("Begins"), formats.moment(board.starts_at)
    yield _("Ends"), formats.moment(board.ends_at)
    yield _("As it stood at"), formats.moment(export.taken_at)
    yield _("Number of addresses"), formats.number(len(board.addresses))
    for state in AddressState:
        yield label(state), formats.number(sum(line.state == state for line in board.addresses))
    yield (
        _("How the state is found"),
        _(
            "By the newest visit written down: what is still needed, or that nothing more is. "
            "Nobody was there: no visit was written down."
        ),
    )
    yield (
        _("Several organisations at once"),
        _("Two are assigned to the address, or two were there on one day."),
    )
    yield _("What is not here"), _("Nothing about people. Notes speak of buildings.")


def _write_addresses(page: Worksheet, export: EmergencyExport, heading: Format, cell: Format) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    # In a footer & begins a code.
    page.set_footer("&L" + export.board.name.replace("&", "&&")[:100] + "&R&P / &N")
    for place, (_heading, width) in enumerate(_COLUMNS):
        page.set_column(place, place, width)
    page.freeze_panes(1, 1)
    page.write_row(0, 0, [_(name) for name, _width in _COLUMNS], heading)
    last = 0
    for last, line in enumerate(export.board.addresses, start=1):
        for place, text in enumerate(_row(line)):
            page.write_string(last, place, harmless(text), cell)
    page.autofilter(0, 0, last, len(_COLUMNS) - 1)


def _row(line: AddressLine) -> tuple[str, ...]:
    return (
        formats.address(line.text),
        label(line.state),
        ", ".join(line.assigned),
        "\n".join(f"{formats.moment(visit.happened_at)} {visit.organisation}" for visit in line.visits),
        "\n".join(needs_still(line)),
        "\n".join(needs_ended(line)),
        line.note,
        formats.moment(line.last_at) if line.state == AddressState.SETTLED else "",
        _("yes") if line.several else "",
    )
