"""Tables of minutes: what each column holds, told by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loaders.minutes.deadlines import deadline_in
from loaders.minutes.lines import Line
from loaders.minutes.result import Attendee, Task

# The first that fits names the column.
_COLUMNS = (
    ("due", r"termin|do kdy|lhuta|splnit|datum splneni"),
    ("who", r"z?odpov(?:id|ed)|zodp|kdo\b|nositel|resi\b|resitel|garant"),
    ("task", r"ukol|opatreni|co udelat|zaver"),
    ("name", r"jmeno|prijmeni|ucastnik|zastupce|osoba"),
    ("organisation", r"organizac|instituc|subjekt|clen|kdo podal|predkladatel|podal|zadatel"),
    ("text", r"obsah|prubeh|projednan|text|popis|podnet|zapis|vyjadreni|jednani|diskuse|informace"),
    ("title", r"tema|nazev|predmet|bod programu|bod|problem|vec"),
    ("number", r"c\.|c\b|por|p\. ?c|#"),
    ("signature", r"podpis|poznamka|kontakt|email|e-mail|telefon"),
)
_NUMBER = re.compile(r"\d{1,3}[.)]?")


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
        return "name" in self.columns and "organisation" in self.columns and not (self.has_points or self.has_tasks)


def table_at(lines: Sequence[Line], place: int) -> Table | None:
    """The table whose heading is the line at `place`."""
    if "\t" not in lines[place].text:
        return None
    names = [_column(cell) for cell in lines[place].cells()]
    known = [name for name in names if name]
    if len(set(known)) < 2 or len(known) < len([cell for cell in lines[place].cells() if cell.text]):
        return None
    end = place + 1
    rows = []
    while end < len(lines) and "\t" in lines[end].text and not lines[end].is_blank_before:
        rows.append(_row(lines[end], names))
        end += 1
    columns = frozenset(known)
    if "title" in columns and rows and all(_NUMBER.fullmatch(row.text("title") or "1") for row in rows):
        columns -= {"title"}
        rows = [Row(row.line, {name: cell for name, cell in row.cells.items() if name != "title"}) for row in rows]
    table = Table(columns, tuple(rows), end)
    return table if rows and (table.has_points or table.has_tasks or table.has_people) else None


def _row(line: Line, names: Sequence[str]) -> Row:
    whole = line
    if line.marker:
        # "1.\tUbytovny": the number was taken for the marker of the line, so its cell is gone.
        names = names[1:] if names and names[0] in ("number", "title") else names
    cells: dict[str, Line] = {}
    for name, cell in zip(names, whole.cells(), strict=False):
        if name and name not in cells:
            cells[name] = cell
    return Row(line, cells)


def _column(cell: Line) -> str:
    for name, said in _COLUMNS:
        if re.match(said, cell.plain):
            return name
    return ""


def task_of_row(row: Row, reference: date | None) -> Task:
    """A task of a table."""
    due = row.cell("due")
    deadline = deadline_in(due.plain, reference, labelled=True) if due else None
    return Task(row.text("task").rstrip(" ."), row.text("who"), deadline.due if deadline else None, row.task_line.span)


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
            cell = row.cell("name")
            for name in re.split(r",\s+(?=[A-ZÁ-Ž])|;\s*", cell.text) if cell else ():
                if cell is not None and name.strip():
                    attendees.append(Attendee(name.strip(), row.text("organisation"), cell.span))
        taken |= set(range(place, table.end))
        place = table.end
    return attendees, taken
