"""Days on which bodies meet: the n-th weekday of a month, moved by a week when it is a Czech public holiday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from geodata.clock import PRAGUE

WEDNESDAY, THURSDAY, TUESDAY = 2, 3, 1

# Act 245/2000. Good Friday and Easter Monday are left out: no body of this city meets on a Monday or a Friday.
_HOLIDAYS = frozenset(
    {(1, 1), (5, 1), (5, 8), (7, 5), (7, 6), (9, 28), (10, 28), (11, 17), (12, 24), (12, 25), (12, 26)}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The n-th `weekday` (Monday is 0) at `hour`, in months whose number leaves `remainder` when divided by `every`."""

    nth: int
    weekday: int
    hour: int
    every: int = 1
    remainder: int = 0


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday (Easter aside)."""
    return (day.month, day.day) in _HOLIDAYS


def workday(day: date) -> date:
    """The day itself, or the last working day before it: nobody walks the field on a Sunday."""
    while day.weekday() > 4 or is_holiday(day):
        day -= timedelta(days=1)
    return day


def workday_after(day: date) -> date:
    """The first working day later than a day."""
    day += timedelta(days=1)
    while day.weekday() > 4 or is_holiday(day):
        day += timedelta(days=1)
    return day


def slot_day(slot: Slot, year: int, month: int) -> date:
    """The day of the slot in a month; a holiday moves it to the same weekday of the next week."""
    first = date(year, month, 1)
    day = first + timedelta(days=(slot.weekday - first.weekday()) % 7 + 7 * (slot.nth - 1))
    while is_holiday(day):
        day += timedelta(days=7)
    return day


def slot_days(slot: Slot, first: date, last: date) -> Iterator[date]:
    """The days of the slot from `first` to `last`, both included."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if month % slot.every == slot.remainder:
            day = slot_day(slot, year, month)
            if first <= day <= last:
                yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the city's clock (Europe/Prague)."""
    return datetime.combine(day, time(hour, minute), PRAGUE)
