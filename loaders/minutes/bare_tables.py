"""Tables of points without a heading: what a column holds is told by its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from loaders.minutes.columns import cells_of, columns_of, is_numbers
from loaders.minutes.deadlines import deadline_in
from loaders.minutes.lines import Line, plain
from loaders.minutes.speakers import Speakers
from loaders.minutes.tables import Row, Table

_FEWEST_ROWS, _FEWEST_CELLS = 2, 3
_FEWEST_BETWEEN_SPACES = 4  # spaces alone are little evidence
_SHARE = 0.6
_TEXT = 25  # characters of a cell, on average, that tells something
_REFERENCE = date(2000, 1, 1)  # whether something is a deadline does not depend on the day


def bare_tables(lines: Sequence[Line], speakers: Speakers) -> Mapping[int, Table]:
    """The tables by the place of their first row."""
    found: dict[int, Table] = {}
    place = 0
    while place < len(lines):
        end = _end(lines, place)
        if end - place >= _FEWEST_ROWS and (table := _table(lines[place:end], end, speakers)):
            found[place] = table
        place = max(end, place + 1)
    return found


def _end(lines: Sequence[Line], place: int) -> int:
    """After the last of the rows from `place` on that have as many cells."""
    first = lines[place]
    if not (first.is_row or "  " in first.text) or columns_of(first):
        return place
    count = len(cells_of(first))
    if count < (_FEWEST_CELLS if first.is_row else _FEWEST_BETWEEN_SPACES):
        return place
    end = place
    while end < len(lines) and lines[end].is_row == first.is_row and len(cells_of(lines[end])) == count:
        end += 1
    return end


def _table(rows: Sequence[Line], end: int, speakers: Speakers) -> Table | None:
    cells = [cells_of(row) for row in rows]
    columns = [[cell.text for cell in column] for column in zip(*cells, strict=True)]
    names = _names(columns, speakers)
    if "text" not in names or not {"organisation", "due", "task"} & set(names):
        return None
    read = [
        Row(row, {name: cell for name, cell in zip(names, row_cells, strict=True) if name})
        for row, row_cells in zip(rows, cells, strict=True)
    ]
    return Table(frozenset(name for name in names if name), tuple(read), end)


def _names(columns: Sequence[Sequence[str]], speakers: Speakers) -> list[str]:
    """What each column holds: the first that names organisations says whose, the second who is to do it."""
    names: list[str] = []
    for column in columns:
        said = [text for text in column if text]
        length = sum(map(len, said)) / len(said) if said else 0
        if not said or is_numbers(column):
            names.append("")
        elif _mostly(said, [_is_somebody(text, speakers) for text in said]):
            names.append("who" if "text" in names else "" if "organisation" in names else "organisation")
        elif length < _TEXT and _mostly(said, [_is_due(text) for text in said]):
            names.append("" if "due" in names else "due")
        elif length < _TEXT and not {"title", "text"} & set(names):
            names.append("title")
        else:
            names.append("task" if "text" in names and "task" not in names else "" if "task" in names else "text")
    return names


def _mostly(said: Sequence[str], holds: Sequence[bool]) -> bool:
    return sum(holds) >= _SHARE * len(said)


def _is_somebody(text: str, speakers: Speakers) -> bool:
    found = speakers.at(text, plain(text), 0)
    return found is not None and found.end >= len(text.rstrip(" ."))


def _is_due(text: str) -> bool:
    return deadline_in(plain(text), _REFERENCE, labelled=True) is not None
