"""Who was there: lists under a label, sentences that say who came, the chair; and which lines say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from loaders.minutes.authors import author_of
from loaders.minutes.columns import columns_of
from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations
from loaders.minutes.people import has_title, may_be_name
from loaders.minutes.presence_entries import entries_of
from loaders.minutes.presence_labels import Kind, Label, label_of
from loaders.minutes.presence_likely import likely_in
from loaders.minutes.presence_marks import without_emphasis, without_marks
from loaders.minutes.presence_naming import attendees_in, organisation_alone
from loaders.minutes.presence_organisations import organisations_listed
from loaders.minutes.presence_prose import is_quorum, prose_in
from loaders.minutes.result import Attendee

_ELSEWHERE = re.compile(r"(?:viz|dle|podle) ")
_COUNTED = re.compile(r"\d+\s+(?:osob\w*|clen\w*|lid\w*|ucastn\w*)(?:\s+z\s+\d+)?\s*[:(–-]?\s*")
_NUMBER = re.compile(r"\d{1,2}\s?[/.)]\s*(?=\D)")
_ABSENT_WITHIN = re.compile(r"[.;,]\s+(?:(?:[Nn]e)?[Oo]mluven[aiyo]?\b|[Nn]epřítomn\w\b|[Oo]ml\.|Chyběl\w?\b|Chybí\b)")
_COLUMN = re.compile(r"(?<=\S)(?: {3,}|\s?\.{3,}\s?|\s?…+\s?)(?=\S)")
_PIPE = re.compile(r"[^|\t]+\s\|\s[^|\t]*")
_BOTH = re.compile(r"/\s*(?:ne)?omluv")  # "Přítomni / omluveni: X, Y / Z"
_NOBODY = re.compile(r"omluv|nikdo|nepritom|[-–]\s*$|\b0\b")
_WORDS_OF_NAME = 3
_STRUCTURED = re.compile(r"[:(\t]|\s{3,}|\s[-–—]\s")
_APART = 4  # lines after one list within which another of the same head begins
_PROSE_WITHIN = 25
_UNLABELLED_WITHIN = 15
_FEWEST = 3  # people that make a list without a label
_FEW = 2  # people that a meeting has at least
_LONGEST_ROW = 80


@dataclass(slots=True)
class Attendance:
    """Who was read, and which lines said it; `is_guessed`: nothing but the names themselves announced them."""

    attendees: list[Attendee] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    first: int | None = None
    is_guessed: bool = False


def read_attendance(lines: Sequence[Line], organisations: Organisations, at_most: int = 80) -> Attendance:
    """Find the lists of those present among the lines, else the sentences; the absent ones are skipped."""
    found = Attendance()
    author = author_of(lines)
    lines = [without_emphasis(line) for line in lines]
    place = 0
    while place < min(len(lines), at_most):
        label = label_of(lines[place])
        is_far = bool(found.attendees) and place > max(found.lines) + _APART
        if label is None or label.kind is Kind.OTHER or is_far:
            place += 1
            continue
        end = place + 1 if label.kind is Kind.CHAIR else _end(lines, place, label, at_most, organisations)
        rows = _rows([*_rest(lines[place], label), *(_unnumbered(line) for line in lines[place + 1 : end])])
        people = _people(rows, label, organisations, author)
        if people or label.kind is Kind.ABSENT or (label.kind is Kind.PRESENT and _says_no_names(lines[place], label)):
            _take(found, people, range(place, end), organisations, is_present=label.kind is not Kind.ABSENT)
        place = end
    if not found.attendees:
        _read_prose(found, lines, organisations)
    if len(found.attendees) < _FEW and (likely := likely_in(lines, organisations)):
        _take(found, likely.attendees, likely.places, organisations, is_present=True)
        found.is_guessed = True
    if not found.attendees:
        _read_unlabelled(found, lines, organisations)
    _take_quorum(found, lines)
    return found


def _people(
    rows: Sequence[Line], label: Label, organisations: Organisations, author: Attendee | None
) -> list[Attendee]:
    if label.kind is Kind.ABSENT:
        return []
    return organisations_listed(rows, organisations) or attendees_in(rows, organisations, author)


def _says_no_names(line: Line, label: Label) -> bool:
    """ "Přítomni: dle prezenční listiny" """
    rest = line.part(label.end)
    return not rest.text or _COUNTED.fullmatch(rest.plain) is not None or _ELSEWHERE.match(rest.plain) is not None


def _unnumbered(line: Line) -> Line:
    number = _NUMBER.match(line.text)
    return _columned(line.part(number.end()) if number else line)


def _columned(line: Line) -> Line:
    """Columns of spaces, or two cells with a pipe, as those between tabs; every place stays what it was."""
    if _PIPE.fullmatch(line.text):
        line = replace(line, text=line.text.replace("|", "\t"))
    text = _COLUMN.sub(lambda spaces: "\t".ljust(len(spaces.group())), line.text)
    return replace(line, text=text)


def _rest(line: Line, label: Label) -> list[Line]:
    rest = line.part(label.end)
    absent = _ABSENT_WITHIN.search(rest.text)
    rest = rest.part(0, absent.start()) if absent else rest
    if _BOTH.search(line.plain[: label.end]) and " / " in rest.text:
        rest = rest.part(0, rest.text.rindex(" / "))
    counted = _COUNTED.match(rest.plain)
    return [] if _says_no_names(line, label) else [_columned(rest.part(counted.end() if counted else 0))]


def _end(lines: Sequence[Line], place: int, label: Label, at_most: int, organisations: Organisations) -> int:
    """Where the list ends: at an empty line, another label, or a line that is no entry."""
    rest = lines[place].part(label.end)
    said_here = bool(rest.text) and not _ELSEWHERE.match(rest.plain)
    end = place + 1
    while end < min(len(lines), at_most):
        line = lines[end]
        if label_of(line) is not None or (said_here and not _goes_on(lines[end - 1], line, organisations)):
            break
        is_open = label.kind is Kind.PRESENT and not said_here
        if is_open and not _may_belong(line, organisations):
            break
        is_next = end == place + 1 and not rest.text
        follows = is_next or _is_entry(line, organisations) or _heads_people(lines, place + 1, end, organisations)
        if line.is_blank_before and not (is_open and follows):
            break
        end += 1
    return end


def _may_belong(line: Line, organisations: Organisations) -> bool:
    """Whether a row of a list names somebody, or an organisation, or says that nobody came for it."""
    rows = without_marks([_unnumbered(line)])
    if attendees_in(rows, organisations) or organisation_alone(line, organisations):
        return True
    return _NOBODY.search(line.plain) is not None or len(line.text.split()) <= _WORDS_OF_NAME or line.is_row


def _heads_people(lines: Sequence[Line], first: int, place: int, organisations: Organisations) -> bool:
    """Whether another organisation stands alone on its line, with somebody below it, as the first of the list did."""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return may_be_name(below) and all(organisation_alone(lines[at], organisations) for at in (first, place))


def _rows(rows: Sequence[Line]) -> list[Line]:
    """The rows without marks; the heading of a table is none."""
    return [row for row in without_marks(rows) if not columns_of(row)]


def _is_entry(line: Line, organisations: Organisations) -> bool:
    """Whether a line after an empty one still tells who came, and for whom, and nothing else."""
    people = attendees_in([line], organisations)
    entries = entries_of(line, organisations)
    pieces = [side for entry in entries for side in (entry.left, entry.right, entry.line if not entry.left else None)]
    is_clean = all(side is None or may_be_name(side.text) or organisations.is_one(side.text) for side in pieces)
    # "Podněty PČR" may be a heading.
    is_list = len(entries) > 1 or has_title(line.text) or any(entry.left or entry.in_parentheses for entry in entries)
    return is_clean and is_list and bool(people) and all(one.organisation for one in people)


def _goes_on(before: Line, line: Line, organisations: Organisations) -> bool:
    """Whether a list that began on its label's line goes on here."""
    if before.text.endswith((",", ";", "(", " a")) or before.text.count("(") > before.text.count(")"):
        return True
    is_structured = _STRUCTURED.search(line.text) is not None or line.indent > 0
    if _is_entry(line, organisations):
        return True
    is_row = not line.marker and is_structured and len(line.text) < _LONGEST_ROW
    return is_row and bool(attendees_in([_columned(line)], organisations))


def _take(
    found: Attendance, people: Iterable[Attendee], places: Iterable[int], organisations: Organisations, is_present: bool
) -> None:
    places = set(places)
    found.lines |= places
    if found.first is None and is_present:
        found.first = min(places)
    # Whoever is named twice, first as the chair without an organisation, is one.
    listed = {(one.name.casefold(), one.organisation.casefold()): one for one in found.attendees}
    named = {one.name.casefold() for one in found.attendees}
    for attendee in people:
        name, organisation = attendee.name.casefold(), attendee.organisation.casefold()
        if not organisation and name in named:
            continue
        listed.pop((name, ""), None)
        listed.setdefault((name, organisation), attendee)
        named.add(name)
    found.attendees = list(listed.values())
    organisations.add(attendee.organisation for attendee in found.attendees)


def _read_prose(found: Attendance, lines: Sequence[Line], organisations: Organisations) -> None:
    for place, line in enumerate(lines[:_PROSE_WITHIN]):
        is_far = bool(found.attendees) and place > max(found.lines) + 1
        if is_far or (line.marker and not found.attendees):
            continue
        prose = prose_in(line, organisations)
        if prose is not None:
            _take(found, prose.attendees, {place}, organisations, is_present=True)


def _read_unlabelled(found: Attendance, lines: Sequence[Line], organisations: Organisations) -> None:
    """Rows near the beginning that hold nothing but people and whom they came for."""
    for place in range(min(len(lines), _UNLABELLED_WITHIN)):
        if columns_of(lines[place]):
            return
        end = place
        while (
            end < len(lines)
            and (end == place or not lines[end].is_blank_before)
            and _is_entry(lines[end], organisations)
        ):
            end += 1
        people = attendees_in(lines[place:end], organisations)
        if len(people) >= _FEWEST:
            _take(found, people, range(place, end), organisations, is_present=True)
            return


def _take_quorum(found: Attendance, lines: Sequence[Line]) -> None:
    """The line after the lists that says that enough came belongs to them."""
    after = max(found.lines, default=-1) + 1
    if found.attendees and after < len(lines) and is_quorum(lines[after]) and not lines[after].marker:
        found.lines.add(after)
