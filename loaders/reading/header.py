"""Where a table starts: titles above it, headers of one or more rows with merged cells, or no header at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

# Enough rows to see past a title block and a header of three rows.
ROWS_TO_LOOK_AT = 60
_DEEPEST_HEADER = 3
_BETWEEN_LEVELS = " / "

_VALUE = re.compile(
    r"""^\s*(
        [-+]?[\d\s.,]+[%°]?            # 1 234,5
        | \d{1,2}\.\s*\d{1,2}\.\s*\d{2,4}.*   # 1. 2. 2024
        | \d{4}-\d{2}-\d{2}.*          # 2024-02-01
        | [\[(]?\s*[-+]?\d+[.,]\d+.*   # [50.1, 14.4], 50.1N
        | (multi)?(point|polygon|linestring)\s*z?\s*\(.*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns; `data_starts` is the offset of the first row of data; `found` is False if made up."""

    names: list[str]
    data_starts: int
    found: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells joined into one, by offsets of rows and columns, both ends inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def is_blank(cell: Any) -> bool:
    """Nothing, or only spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_value(cell: Any) -> bool:
    """A number, a date, a position: what a header does not hold."""
    if isinstance(cell, str):
        return bool(_VALUE.match(cell))
    return isinstance(cell, bool | int | float | date | time)


def find_header(
    rows: Sequence[Row],
    merged: Sequence[Merged] = (),
    known: Callable[[str], bool] = lambda label: False,
    cells_may_shift: bool = False,
) -> Header:
    """Read the header from the first rows of a table. `known` says whether a label is a known name of a field.

    Where `cells_may_shift` (text, in which a separator may stand unquoted) the header ends with its last name, unless
    most rows go on; in a sheet every column counts that has anything in it.
    """
    width = max((_last_filled(row) for row in rows), default=0)
    start = _first_table_row(rows, width)
    if start is None or not _is_header(rows, start, known):
        names = [f"#{number + 1}" for number in range(width)]
        return Header(names, start or 0, found=False)
    top = _upper_level(rows, start, merged)
    end = _last_header_row(rows, start, merged, known)
    if cells_may_shift:
        width = max(_usual_width(rows[end + 1 :]), *(_last_filled(row) for row in rows[top : end + 1]))
    levels = [_spread(rows[row], width, row, merged, is_lowest=row == end) for row in range(top, end + 1)]
    return Header(_distinct(_joined(levels, width)), end + 1, found=True)


def _usual_width(rows: Sequence[Row]) -> int:
    widths = sorted(_last_filled(row) for row in rows)
    return widths[(len(widths) - 1) // 2] if widths else 0


def _last_filled(row: Row) -> int:
    return max((position + 1 for position, cell in enumerate(row) if not is_blank(cell)), default=0)


def _filled(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row)


def _first_table_row(rows: Sequence[Row], width: int) -> int | None:
    """The first row that is as full as rows of the table are; title rows above fill a cell or two."""
    counts = [_filled(row) for row in rows]
    needed = 1 if width <= 2 else max(2, (max(counts, default=0) + 1) // 2)
    if width == 2 and max(counts, default=0) == 2:
        needed = 2
    return next((number for number, count in enumerate(counts) if count >= needed), None)


def _is_header(rows: Sequence[Row], start: int, known: Callable[[str], bool]) -> bool:
    labels = [cell for cell in rows[start] if not is_blank(cell)]
    if any(is_value(cell) for cell in labels):
        return False
    if any(known(str(cell)) for cell in labels):
        return True
    below = rows[start + 1 :]
    if _has_values_under_labels(rows[start], below):
        return True
    # Only text everywhere and no known word: a row whose cell comes again below is a row of data.
    return bool(below) and not any(
        cell in (other[position] for other in below if position < len(other))
        for position, cell in enumerate(rows[start])
        if not is_blank(cell)
    )


def _has_values_under_labels(labels: Row, below: Sequence[Row]) -> bool:
    return any(
        is_value(cell)
        for row in below
        for position, cell in enumerate(row)
        if position < len(labels) and not is_blank(labels[position]) and not is_blank(cell)
    )


def _upper_level(rows: Sequence[Row], start: int, merged: Sequence[Merged]) -> int:
    """A row of group names just above the header ("Poloha" over "lon" and "lat"), if there is one."""
    above = start - 1
    if above < 0 or any(is_value(cell) for cell in rows[above]) or not _filled(rows[above]):
        return start
    over_part = any(m.first_row == above and m.first_column < m.last_column for m in merged)
    whole_width = any(
        m.first_row == above and m.last_column - m.first_column + 1 >= _filled(rows[start]) for m in merged
    )
    if (over_part and not whole_width) or (not merged and _filled(rows[above]) >= 2):
        return above
    return start


def _last_header_row(rows: Sequence[Row], start: int, merged: Sequence[Merged], known: Callable[[str], bool]) -> int:
    end = start
    while end + 1 < len(rows) and end - start + 1 < _DEEPEST_HEADER:
        following = rows[end + 1]
        labels = [cell for cell in following if not is_blank(cell)]
        if not labels or any(is_value(cell) for cell in labels):
            break
        joined = any(m.first_row <= end <= m.last_row and m.first_row >= start - 1 for m in merged)
        fills_gaps = _fills_gaps(rows[end], following)
        several_known = sum(known(str(cell)) for cell in labels) >= 2
        if not (joined or several_known or (fills_gaps and _has_values_under_labels(following, rows[end + 2 :]))):
            break
        if not several_known and not _has_values_under_labels(following, rows[end + 2 :]):
            break
        end += 1
    return end


def _fills_gaps(upper: Row, lower: Row) -> bool:
    """The lower row has a name where the upper, merged into a neighbour, is empty."""
    return any(
        not is_blank(cell) and (position >= len(upper) or is_blank(upper[position]))
        for position, cell in enumerate(lower)
    )


def _spread(row: Row, width: int, number: int, merged: Sequence[Merged], is_lowest: bool) -> list[str]:
    """Labels of one level; a merged label stands over each of its columns."""
    labels = ["" if is_blank(cell) else " ".join(str(cell).split()) for cell in row]
    labels += [""] * (width - len(labels))
    for area in merged:
        if area.first_row <= number <= area.last_row and area.first_column < width:
            label = labels[area.first_column]
            labels[area.first_column : min(area.last_column + 1, width)] = [label] * (
                min(area.last_column + 1, width) - area.first_column
            )
    if not is_lowest and not merged:
        for position in range(1, width):
            labels[position] = labels[position] or labels[position - 1]
    return labels


def _joined(levels: Sequence[Sequence[str]], width: int) -> list[str]:
    names = []
    for position in range(width):
        parts: list[str] = []
        lowest = levels[-1][position]
        for level in levels:
            label = level[position]
            # A label spread over its neighbours says nothing more where the lowest level repeats it.
            if label and label not in parts:
                parts.append(label)
        names.append(_BETWEEN_LEVELS.join(parts) if lowest or len(levels) == 1 or parts else "")
    return [name or f"#{position + 1}" for position, name in enumerate(names)]


def _distinct(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct
