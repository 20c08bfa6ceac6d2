"""Those present where no label that is known announces them: the lines that hold hardly anything but people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.minutes.columns import columns_of
from loaders.minutes.lines import Line, plain
from loaders.minutes.organisations import Organisations
from loaders.minutes.people import has_title, is_given_name, is_role
from loaders.minutes.presence_labels import Kind, label_of
from loaders.minutes.presence_marks import without_initials, without_marks
from loaders.minutes.presence_naming import attendees_in
from loaders.minutes.result import Attendee

_LABEL = re.compile(r"[^:;,()|\t]{2,40}:\s*")
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 4  # letters that a word keeps in every case
_FEWEST = 2
_LINES_AT_LEAST = 15
_LINES_AT_MOST = 60
_LAST_LINES = 6
_EXPLAINED = 0.7  # of the letters of a line that are names, organisations, titles and roles
_LONGEST = 600
_LONGEST_RUN = 40
_SMALL = frozenset({"a", "i", "za", "z", "ze", "dale", "take", "pan", "pani"})


@dataclass(frozen=True, slots=True)
class Likely:
    """People, and the lines that name them."""

    attendees: tuple[Attendee, ...]
    places: range


def likely_in(lines: Sequence[Line], organisations: Organisations) -> Likely | None:
    """Of the blocks of such lines in the first third and at the end, the one that names most people."""
    first = min(max(len(lines) // 3, _LINES_AT_LEAST), _LINES_AT_MOST, len(lines))
    best: Likely | None = None
    place = 0
    while place < len(lines):
        if place >= first:
            place = max(place, len(lines) - _LAST_LINES)
        block = _block(lines, place, organisations) if place < len(lines) else None
        if block and (best is None or len(block.attendees) > len(best.attendees)):
            best = block
        place = block.places.stop if block else place + 1
    return best


def _block(lines: Sequence[Line], place: int, organisations: Organisations) -> Likely | None:
    rows: list[Line] = []
    for line in _run(lines, place):
        row = _row(line, organisations)
        if row is None or not _names_people(row, organisations):
            break
        rows.append(row)
    people = attendees_in(without_marks(rows), organisations) if rows else []
    if len(people) < _FEWEST or not _are_sure(people, organisations):
        return None
    return Likely(tuple(people), range(place - _is_heading(lines, place), place + len(rows)))


def _run(lines: Sequence[Line], place: int) -> Sequence[Line]:
    """The lines from a place on; up to the next empty one rid of initials, which only several rows together show."""
    at_most = min(len(lines), place + _LONGEST_RUN)
    end = place + 1
    while end < at_most and not lines[end].is_blank_before:
        end += 1
    return [*without_initials(lines[place:end]), *lines[end:at_most]]


def _are_sure(people: Sequence[Attendee], organisations: Organisations) -> bool:
    """Whether at least half of them came for somebody, or all have titles, and half are surely what they seem."""
    half = len(people) / 2
    is_named = sum(bool(one.organisation) for one in people) >= half
    return _sure(people, organisations) >= half and (is_named or _are_all_titled(people))


def _row(line: Line, organisations: Organisations) -> Line | None:
    """What may list people: not what another label announces; a label that nobody knows is left out."""
    label = label_of(line)
    if (label is not None and label.kind is not Kind.PRESENT) or len(line.text) > _LONGEST or columns_of(line):
        return None
    if label is not None:
        return line.part(label.end)
    announced = _LABEL.match(line.text)
    is_announced = announced is not None and not organisations.is_one(announced.group().rstrip(" :"))
    return line.part(announced.end()) if announced and is_announced and line.text[announced.end() :] else line


def _names_people(row: Line, organisations: Organisations) -> bool:
    """Whether nearly all that is said are names, their titles and whom they came for, and some of it is sure."""
    people = attendees_in(without_marks([row]), organisations)
    # Below others an organisation that nobody knows is one too.
    is_further = not row.is_blank_before and all(one.organisation for one in people)
    if not people or (not is_further and _sure(people, organisations) < len(people) / 2):
        return False
    said = {plain(word)[:_STEM] for one in people for word in _WORD.findall(f"{one.name} {one.organisation}")}
    words = [plain(word) for word in _WORD.findall(row.text)]
    explained = sum(len(word) for word in words if word[:_STEM] in said or word in _SMALL or is_role(word))
    return explained >= _EXPLAINED * sum(map(len, words))


def _sure(people: Sequence[Attendee], organisations: Organisations) -> int:
    return sum(
        organisations.is_one(one.organisation) or has_title(one.name) or is_given_name(one.name.split()[0])
        for one in people
    )


def _are_all_titled(people: Sequence[Attendee]) -> bool:
    return len(people) > _FEWEST and all(has_title(one.name) for one in people)


def _is_heading(lines: Sequence[Line], place: int) -> bool:
    """Whether the line before is the label of the list, in words that nobody knows."""
    if not place:
        return False
    before = lines[place - 1]
    return before.text.endswith(":") or (before.is_ruled and not before.marker and place > 1)
