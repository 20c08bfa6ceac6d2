"""How every column is parsed: each distinct value once, what was mended or did not fit is kept with its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from geodata.errors import N_, Message
from geodata.model.personal_data import PersonalDataKind
from loaders.findings import Severity
from loaders.normalise.missing import is_missing
from loaders.reading.chunk import Column

LONGEST_SHOWN_VALUE = 200
_FEW = 10  # a column has few distinct texts if each comes this often

LEFT_EMPTY = Message(N_("The field was left empty. Correct the cell and load the file again."))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong in one cell; `offset` counts from 0 within the chunk. `kind` is that of personal data."""

    offset: int
    value: str
    severity: Severity
    reason: Message
    repair: Message
    kind: PersonalDataKind | None = None


class Unfit(Exception):
    """A parser's word that a cell cannot be read, and why."""

    def __init__(self, reason: Message, repair: Message = LEFT_EMPTY) -> None:
        self.reason = reason
        self.repair = repair
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Mended:
    """A value that could be read only after a change which has to be said."""

    value: Any
    reason: Message
    repair: Message


def cells_of(column: Column) -> list[Any]:
    """The cells of any column as Python values."""
    return list(column.to_pylist()) if hasattr(column, "to_pylist") else list(column)


def shown(value: object) -> str:
    """A cell as text for a report, of bearable length."""
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN_VALUE else text[: LONGEST_SHOWN_VALUE - 1] + "…"


def parse_cells(cells: Iterable[Any], parse: Callable[[Any], Any]) -> tuple[list[Any], list[Trouble]]:
    """Parse every cell; missing ones become None, so does what does not fit (said as repaired: left empty).

    `parse` returns a value or Mended, or raises Unfit. It sees each distinct value once.
    """
    values: list[Any] = []
    troubles: list[Trouble] = []
    known: dict[Any, Any] = {}
    for offset, cell in enumerate(cells):
        key = (type(cell), cell)
        if key not in known:
            known[key] = _outcome(cell, parse)
        outcome = known[key]
        if isinstance(outcome, Unfit):
            troubles.append(Trouble(offset, shown(cell), Severity.REPAIRED, outcome.reason, outcome.repair))
            values.append(None)
        elif isinstance(outcome, Mended):
            troubles.append(Trouble(offset, shown(cell), Severity.REPAIRED, outcome.reason, outcome.repair))
            values.append(outcome.value)
        else:
            values.append(outcome)
    return values, troubles


def parse_column(column: Column, parse: Callable[[Any], Any]) -> tuple[list[Any], list[Trouble]]:
    """`parse_cells` for a column; one of few distinct texts (codes of a million rows) is parsed word by word."""
    if not isinstance(column, pa.Array) or not pa.types.is_string(column.type):
        return parse_cells(cells_of(column), parse)
    words = column.dictionary_encode()
    if len(words.dictionary) * _FEW > len(column):
        return parse_cells(cells_of(column), parse)
    values, troubles = parse_cells(words.dictionary.to_pylist(), parse)
    places = words.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    by_word = {trouble.offset: trouble for trouble in troubles}
    found = [*values, None]
    troubled = np.flatnonzero(np.isin(places, list(by_word))) if by_word else ()
    return [found[place] for place in places.tolist()], [
        replace(by_word[int(places[offset])], offset=int(offset)) for offset in troubled
    ]


def _outcome(cell: Any, parse: Callable[[Any], Any]) -> Any:
    if is_missing(cell):
        return None
    try:
        return parse(cell)
    except Unfit as unfit:
        return unfit
