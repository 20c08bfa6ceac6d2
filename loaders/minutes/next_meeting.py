"""When the body meets next: said at the end, on a line or in a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from loaders.minutes.days import days_in, nth_weekday
from loaders.minutes.lines import Line
from loaders.minutes.result import Fact, Span
from loaders.minutes.sentences import sentences

_NEXT = r"(?:pristi\w*|dalsi\w*|nasledujici\w*|nejblizsi\w*)"
_MEETING = (
    r"(?:bunk|setkan|jednan|schuz|zasedan|termin|porad|konzili|komis|kulat|policejni|pracovni|pb\b|sraz|stul|stol"
    r"|skupin)"
)
_BEGINS = re.compile(
    rf"(?:\w+ )?(?:predpoklad\w+ )?(?:terminu? |datum )?{_NEXT}\s+(?:\w+\s+){{0,2}}{_MEETING}"
    r"|(?:pristi|dalsi|priste)\s*:?\s*(?=\d|v |ve |dne|se )|priste\b|(?:pristi|dalsi)\s*:"
    r"|(?:\w+ )?(?:opet |zase |znovu |zas )?se (?:opet |zase |znovu |zas |priste )?(?:sejdeme|uvidime|potkame"
    r"|setkame|sejde\b)"
    r"|(?:nov|planovan)\w+ (?:termin|jednani|schuzk|setkani)\w*\s*:|pokracovani (?=\d|v |ve |dne )"
    r"|(?:sejdeme|uvidime|potkame|setkame) se\b|opet se sejd"
)
_WEEKS = {"dva": 2, "tri": 3, "ctyri": 4, "pet": 5, "sest": 6}
_LATER = re.compile(
    r"\bza (?:(?P<fortnight>14 dni|14 dnu|ctrnact dni)|(?P<one>tyden)|(?P<weeks>[2-9]|dva|tri|ctyri|pet"
    r"|sest) tydn\w+)\b"
)
# "do příští buňky" is a deadline.
_PROMISE = re.compile(rf"\b(?:do|na|t:) {_NEXT}")
_CLOSING = re.compile(r"podekoval|ukoncil|ukoncen|zaver")
_NEXT_WITHIN = 40  # characters before which the words of the next meeting begin
_WORD_ENDS = 12  # characters: "Termín příští schůzky" alone on its line, the day on the next
_CLOSING_LINES = 8
_SENTENCES_WITHIN = 12  # lines of the end in which a sentence may say it


def speaks_of_next(line: Line) -> bool:
    """Whether the line begins with words of the next meeting."""
    return _BEGINS.match(line.plain) is not None


def read_next(lines: Sequence[Line], reference: date | None) -> tuple[Fact[date] | None, set[int]]:
    """When the body meets next, from the last line that says it; the lines that speak of it."""
    spoken: set[int] = set()
    found: Fact[date] | None = None
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        match = _BEGINS.search(line.plain[: _NEXT_WITHIN * 2])
        if not match or match.start() > _NEXT_WITHIN or _PROMISE.search(line.plain[: match.end()]):
            continue
        begins = match.start() == 0
        day = _next_day(line, match.end() if not begins else 0, reference)
        if day is None and place + 1 < len(lines) and len(line.text) - match.end() <= _WORD_ENDS:
            day = _next_day(lines[place + 1], 0, reference)
            if day is not None:
                spoken.add(place + 1)
        if day is None and not (begins and len(lines) - place <= _CLOSING_LINES):
            continue
        spoken.add(place)
        found = found or day
        if found:
            break
    return (found, spoken) if found else _of_sentences(lines, reference, spoken)


def _of_sentences(
    lines: Sequence[Line], reference: date | None, spoken: set[int]
) -> tuple[Fact[date] | None, set[int]]:
    """The day in a sentence within a line, or in two lines it is broken into."""
    for place in range(len(lines) - 1, max(-1, len(lines) - 1 - _SENTENCES_WITHIN), -1):
        line = lines[place]
        starts = list(sentences(line.text))
        for number, (start, end) in enumerate(starts):
            sentence = line.part(start, end)
            if not speaks_of_next(sentence):
                continue
            day = _next_day(sentence, 0, reference)
            if day is None and end == len(line.text) and not line.text.endswith(".") and place + 1 < len(lines):
                day = _next_day(lines[place + 1], 0, reference)
                spoken |= {place + 1} if day else set()
            if day is not None:
                is_closing = number == 0 or (_CLOSING.search(line.plain[:start]) is not None and number <= 1)
                return day, spoken | ({place} if is_closing else set())
    return None, spoken


def _next_day(line: Line, start: int, reference: date | None) -> Fact[date] | None:
    simple = line.plain
    for said in days_in(simple):
        if said.span.start >= start and (day := said.on(reference, timedelta(0))):
            return Fact(day, _moved(said.span, line))
    later = nth_weekday(simple, reference) or _weeks_later(simple, reference)
    return Fact(later[0], _moved(later[1], line)) if later else None


def _weeks_later(simple: str, reference: date | None) -> tuple[date, Span] | None:
    """ "za čtrnáct dní", "za 4 týdny" """
    match = _LATER.search(simple)
    if match is None or reference is None:
        return None
    weeks = 2 if match["fortnight"] else 1 if match["one"] else _WEEKS.get(match["weeks"]) or int(match["weeks"])
    return reference + timedelta(weeks=weeks), Span(match.start(), match.end())


def _moved(span: Span, line: Line) -> Span:
    return Span(line.start + span.start, line.start + span.end)
