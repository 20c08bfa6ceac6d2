"""Days as people and programs write them. A day is a calendar day in the city (Europe/Prague)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from babel.dates import get_month_names

from geodata.clock import PRAGUE
from geodata.errors import N_, Message
from geodata.folding import folded
from loaders.normalise.cells import Mended, Trouble, Unfit, cells_of, parse_cells
from loaders.reading.chunk import Column

_EARLIEST, _LATEST = 1900, 2100

# Excel counts days from here; the day that never was (29. 2. 1900) is behind every serial of our range.
_EXCEL_START = date(1899, 12, 30)
_EXCEL_SERIALS = range(10_000, 80_000)  # 1927 to 2119
_EPOCH_SECONDS = (1e8, 5e9)  # 1973 to 2128
_EPOCH_MILLISECONDS = (1e11, 5e12)

# Two digits of a year: up to here the 21st century.
_PIVOT = 69

_DOTTED = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4}|\d{2})(?!\d)(?:[\s,]+\d{1,2}[:.]\d{2}.*)?")
_SLASHED = re.compile(r"(\d{1,2})\s*([/-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)(?:[\s,T]+\d{1,2}[:.]\d{2}.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?(?:[\sT]+\d{1,2}[:.]\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(
    r"(?:[^\W\d]+\s*,?\s+)?(\d{1,2})\s*\.?\s*([^\W\d]{3,})\.?\s*,?\s*(\d{4})(?:[\s,]+\d{1,2}[:.]\d{2}.*)?"
)
_NAMED_FIRST = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_ONLY = re.compile(r"([^\W\d]{3,})\.?\s+(\d{4})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})\s*[./]\s*(\d{4})")

TWO_DAYS = Message(N_("It can be read as two different days."))


class DayOrder(Enum):
    """What the first of two small numbers is in `3/4/2024`, if the column tells."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"
    UNKNOWN = "unknown"


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Czech and English names of months, in both Czech cases and short, folded."""
    names = {}
    for locale in ("cs", "en"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    names[folded(name).rstrip(".")] = number
    return names | {"zari": 9, "sept": 9}


def parse_day(cell: Any, order: DayOrder = DayOrder.UNKNOWN) -> date | Mended:
    """A day from text, a date, a moment, an Excel serial or an epoch. Raises Unfit for what is no day or two days."""
    if isinstance(cell, datetime):
        return _in_range(_in_prague(cell))
    if isinstance(cell, date):
        return _in_range(cell)
    if isinstance(cell, bool):
        raise _no_day()
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    text = " ".join(str(cell).split())
    return _from_iso(text) or _from_digits(text, order) or _from_words(text)


def _no_day() -> Unfit:
    return Unfit(Message(N_("This is not a day of the calendar.")))


def _in_range(day: date) -> date:
    if not _EARLIEST <= day.year < _LATEST:
        raise Unfit(Message(N_("The year is out of range.")))
    return day


def _in_prague(moment: datetime) -> date:
    """The day of a moment; at the ends of the calendar there is no other zone to move it to."""
    in_years = _EARLIEST <= moment.year < _LATEST
    return (moment.astimezone(PRAGUE) if moment.tzinfo and in_years else moment).date()


def _day(year: int, month: int, day: int) -> date:
    try:
        return _in_range(date(year, month, day))
    except ValueError as fault:
        raise _no_day() from fault


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) <= _PIVOT else 1900)


def _from_number(number: float) -> date | Mended:
    if not math.isfinite(number):
        raise _no_day()
    for (low, high), unit in ((_EPOCH_MILLISECONDS, 1000), (_EPOCH_SECONDS, 1)):
        if low <= number < high and not _is_compact(number):
            return _in_range(datetime.fromtimestamp(number / unit, PRAGUE).date())
    if int(number) in _EXCEL_SERIALS:
        return _EXCEL_START + timedelta(days=int(number))
    if _is_compact(number):
        return _day(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    if number.is_integer() and _EARLIEST <= number < _LATEST:
        return _only_year(int(number))
    raise _no_day()


def _is_compact(number: float) -> bool:
    """20240201"""
    return number.is_integer() and _EARLIEST * 10_000 <= number < _LATEST * 10_000


def _only_year(year: int) -> Mended:
    return Mended(
        date(year, 1, 1),
        Message(N_("Only the year is known.")),
        Message(N_("It was read as its first day. Complete the day if you know it.")),
    )


def _only_month(year: int, month: int) -> Mended:
    return Mended(
        _day(year, month, 1),
        Message(N_("Only the month is known.")),
        Message(N_("It was read as its first day. Complete the day if you know it.")),
    )


def _from_iso(text: str) -> date | None:
    if not text[:4].isdigit():
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if _COMPACT.fullmatch(text) is None and text[4:5] != "-":
        return None
    return _in_range(_in_prague(moment))


def _from_digits(text: str, order: DayOrder) -> date | Mended | None:
    if match := _DOTTED.fullmatch(text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        return _from_two_small(int(match[1]), int(match[3]), _year(match[4]), order)
    if match := _MONTH_NUMBER.fullmatch(text):
        return _only_month(int(match[2]), int(match[1]))
    try:
        return _from_number(float(text.replace(",", ".")))
    except ValueError:
        return None


def _from_two_small(first: int, second: int, year: int, order: DayOrder) -> date:
    if first == second or second > 12 or first > 12:
        return _day(year, first, second) if second > 12 else _day(year, second, first)
    if order is DayOrder.UNKNOWN:
        raise Unfit(
            TWO_DAYS,
            Message(N_("The field was left empty. Write the day as 2024-02-01 or 1. 2. 2024.")),
        )
    return _day(year, second, first) if order is DayOrder.DAY_FIRST else _day(year, first, second)


def _from_words(text: str) -> date | Mended:
    plain = folded(text)
    if match := _NAMED.fullmatch(plain):
        day, name, year = int(match[1]), match[2], match[3]
    elif match := _NAMED_FIRST.fullmatch(plain):
        day, name, year = int(match[2]), match[1], match[3]
    elif (match := _MONTH_ONLY.fullmatch(plain)) and match[1] in _months():
        return _only_month(int(match[2]), _months()[match[1]])
    else:
        raise _no_day()
    if name not in _months():
        raise _no_day()
    return _day(int(year), _months()[name], day)


def order_of(cells: Iterable[Any]) -> DayOrder:
    """Whether days or months come first in slashed dates, told by the cells that leave no doubt."""
    orders = set()
    for cell in cells:
        match = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match and int(match[1]) > 12:
            orders.add(DayOrder.DAY_FIRST)
        elif match and int(match[3]) > 12:
            orders.add(DayOrder.MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else DayOrder.UNKNOWN


def day_column(column: Column, order: DayOrder | None = None) -> tuple[list[date | None], list[Trouble]]:
    """A column as days; typed columns at once, texts by distinct value."""
    if isinstance(column, pa.Array | pa.ChunkedArray):
        if pa.types.is_timestamp(column.type):
            column = _local_days(column)
        if pa.types.is_date32(column.type):
            years = pc.min_max(pc.year(column)).as_py()
            if years["min"] is None or (years["min"] >= _EARLIEST and years["max"] < _LATEST):
                return column.to_numpy(zero_copy_only=False).astype("datetime64[D]").astype(object).tolist(), []
    cells = cells_of(column)
    known = order if order is not None else order_of(cells)
    return parse_cells(cells, lambda cell: parse_day(cell, known))


def _local_days(column: Any) -> Any:
    if column.type.tz is not None:
        column = pc.local_timestamp(column.cast(pa.timestamp("ms", tz="Europe/Prague"), safe=False))
    return column.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False)
