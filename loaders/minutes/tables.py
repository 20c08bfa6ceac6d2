"""Tables of minutes: points, tasks or people in rows under a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loaders.minutes.columns import are_sentences, cells_of, columns_of, is_numbers
from loaders.minutes.deadlines import deadline_in
from loaders.minutes.lines import Line
from loaders.minutes.people import may_be_name
from loaders.minutes.result import Attendee, Span, Task

_ABSENT = re.compile(r"ne\b|ne(?:pritom|ucast|omluv)|omluv|oml\.?|[-–—0]$|chyb")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=\D)")
_NOBODY = re.compile(r"[-–—\s]*")
_NO_TASK = re.compile(r"[-–—\s]*$|bez ukolu|na vedomi|zadny")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells by what they hold."""

    line: Line
    cells: dict[str, Line]

    def cell(self, name: str) -> Line | None:
        """A cell that says something."""
        cell = self.cells.get(name)
        return cell if cell is not None and cell.text else None

    def text(self, name: str) -> str:
        """What a cell says, or nothing."""
        cell = self.cell(name)
        return cell.text if cell else ""

    @property
    def task_line(self) -> Line:
        """The cell of the task."""
        return self.cell("task") or self.line


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; `end` is the place of the line after them."""

    columns: frozenset[str]
    rows: tuple[Row, ...]
    end: int

    @property
    def has_points(self) -> bool:
        """Whether its rows are points, with or without tasks."""
        return "text" in self.columns or ("title" in self.columns and "name" not in self.columns)

    @property
    def has_tasks(self) -> bool:
        """Whether its rows are tasks only."""
        return "task" in self.columns and not self.has_points

    @property
    def has_people(self) -> bool:
        """Whether it lists those present."""
        return "name" in self.columns and not (self.has_points or self.has_tasks)


def table_at(lines: Sequence[Line], place: int) -> Table | None:
    """The table whose heading is the line at `place`."""
    heading = lines[place]
    if not heading.is_row and "  " not in heading.text:
        return None
    names = columns_of(heading)
    if not names:
        return None
    end = place + 1
    rows: list[Row] = []
    while end < len(lines) and _is_row(lines[end], heading) and not columns_of(lines[end]):
        rows.append(_row(lines[end], names, heading))
        end += 1
    columns = frozenset(name for name in names if name)
    if "title" in columns and rows and is_numbers([row.text("title") for row in rows]):
        columns -= {"title"}
        rows = [Row(row.line, {name: cell for name, cell in row.cells.items() if name != "title"}) for row in rows]
    if "title" in columns and not columns & {"text", "name"} and are_sentences([row.text("title") for row in rows]):
        columns = columns - {"title"} | {"text"}
        rows = [_renamed(row, "title", "text") for row in rows]
    table = Table(columns, tuple(_completed(rows)), end)
    return table if rows and (table.has_points or table.has_tasks or table.has_people) else None


def _is_row(line: Line, heading: Line) -> bool:
    if heading.is_row:
        return line.is_row and not line.is_blank_before
    return not line.is_blank_before and not line.is_row and len(cells_of(line)) > 1


def _row(line: Line, names: Sequence[str], heading: Line) -> Row:
    found = cells_of(line)
    if not heading.is_row and len(found) != len(names):
        return Row(line, _by_position(found, names, line, heading))
    if line.marker and len(found) < len(names):
        # "1.  Ubytovny": the number was taken for the marker of the line, so its cell is gone.
        names = names[1:] if names[0] in ("number", "title") else names
    cells: dict[str, Line] = {}
    for name, cell in zip(names, found, strict=False):
        if name and name not in cells:
            cells[name] = cell
    return Row(line, cells)


def _by_position(found: Sequence[Line], names: Sequence[str], line: Line, heading: Line) -> dict[str, Line]:
    """Cells between spaces, of which some are empty, by where they stand below the heading."""
    starts = [cell.start - heading.start + heading.indent for cell in cells_of(heading)]
    cells: dict[str, Line] = {}
    for cell in found:
        at = cell.start - line.start + line.indent
        column = max((number for number, start in enumerate(starts) if start <= at + 1), default=0)
        cells.setdefault(names[column], cell)
    return cells


def _renamed(row: Row, old: str, new: str) -> Row:
    cells = {new if name == old else name: cell for name, cell in row.cells.items()}
    if (cell := cells.get(new)) and (number := _NUMBERED.match(cell.text)):
        cells[new] = cell.part(number.end())
    return Row(row.line, cells)


def _completed(rows: Sequence[Row]) -> list[Row]:
    """An empty cell of whose a point is says: the same as above."""
    found: list[Row] = []
    above: Line | None = None
    for row in rows:
        above = row.cell("organisation") or above
        cells = row.cells
        if above is not None and not row.cell("organisation") and row.cell("text"):
            cells = {**cells, "organisation": above}
        if _NO_TASK.match(row.task_line.plain) and "task" in cells:
            cells = {name: cell for name, cell in cells.items() if name != "task"}
        found.append(Row(row.line, cells))
    return found


def task_of_row(row: Row, reference: date | None) -> Task:
    """A task of a table."""
    due = row.cell("due")
    deadline = deadline_in(due.plain, reference, labelled=True) if due else None
    who = "" if _NOBODY.fullmatch(row.text("who")) else row.text("who")
    return Task(row.text("task").rstrip(" ."), who, deadline.due if deadline else None, row.task_line.span)


def people_in(lines: Sequence[Line]) -> tuple[list[Attendee], set[int]]:
    """Those present as a table lists them, and the lines of it."""
    attendees: list[Attendee] = []
    taken: set[int] = set()
    place = 0
    while place < len(lines):
        table = table_at(lines, place)
        if table is None or not table.has_people:
            place += 1
            continue
        for row in table.rows:
            attendees += _people_of(row)
        taken |= set(range(place, table.end))
        place = table.end
    return attendees, taken


def _people_of(row: Row) -> list[Attendee]:
    cell, present = row.cell("name"), row.cell("present")
    if cell is None or (present is not None and _ABSENT.match(present.plain)):
        return []
    found = []
    for match in re.finditer(r"(?:[^,;]|,(?!\s+[A-ZÁ-Ž])|,(?=\s+(?:DiS|Ph\.|MBA|CSc)))+", cell.text):
        name = match.group().strip()
        if name and may_be_name(name):
            start = cell.start + match.start() + len(match.group()) - len(match.group().lstrip())
            found.append(Attendee(name, row.text("organisation"), Span(start, start + len(name))))
    return found
