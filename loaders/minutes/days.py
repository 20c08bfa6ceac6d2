"""Days and hours within running text: in digits, with months in words of any case, with or without the year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names
from dateutil.relativedelta import relativedelta, weekday

from loaders.minutes.lines import plain
from loaders.minutes.result import Span

_YEARS = range(1990, 2100)
# A day without a year that would lie further back than this belongs to the next year.
_LOOKS_BACK = timedelta(days=31)
_ORDINALS = (
    "prvni", "druh", "treti", "ctvrt", "pat", "sest", "sedm", "osm", "devat", "desat", "jedenact", "dvanact", "trinact",
    "ctrnact", "patnact", "sestnact", "sedmnact", "osmnact", "devatenact", "dvacat",
)  # fmt: skip
_UNITS = ("jedna", "dva", "tri", "ctyri", "pet", "sest", "sedm", "osm", "devet")
_NTH = {"prvni": 1, "druh": 2, "treti": 3, "ctvrt": 4, "posledni": -1}


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day in a text; `year` is None where the text leaves it out."""

    day: int
    month: int
    year: int | None
    span: Span

    def on(self, reference: date | None, looks_back: timedelta = _LOOKS_BACK) -> date | None:
        """The day itself, its year taken from a reference: never long before it. None without any year."""
        if self.year is not None:
            return date(self.year, self.month, self.day)
        if reference is None:
            return None
        for year in (reference.year, reference.year + 1):
            found = _real(year, self.month, self.day)
            if found is not None and found >= reference - looks_back:
                return found
        return None


@cache
def _months() -> dict[str, int]:
    """The unchanging beginning of each month's name in all its cases → its number."""
    stems = {}
    for context in ("format", "stand-alone"):
        for number, name in get_month_names("wide", context, "cs").items():
            stems[plain(name).rstrip("aeiu") or plain(name)] = number
    return stems


@cache
def _weekdays() -> dict[str, int]:
    return {plain(name).rstrip("aeiouy"): number for number, name in get_day_names("wide", "format", "cs").items()}


@cache
def _patterns() -> re.Pattern[str]:
    month = rf"(?P<month>{'|'.join(sorted(_months(), key=len, reverse=True))})(?:a|e|i|u|em)?\b"
    ordinal = rf"(?P<tens>dvacateho\s|tricateho\s)?(?P<ordinal>{'|'.join(reversed(_ORDINALS))}|tricat)(?:eho|iho)?"
    return re.compile(
        r"\b(?P<iso>(\d{4})-(\d{2})-(\d{2}))\b"
        r"|(?<![\d./])(?P<d>\d{1,2})\s?\.\s?(?P<m>\d{1,2})\s?\.(?:\s?(?P<y>\d{4}|\d{2}(?![\d:.]|\s?hod))\b)?"
        r"|(?<![\d./])(?P<ds>\d{1,2})/(?P<ms>\d{1,2})/(?P<ys>\d{4})\b"
        rf"|(?<![\d./])(?P<dw>\d{{1,2}})\.?\s?{month}(?:\s(?P<yw>\d{{4}})\b)?"
        rf"|\b{ordinal}\s(?P<omonth>{'|'.join(sorted(_months(), key=len, reverse=True))})(?:a|e|i|u)?\b"
        rf"(?:\s(?P<oy>\d{{4}})\b|\s(?P<oyw>dva tisice (?:dvacet|tricet)(?:\s(?:{'|'.join(_UNITS)}))?)\b)?"
    )


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_in(simple: str) -> Iterator[SaidDay]:
    """The days that a folded text names, in order."""
    for match in _patterns().finditer(simple):
        day, month, year = _numbers(match)
        if (year is None or year in _YEARS) and _real(year or 2024, month, day):
            yield SaidDay(day, month, year, Span(match.start(), match.end()))


def _numbers(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["iso"]:
        return int(match[4]), int(match[3]), int(match[2])
    if match["d"]:
        year = int(match["y"]) if match["y"] else None
        return int(match["d"]), int(match["m"]), year + 2000 if year is not None and year < 100 else year
    if match["ds"]:
        return int(match["ds"]), int(match["ms"]), int(match["ys"])
    if match["dw"]:
        return int(match["dw"]), _months()[match["month"]], int(match["yw"]) if match["yw"] else None
    year = int(match["oy"]) if match["oy"] else _year_in_words(match["oyw"]) if match["oyw"] else None
    return _ordinal(match), _months()[match["omonth"]], year


def _year_in_words(words: str) -> int:
    """ "dva tisíce dvacet šest" """
    _, _, tens, *unit = words.split()
    return 2000 + (20 if tens == "dvacet" else 30) + (_UNITS.index(unit[0]) + 1 if unit else 0)


def _ordinal(match: re.Match[str]) -> int:
    tens = {"dvacateho": 20, "tricateho": 30}.get((match["tens"] or "").strip(), 0)
    return tens + (30 if match["ordinal"] == "tricat" else _ORDINALS.index(match["ordinal"]) + 1)


_END_OF_MONTH = re.compile(r"\bkon(?:ce|cem)\s+(?P<month>[a-z]+)(?:\s(?P<year>\d{4})\b)?")


def end_of_month(simple: str, reference: date | None) -> tuple[date, Span] | None:
    """ "do konce března" """
    for match in _END_OF_MONTH.finditer(simple):
        number = month_number(match["month"])
        if number is None and match["month"] in ("mesice", "roku") and reference is not None:
            number = reference.month if match["month"] == "mesice" else 12
        if number is None or not (match["year"] or reference):
            continue
        year = int(match["year"]) if match["year"] else reference.year if reference else 0
        if year not in _YEARS:
            continue
        last = date(year, number, calendar.monthrange(year, number)[1])
        if not match["year"] and reference and last < reference - _LOOKS_BACK:
            last = date(year + 1, number, calendar.monthrange(year + 1, number)[1])
        return last, Span(match.start(), match.end())
    return None


def month_number(word: str) -> int | None:
    """The number of a month by its folded name in any case."""
    return _months().get(word.rstrip("aeiu") or word) or _months().get(word.removesuffix("em"))


_NTH_WEEKDAY = re.compile(
    r"\b(prvni|druh|treti|ctvrt|posledni)\w{0,3}\s+([a-z]{4,7})\b(?:\s+(?:v\s+)?(?:mesici\s+)?([a-z]+))?"
)


def nth_weekday(simple: str, reference: date | None) -> tuple[date, Span] | None:
    """ "třetí čtvrtek v dubnu"; without a month that of the month after the reference."""
    for match in _NTH_WEEKDAY.finditer(simple):
        number = _weekdays().get(match[2].rstrip("aeiouy"))
        if number is None or reference is None:
            continue
        month = month_number(match[3]) if match[3] else None
        first = (reference + relativedelta(months=1)).replace(day=1)
        if month is not None:
            first = date(reference.year + (month < reference.month), month, 1)
        nth = _NTH[match[1]]
        start = first if nth > 0 else first + relativedelta(day=31)
        found = start + relativedelta(weekday=weekday(number, nth))
        return found, Span(match.start(), match.end())
    return None


def without(simple: str, spans: list[Span]) -> str:
    """The text with some of its places blanked, so that what is left is not read twice."""
    for span in spans:
        simple = simple[: span.start] + " " * (span.end - span.start) + simple[span.end :]
    return simple


def is_weekday(word: str) -> bool:
    """Whether a folded word is a day of the week."""
    return word.rstrip("aeiouy") in _weekdays() and len(word) > 4
