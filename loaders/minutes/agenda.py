"""The agenda at the beginning of minutes: the titles of the points by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.minutes.lines import Line, plain

_HEADING = re.compile(
    r"(?:navrzeny |schvaleny )?(?:program|porad(?: jednani)?|agenda|body programu|body jednani)"
    r"(?: (?:jednani|schuze|setkani|porady|komise|bunky|zasedani))?\s*(?::\s*(?P<rest>.*)|$)"
)
_INLINE = re.compile(r"(?:^|[\s,;])(\d{1,2})[.)]\s+")
_WITHIN = 80  # lines of the beginning in which an agenda stands


@dataclass(slots=True)
class Agenda:
    """Titles by number, the folded titles, and the lines that list them."""

    titles: dict[int, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    starts: frozenset[int] = frozenset()  # where the lines of the list begin in the text


def agenda_of(lines: Sequence[Line], is_labelled: bool) -> Agenda:
    """The agenda, if its titles come again below or the points refer to its numbers (`is_labelled`)."""
    for place, line in enumerate(lines[:_WITHIN]):
        match = _HEADING.match(line.plain)
        if match is None:
            continue
        if match["rest"]:
            return _inline(line, match.start("rest"))
        end = _end(lines, place)
        items = lines[place + 1 : end]
        listed = frozenset(folded_title(item.text) for item in items)
        later = {folded_title(line.text) for line in lines[end:]}
        if items and (is_labelled or listed & later):
            titles = {_number(item, count): item.text for count, item in enumerate(items, 1)}
            return Agenda(titles, listed, frozenset(item.start for item in (line, *items)))
        return Agenda(starts=frozenset({line.start}))
    return Agenda()


def folded_title(text: str) -> str:
    """A title as it is compared."""
    return plain(text).strip(" :.,;")


def _end(lines: Sequence[Line], place: int) -> int:
    end = place + 1
    while end < len(lines) and lines[end].marker and (end == place + 1 or not lines[end].is_blank_before):
        end += 1
    return end


def _number(item: Line, count: int) -> int:
    digits = item.sign.strip(".) ")
    return int(digits) if digits.isdigit() else count


def _inline(line: Line, start: int) -> Agenda:
    """ "Program: 1. Zahájení 2. Různé" """
    found = [match for match in _INLINE.finditer(line.text) if match.start() >= start - 1]
    if not found:
        return Agenda(starts=frozenset({line.start}))
    ends = [match.start() for match in found[1:]] + [len(line.text)]
    titles = {int(match[1]): line.text[match.end() : end].strip(" ,;.") for match, end in zip(found, ends, strict=True)}
    return Agenda(titles, frozenset(map(folded_title, titles.values())), frozenset({line.start}))
