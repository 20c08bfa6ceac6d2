"""Until when something is promised: by the next meeting, a day, the end of a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.minutes.days import days_in, end_of_month
from loaders.minutes.result import NEXT_MEETING, Due, Span

_MEETING = r"(?:bun[kc]\w*|setkan\w*|jednan\w*|schuz\w*|zasedan\w*|porad\w*|konzili\w*|komis\w*|termin\w*|kulat\w+)"
_NEXT = re.compile(
    rf"(?:\b(?:termin|t)\s*:?\s*)?\b(?:(?:nejpozdeji )?(?:do|na|k) )?(?:pristi\w*|dalsi\w*|nasledujici\w*"
    rf"|nejblizsi\w*) (?:\w+ )?{_MEETING}"
    r"|\bpriste\b"
)
_PROMISED = re.compile(rf"(?:do|na) (?:pristi|dalsi|nasledujici|nejblizsi)\w* (?:\w+ )?{_MEETING}")
_UNTIL = re.compile(
    r"(?:\b(?:termin(?: plneni| splneni)?|t)\s*:?\s*)?(?:\bnejpozdeji\s+)?(?:\bdo\s+|\bk\s+)?(?:[a-z]+\s+)?$"
)
_SAYS_UNTIL = re.compile(r"\b(?:do|termin\w*|nejpozdeji)\b|\bt\s*:")
_LOOKS_BACK = 34


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, and the words that say it, "do" and "termín" included."""

    due: Due
    span: Span


def deadline_in(simple: str, reference: date | None, *, labelled: bool = False) -> Deadline | None:
    """The deadline a folded text names; `labelled`: it stands after "termín", so that a bare day is one."""
    pattern = _NEXT if labelled else _PROMISED
    if match := pattern.search(simple):
        return Deadline(NEXT_MEETING, Span(match.start(), match.end()))
    if found := end_of_month(simple, reference):
        start = _from(simple, found[1].start)
        if labelled or _SAYS_UNTIL.search(simple[start : found[1].start]):
            return Deadline(found[0], Span(start, found[1].end))
    for said in days_in(simple):
        start = _from(simple, said.span.start)
        if (labelled or _SAYS_UNTIL.search(simple[start : said.span.start])) and (day := said.on(reference)):
            return Deadline(day, Span(start, said.span.end))
    return None


def _from(simple: str, start: int) -> int:
    """Where the words before a day begin that belong to it: "termín: do pátku 15. 4."."""
    window = max(0, start - _LOOKS_BACK)
    match = _UNTIL.search(simple[window:start])
    return window + match.start() if match else start
