"""Days on which bodies meet: the n-th weekday of a month, moved by a week when it is a Czech public holiday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, rrule, weekday

from geodata.clock import PRAGUE
from geodata.model.czech_holidays import is_holiday, is_working_day

WEDNESDAY, THURSDAY, TUESDAY = 2, 3, 1


@dataclass(frozen=True, slots=True)
class Slot:
    """The n-th `weekday` (Monday is 0) at `hour`, in months whose number leaves `remainder` when divided by `every`."""

    nth: int
    weekday: int
    hour: int
    every: int = 1
    remainder: int = 0


def workday(day: date) -> date:
    """The day itself, or the last working day before it: nobody walks the field on a Sunday."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def slot_day(slot: Slot, year: int, month: int) -> date:
    """The day of the slot in a month; a holiday moves it to the same weekday of the next week."""
    first = datetime(year, month, 1)
    rule = rrule(MONTHLY, dtstart=first, byweekday=weekday(slot.weekday, slot.nth), count=1)
    day: date = rule[0].date()
    while is_holiday(day):
        day += timedelta(days=7)
    return day


def slot_days(slot: Slot, first: date, last: date) -> Iterator[date]:
    """The days of the slot from `first` to `last`, both included."""
    months = rrule(MONTHLY, dtstart=datetime(first.year, first.month, 1), until=datetime.combine(last, time()))
    for month in months:
        if month.month % slot.every == slot.remainder:
            day = slot_day(slot, month.year, month.month)
            if first <= day <= last:
                yield day


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the city's clock (Europe/Prague)."""
    return datetime.combine(day, time(hour, minute), PRAGUE)
