"""The audit as CSV, for whoever has to look into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from dashboard.components.audit_words import ACTIONS, SUBJECTS, detail_text
from dashboard.language import _
from geodata.errors import N_
from geodata.formulas import harmless
from geodata.services.audit_search import AuditRow

_ROWS_AT_ONCE = 500
HEADINGS = (
    N_("Number"), N_("When (UTC)"), N_("Person"), N_("Organisation"), N_("From where"), N_("What was done"),
    N_("To what"), N_("Its number"), N_("Details"),
)  # fmt: skip


def audit_csv_parts(rows: Iterable[AuditRow]) -> Iterator[bytes]:
    """The file in parts of some hundred rows, in the language spoken when it is asked for."""
    headings = [_(heading) for heading in HEADINGS]
    actions = {code: _(name) for code, name in ACTIONS.items()}
    subjects = {code: _(name) for code, name in SUBJECTS.items()}
    former = _("former worker")
    return _parts(rows, headings, actions, subjects, former)


def _parts(
    rows: Iterable[AuditRow], headings: list[str], actions: dict[str, str], subjects: dict[str, str], former: str
) -> Iterator[bytes]:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    written.write("\N{BYTE ORDER MARK}")
    writer.writerow(headings)
    for number, row in enumerate(rows, start=1):
        cells = (
            former if row.person == "" else row.person or "",
            row.organisation or "",
            row.where or "",
            actions.get(row.action, row.action),
            subjects.get(row.subject, row.subject),
            "" if row.subject_id is None else str(row.subject_id),
            detail_text(row.detail),
        )
        writer.writerow([row.id, row.recorded_at.isoformat(timespec="seconds"), *map(harmless, cells)])
        if number % _ROWS_AT_ONCE == 0:
            yield _emptied(written)
    yield _emptied(written)


def _emptied(written: io.StringIO) -> bytes:
    part = written.getvalue().encode()
    written.seek(0)
    written.truncate()
    return part
