"""Rows of a table as points: who raised it, its text, what others said, its task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.minutes.lines import Line
from loaders.minutes.tables import Row, Table

_NO_TASK = re.compile(r"(?:[-–—./]+|0|nic|neni|bez|zadny|na vedomi)(?:\W.*)?$")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+")


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row that is a point."""

    line: Line
    organisation: str
    title: str
    content: Line | None
    said: Line | None
    task: Row | None


def rows_of_points(table: Table) -> Iterator[PointRow]:
    """The points of a table; where the cell of the organisation is empty, the row above still holds."""
    organisation = ""
    for row in table.rows:
        organisation = row.text("organisation").strip(" –-") or organisation
        content = row.cell("text")
        task = row if row.text("task") and not _NO_TASK.match(row.cells["task"].plain) else None
        if "task" not in table.columns and content is not None and row.text("who") and row.text("due"):
            # "Podnět | Řeší | Termín": what is to be done is the point itself.
            task = Row(row.line, {**row.cells, "task": content})
        if content is None and task is None and not row.text("title"):
            continue
        title = row.text("title")
        if content is None and task is None:
            # Where nothing is said besides, the title is the text.
            content, title = row.cell("title"), ""
        yield PointRow(row.line, organisation, title, _unnumbered(content), row.cell("said"), task)


def _unnumbered(content: Line | None) -> Line | None:
    """ "1. Skládka": the number counts the rows."""
    number = _NUMBERED.match(content.text) if content else None
    return content.part(number.end()) if content and number else content
