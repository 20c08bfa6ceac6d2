"""Brackets that give a task to somebody: "(Z: MP, T: 30. 9.)", "(zodp. OSV, do konce března)", "(MP)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.minutes.deadlines import deadline_in
from loaders.minutes.lines import plain
from loaders.minutes.result import Due, Span
from loaders.minutes.speakers import Speakers

_BRACKET = re.compile(r"\((?P<inside>[^()]{2,90})\)")
_WHO = re.compile(
    r"\s*(?:z|o|zodp|odp|zodpovida|odpovida|zajisti|garant|resi|kdo|zodpovedn\w+|odpovedn\w+)(?:\s*[:.]\s*:?"
    r"|\s)\s*(?=\w)"
)
_UNTIL = re.compile(
    r"(?:^|[,;/]\s*|\s)(?:t|termin|do kdy)\s*[:.]\s*|[,;]\s*termin\s+(?=\w)"
    r"|[,;]\s*(?=do |nejpozdeji |prubezne|ihned|\d)|^(?=do |nejpozdeji )"
)
_EDGES = " ,;.:–—-"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has it until when; `is_labelled`: the bracket says that it is a task. `says_until`: a deadline is named."""

    who: str
    due: Due
    span: Span
    is_labelled: bool
    says_until: bool


def assignments_in(text: str, simple: str, reference: date | None, speakers: Speakers) -> Iterator[Assignment]:
    """The brackets of a sentence that name who does it, until when, or both."""
    for match in _BRACKET.finditer(text):
        start, end = match.span("inside")
        found = _read(text[start:end], simple[start:end], match, reference, speakers)
        if found is not None:
            yield found


def _read(
    inside: str, simple: str, match: re.Match[str], reference: date | None, speakers: Speakers
) -> Assignment | None:
    label = _WHO.match(simple)
    begins = label.end() if label else 0
    until = _UNTIL.search(simple, begins)
    who = inside[begins : until.start() if until else len(inside)].strip(_EDGES)
    deadline = deadline_in(simple[until.end() :], reference, labelled=True) if until else None
    says_until = until is not None
    if label is None:
        # Without a label an organisation or a person with a deadline, or "(do příští buňky)" alone.
        named = bool(who) and _is_somebody(who, speakers)
        if (who and not named) or (until is None) or (deadline is None and not named):
            return None
    span = Span(match.start(), match.end())
    return Assignment(who, deadline.due if deadline else None, span, label is not None, says_until)


def _is_somebody(who: str, speakers: Speakers) -> bool:
    found = speakers.at(who, plain(who), 0)
    return found is not None
