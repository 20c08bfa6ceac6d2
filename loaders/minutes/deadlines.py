"""Until when something is promised: by the next meeting, a day, the end of a month, within some days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import FR, relativedelta

from loaders.minutes.days import days_in, end_of_month, month_number
from loaders.minutes.result import NEXT_MEETING, Due, Span

_MEETING = (
    r"(?:bun[kc]\w*|setkan\w*|jednan\w*|schuz\w*|zasedan\w*|porad\w*|konzili\w*|komis\w*|termin\w*"
    r"|kulat\w+(?: st\wl\w*)?"
    r"|skupin\w*|pb\b|priste\b)"
)
_NEXT_WORD = r"(?:pristi|dalsi|nasledujici|nejblizsi)\w*"
_NEXT = re.compile(
    rf"(?:\b(?:termin|t)\s*:?\s*)?\b(?:(?:nejpozdeji )?(?:do|na|k) )?{_NEXT_WORD} (?:\w+ )?{_MEETING}"
    r"|(?:\bdo )?\bpriste\b"
)
_PROMISED = re.compile(rf"(?:nejpozdeji )?\b(?:do|na) (?:{_NEXT_WORD} (?:\w+ )?{_MEETING}|priste\b)")
_UNTIL = re.compile(
    r"(?:\b(?:termin(?: plneni| splneni)?|t)\s*:?\s*)?(?:\ba to\s+)?"
    r"(?:\bnejpozdeji\s+)?(?:\bdo\s+"
    r"|\bk\s+)?(?:(?!do\b|od\b)[a-z]+\s+)?$"
)
_SAYS_UNTIL = re.compile(r"\b(?:do|termin\w*|nejpozdeji)\b|\bt\s*:")
_SAID_AT_ALL = re.compile(rf"\b(?:do|nejpozdeji|termin\w*|priste|t\s*:|na {_NEXT_WORD})")
_SINCE = re.compile(r"\bod\s+(?:[a-z]+\s+)?$")
_LOOKS_BACK = 34
_NUMBERS = {
    "jednoho": 1, "dvou": 2, "tri": 3, "ctyr": 4, "peti": 5, "sesti": 6, "sedmi": 7, "osmi": 8, "deseti": 10,
    "ctrnacti": 14,
    "triceti": 30,
}  # fmt: skip
_COUNTED = re.compile(
    r"(?:\b(?:termin|t)\s*:?\s*)?\b(?:nejpozdeji )?do (?:(?P<count>\d{1,3}|[a-z]+) (?P<unit>dnu|dni|tydnu|mesicu)"
    r"|(?P<one>tydne|mesice))\b"
    r"(?! (?:pri|dal|nas|od\b))"
)
_WEEK = re.compile(r"\b(?:nejpozdeji )?do konce (?P<next>pristiho |dalsiho |tohoto )?tydne\b")
_WEEKDAYS = ("pondel", "uter", "stred", "ctvrt", "pat", "sobot", "nedel")
_WEEKDAY = re.compile(r"\b(?:nejpozdeji )?do (?P<day>pondeli|utery|utera|stredy|ctvrtka|patku|soboty|nedele)\b")
_MONTH = re.compile(
    r"(?:\b(?:termin|t)\s*:?\s*)?(?:do |behem |v prubehu )?(?:kon(?:ec|ce|cem) )?(?P<month>[a-z]{4,9})"
    r"(?: (?P<year>\d{4}))?[\s.]*$"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, and the words that say it, "do" and "termín" included."""

    due: Due
    span: Span


def deadline_in(simple: str, reference: date | None, *, labelled: bool = False) -> Deadline | None:
    """The deadline a folded text names; `labelled`: it stands after "termín", so that a bare day is one."""
    # Most sentences say none of these words; they need not be searched for days.
    if not labelled and not _SAID_AT_ALL.search(simple):
        return None
    pattern = _NEXT if labelled else _PROMISED
    if match := pattern.search(simple):
        return Deadline(NEXT_MEETING, Span(match.start(), match.end()))
    if found := end_of_month(simple, reference):
        start = _from(simple, found[1].start)
        if labelled or _SAYS_UNTIL.search(simple[start : found[1].start]):
            return Deadline(found[0], Span(start, found[1].end))
    for said in days_in(simple):
        start = _from(simple, said.span.start)
        is_until = _SAYS_UNTIL.search(simple[start : said.span.start])
        is_since = _SINCE.search(simple[max(0, said.span.start - _LOOKS_BACK) : said.span.start])
        if (is_until or (labelled and not is_since)) and (day := said.on(reference)):
            return Deadline(day, Span(start, said.span.end))
    if reference is None:
        return None
    return _within(simple, reference) or (_month(simple, reference) if labelled else None)


def _within(simple: str, reference: date) -> Deadline | None:
    """ "do 14 dnů", "do konce příštího týdne", "do pátku": counted from the meeting."""
    if match := _COUNTED.search(simple):
        count = match["count"] or "1"
        number = int(count) if count.isdigit() else _NUMBERS.get(count)
        if number is not None:
            return Deadline(_later(reference, number, match["unit"] or match["one"]), Span(match.start(), match.end()))
    if match := _WEEK.search(simple):
        # A week of work ends on Friday.
        friday = reference + relativedelta(weekday=FR)
        later = timedelta(weeks=1) if (match["next"] or "")[:1] in {"p", "d"} else timedelta(0)
        return Deadline(friday + later, Span(match.start(), match.end()))
    if match := _WEEKDAY.search(simple):
        number = next(place for place, stem in enumerate(_WEEKDAYS) if match["day"].startswith(stem))
        days = (number - reference.weekday() - 1) % 7 + 1
        return Deadline(reference + timedelta(days=days), Span(match.start(), match.end()))
    return None


def _later(reference: date, number: int, unit: str) -> date:
    if unit.startswith("mesic"):
        later: date = reference + relativedelta(months=number)
        return later
    return reference + timedelta(weeks=number) if unit.startswith("tydn") else reference + timedelta(days=number)


def _month(simple: str, reference: date) -> Deadline | None:
    """ "listopad 2026", "konec září" after a label: the last day of the month."""
    match = _MONTH.search(simple)
    number = month_number(match["month"]) if match else None
    if match is None or number is None:
        return None
    year = int(match["year"]) if match["year"] else reference.year + (number < reference.month)
    if year not in range(1990, 2100):
        return None
    return Deadline(date(year, number, calendar.monthrange(year, number)[1]), Span(match.start(), match.end()))


def _from(simple: str, start: int) -> int:
    """Where the words before a day begin that belong to it: "termín: do pátku 15. 4."."""
    window = max(0, start - _LOOKS_BACK)
    match = _UNTIL.search(simple[window:start])
    return window + match.start() if match else start
