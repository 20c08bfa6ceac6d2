"""Rows of a list of those present become people with their organisations, whichever of them is said first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations, first_case
from loaders.minutes.people import (
    TITLE,
    TITLE_AFTER,
    has_title,
    is_role,
    is_title_only,
    may_be_name,
    role_end,
    without_all,
)
from loaders.minutes.presence_entries import (
    FOR,
    PARENTHESES,
    Entry,
    entries_of,
    is_part_of_name,
    is_person_and_rest,
    names_in,
    organisation_first,
    organisation_outside,
)
from loaders.minutes.presence_organisations import as_first_case, organisation_within
from loaders.minutes.presence_sides import Side, organisation_and_last, side_of
from loaders.minutes.result import Attendee, Span
from loaders.minutes.words import LEGAL_FORM

_BESIDE_AT_LEAST = 2  # pieces of a row that name an organisation and then somebody
_COUNT = re.compile(r"\s\d{1,2}\s?[x×]?$")  # "Terén 2 (X, Y)"
# An organisation that nobody knows has a word in small letters: "X, Otevřené dveře".
_UNKNOWN = re.compile(r"[A-ZÁČĎÉÍŇÓŘŠŤÚŽ]\w+(?:\s[\w-]+)*\s[a-zá-ž]{3,}")
_INITIAL_LAST = re.compile(r"\s[A-ZÁČĎÉÍŇÓŘŠŤÚŽ]\.$")
_OF = re.compile(r"\s(?:z|ze|za)\s")
_BOTH = re.compile(r"ob(?:a|e)\b")
_STAYED_AWAY = re.compile(r"(?:ne)?omluv|nepritom|neucast")
_MYSELF = frozenset({"ja", "moje malickost", "pisatel", "pisatelka", "ma malickost"})


def attendees_in(rows: Sequence[Line], organisations: Organisations, author: Attendee | None = None) -> list[Attendee]:
    """Everybody whom the rows name; `author` is who "a já" means."""
    if is_person_and_rest(rows, organisations):
        return [attendee for row in rows for attendee in _person_and_rest(row, organisations)]
    entries = [entries_of(row, organisations) for row in rows]
    flat = [entry for row in entries for entry in row]
    reader = _Reader(organisations, organisation_first(flat, organisations), organisation_outside(flat, organisations))
    found: list[Attendee] = []
    heading = ""
    for line, row in zip(rows, entries, strict=True):
        alone = organisation_alone(line, organisations)
        # "PČR" on its line, those of it on the lines below.
        heading = alone or heading
        if alone is None:
            reader.begin(heading if all(_is_name(entry) for entry in row) else "", row)
            for entry in row:
                found += [author] if author and entry.line.plain.strip(" .") in _MYSELF else reader.read(entry)
            found += reader.end()
            heading = heading if all(_is_name(entry) for entry in row) else ""
    return found


def _is_name(entry: Entry) -> bool:
    text = entry.line.text
    return entry.left is None and (may_be_name(text) or is_title_only(text) or is_role(text))


def organisation_alone(line: Line, organisations: Organisations) -> str | None:
    """The organisation that is all a row says."""
    row = entries_of(line, organisations)
    if not row or any(entry.left or entry.in_parentheses for entry in row):
        return None
    if len(row) > 1:
        # "Policie ČR, OO Hutě"
        text = line.text.rstrip(" :.")
        first, _, rest = text.partition(",")
        is_long = organisations.is_one(first) and not has_title(first) and is_part_of_name(rest)
        return text if is_long and ";" not in text and rest.count(",") == 0 else None
    if row[0].left is not None or row[0].in_parentheses is not None:
        return None
    text = row[0].line.text.rstrip(" :.")
    return first_case(text) if organisations.is_one(text) and not has_title(text) and " a " not in text else None


def _person_and_rest(row: Line, organisations: Organisations) -> Iterator[Attendee]:
    first, _, rest = row.text.partition(",")
    yield from named([row.part(0, len(first))], organisation_within(rest, organisations))


class _Reader:
    """Entries of one row after another: names wait for the organisation that follows, or take the one before."""

    def __init__(self, organisations: Organisations, is_first: bool, is_outside: bool) -> None:
        self._organisations = organisations
        self._is_first = is_first
        self._is_outside = is_outside
        self._pending: list[Line] = []
        self._current = ""
        self._is_beside = False

    def begin(self, organisation: str, row: Sequence[Entry]) -> None:
        self._pending, self._current = [], organisation
        sides = [side_of(entry.line, self._organisations) for entry in row if entry.left is None]
        # A row reads the same way throughout: "MP X, PČR Y, ZŠ Zářečí Z".
        beside = sum(side is not None and side.names is not None for side in sides)
        self._is_beside = beside >= _BESIDE_AT_LEAST and beside > len(row) / 2

    def end(self) -> list[Attendee]:
        found = named(self._pending, "")
        self._pending = []
        return found

    def read(self, entry: Entry) -> list[Attendee]:
        if entry.left is not None and entry.right is not None:
            return self._sides(entry.left, entry.right)
        if entry.in_parentheses is not None:
            return self._parentheses(entry.line, entry.in_parentheses)
        if is_title_only(entry.line.text):
            return []
        if self._current and not FOR.match(entry.line.plain) and not self._begins_anew(entry.line):
            return named(names_in(entry.line), self._current)
        return self._bare(entry.line)

    def _sides(self, left: Line, right: Line) -> list[Attendee]:
        found: list[Attendee] = []
        if self._is_first:
            found = self.end()
        else:
            # "X, Y – PČR" are both of the police.
            left, right = right, left
        if _STAYED_AWAY.match(left.plain):
            return found
        names = [*self._pending, *(name for name in names_in(right) if not is_role(name.text))]
        self._pending = []
        organisation = without_all(first_case(left.text))
        if not self._is_first:
            organisation = organisation_within(PARENTHESES.sub("", organisation), self._organisations)
        self._current = organisation if self._is_first else ""
        for name in names:
            found += named([name], self._own(name) or organisation)
        return found

    def _own(self, name: Line) -> str:
        """ "Neziskové organizace: X (Charita)": whom X came for is said of each."""
        inside = PARENTHESES.search(name.text)
        said = organisation_within(inside[1], self._organisations) if inside else ""
        return said if self._organisations.is_one(said) else ""

    def _parentheses(self, before: Line, inside: Line) -> list[Attendee]:
        is_organisation = (
            self._is_outside or self._organisations.is_one(before.text) or before.text[:1].islower()
        ) and not role_end(before.text)
        names = names_in(inside)
        if is_organisation and (count := _COUNT.search(before.text)):
            before = before.part(0, count.start())
        if is_organisation and not TITLE.match(before.text) and any(may_be_name(name.text) for name in names):
            start = FOR.match(before.plain)
            said = before.text[start.end() :] if start else before.text
            said = organisation_within(said, self._organisations) or said
            return named(names, as_first_case(self._organisations, said))
        if (one := side_of(before, self._organisations)) is not None and one.names is not None:
            return named(names_in(one.names), one.organisation)
        said = organisation_within(inside.text, self._organisations)
        waiting = [*self._pending, *names_in(before)]
        self._pending = []
        # "X, Y a Z (oba OSV)" says it of two.
        others = waiting[:-2] if _BOTH.match(inside.plain) else []
        return named(others, self._current) + named(waiting[len(others) :], said or self._current)

    def _bare(self, line: Line) -> list[Attendee]:
        side = side_of(line, self._organisations)
        if self._is_beside and not self._pending and (side is None or side.names is None):
            side = organisation_and_last(line, self._organisations) or side
        if side is None and self._pending and _UNKNOWN.match(line.text) and not may_be_name(line.text):
            side = Side(None, line.text.rstrip(" ."))
        if side is None:
            self._pending += names_in(line)
            return []
        found = named([*self._pending, *(names_in(side.names) if side.names else ())], side.organisation)
        self._pending = []
        self._current = side.organisation if side.more_follow else ""
        return found

    def _begins_anew(self, line: Line) -> bool:
        """Whether a piece of a list "PČR X, Y; MP Z" begins with the next organisation."""
        if self._is_beside and self._organisations.at(line.text, line.plain, 0) is not None:
            self._current = ""
            return True
        is_other = TITLE.match(line.text) and not _OF.search(line.text)
        side = None if is_other else side_of(line, self._organisations)
        return side is not None and side.names is not None


def named(names: Sequence[Line], organisation: str) -> list[Attendee]:
    """The names among the pieces, each with the organisation."""
    found = []
    said = organisation.strip(" :")
    if not LEGAL_FORM.search(said[-9:]):
        said = said.strip(".")
    for name in names:
        text = PARENTHESES.sub("", name.text).strip(" :-–\t")
        # The dot of "DiS." or "X J." belongs to it.
        text = text if TITLE_AFTER.search(text) or _INITIAL_LAST.search(text) else text.strip(" .:-–\t")
        if text and may_be_name(text) and not is_role(text):
            found.append(Attendee(text, said, Span(name.start, name.end)))
    return found
