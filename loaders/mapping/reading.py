"""One chunk under an assignment of columns to fields: fields as clean values, everything said about its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.clock import today
from geodata.errors import N_, Message
from loaders.findings import Finding, Severity
from loaders.normalise.cells import LEFT_EMPTY, Trouble, cells_of, parse_column, shown
from loaders.normalise.dates import day_column
from loaders.normalise.numbers import number_column, parse_count
from loaders.normalise.text import LONGEST_NAME, LONGEST_NOTE, clean_texts
from loaders.personal_data import PersonalDataWatch, kinds_in, masked
from loaders.profile import Profile
from loaders.reading.chunk import Column, RawChunk
from loaders.reading.header import is_blank
from loaders.words import code_list

NO_COLUMN = ""


class ChunkReading:
    """Reads fields of a chunk. What is wrong is gathered in `findings`; `rejected` are offsets of rows not to take."""

    def __init__(
        self,
        chunk: RawChunk,
        assignment: Mapping[str, str],
        profile: Profile,
        watch: PersonalDataWatch | None = None,
    ) -> None:
        self.chunk = chunk
        self._watch = watch or PersonalDataWatch()
        self.profile = profile
        self.findings: list[Finding] = []
        self.rejected: set[int] = set()
        self._assignment = assignment
        for offset, fault in chunk.faults.items():
            self.reject(offset, NO_COLUMN, fault.value, fault.reason, fault.repair)

    def __len__(self) -> int:
        return len(self.chunk)

    @property
    def reason(self) -> str:
        """The reason for which personal data in free text stays, "" where it is taken out."""
        return self._watch.reason

    @property
    def rows(self) -> NDArray[np.int64]:
        """Numbers of the rows as the file shows them."""
        return np.arange(self.chunk.first_row, self.chunk.first_row + len(self.chunk), dtype=np.int64)

    def has(self, field: str) -> bool:
        """Whether a column was assigned to the field and is in this chunk."""
        return self._assignment.get(field) in self.chunk.columns

    def column(self, field: str) -> Column | None:
        """The raw column assigned to a field."""
        return self.chunk.columns[self._assignment[field]] if self.has(field) else None

    def name_of(self, field: str) -> str:
        """What the file calls the column of a field."""
        return self._assignment.get(field, NO_COLUMN)

    def reject(self, offset: int, column: str, value: object, reason: Message, repair: Message) -> None:
        """Do not take a row, and say why."""
        self.rejected.add(offset)
        self.findings.append(
            Finding(self.chunk.first_row + offset, column, shown(value), Severity.REJECTED, reason, repair)
        )

    def say(self, column: str, troubles: Iterable[Trouble]) -> None:
        """Keep what a normaliser said of cells; rows with a rejection are not taken."""
        for trouble in troubles:
            if trouble.severity is Severity.REJECTED:
                self.rejected.add(trouble.offset)
            row = self.chunk.first_row + trouble.offset
            said = Finding(row, column, trouble.value, trouble.severity, trouble.reason, trouble.repair, trouble.kind)
            self.findings.append(said)

    def texts(self, field: str, longest: int = LONGEST_NAME) -> Sequence[str | None]:
        """A field as clean one-line texts."""
        column = self.column(field)
        if column is None:
            return [None] * len(self)
        return self._searched(field, *clean_texts(column, longest))

    def notes(self, field: str = "note") -> Sequence[str | None]:
        """A field as clean texts of several lines."""
        column = self.column(field)
        if column is None:
            return [None] * len(self)
        return self._searched(field, *clean_texts(column, LONGEST_NOTE, lines=True))

    def _searched(self, field: str, values: Sequence[str | None], troubles: Iterable[Trouble]) -> Sequence[str | None]:
        """Free text without personal data, unless it is kept; what was said of the cells shows none of it either."""
        kinds = kinds_in(self.profile.target, field)
        if not kinds:
            self.say(self.name_of(field), troubles)
            return values
        self.say(self.name_of(field), [replace(trouble, value=masked(trouble.value)) for trouble in troubles])
        checked, found = self._watch.searched(values, kinds)
        self.say(self.name_of(field), found)
        return checked

    def days(self, field: str) -> Sequence[date | None]:
        """A field as days."""
        column = self.column(field)
        if column is None:
            return [None] * len(self)
        values, troubles = day_column(column)
        self.say(self.name_of(field), troubles)
        return values

    def past_days(self, field: str) -> Sequence[date | None]:
        """A field as days up to today: what was seen cannot lie ahead, and would win over every visit until then."""
        days = list(self.days(field))
        latest = today()
        ahead = [offset for offset, day in enumerate(days) if day is not None and day > latest]
        for offset in ahead:
            days[offset] = None
        if ahead:
            cells = cells_of(self.column(field))
            reason = Message(N_("The day is still to come."))
            self.say(
                self.name_of(field),
                [Trouble(offset, shown(cells[offset]), Severity.REPAIRED, reason, LEFT_EMPTY) for offset in ahead],
            )
        return days

    def counts(self, field: str) -> Sequence[int | None]:
        """A field as whole numbers from zero up."""
        return self._parsed(field, parse_count)

    def numbers(self, field: str) -> Sequence[float | None]:
        """A field as numbers that are not negative."""
        column = self.column(field)
        if column is None:
            return [None] * len(self)
        values, troubles = number_column(column)
        self.say(self.name_of(field), troubles)
        negative = np.flatnonzero(values < 0)
        for offset in negative:
            reason = Message(N_("The number is below zero."))
            self.say(
                self.name_of(field),
                [Trouble(int(offset), shown(values[offset]), Severity.REPAIRED, reason, LEFT_EMPTY)],
            )
        values = np.where(values < 0, np.nan, values)
        return [None if value != value else value for value in values.tolist()]

    def codes(self, field: str) -> Sequence[str | None]:
        """A field as codes of its list."""
        return self._parsed(field, code_list(self.profile, field, self.name_of(field)).parse)

    def several_codes(self, field: str) -> Sequence[list[str] | None]:
        """A field as lists of codes."""
        return self._parsed(field, code_list(self.profile, field, self.name_of(field)).parse_several)

    def _parsed(self, field: str, parse: Callable[[Any], Any]) -> Sequence[Any]:
        column = self.column(field)
        if column is None:
            return [None] * len(self)
        values, troubles = parse_column(column, parse)
        self.say(self.name_of(field), troubles)
        return values

    def default(self, field: str) -> str | None:
        """What the profile fills in where the file says nothing."""
        return self.profile.defaults.get(field)

    def blank_rows(self) -> NDArray[np.bool_]:
        """Rows of a table in which every cell is empty: spacing, not data."""
        blank = np.full(len(self), self.chunk.geometry is None)
        for column in self.chunk.columns.values():
            candidates = np.flatnonzero(blank)
            if not len(candidates):
                break
            if isinstance(column, list):
                filled = [offset for offset in candidates if not is_blank(column[offset])]
            else:
                filled = candidates[np.asarray(column.is_valid())[candidates]].tolist()
            blank[filled] = False
        return blank


def assigned(profile: Profile, columns: Sequence[str]) -> dict[str, str]:
    """Field → column of the file, by the headers of the profile; a column serves one field, the best header wins."""
    by_field: dict[str, list[tuple[int, str]]] = {}
    for column in columns:
        for header in (column, column.rpartition(" / ")[2]):
            field = profile.field_of(header)
            if field is not None:
                by_field.setdefault(field, []).append((profile.rank(field, header), column))
                break
    return {field: min(candidates, key=lambda candidate: candidate[0])[1] for field, candidates in by_field.items()}
