"""When a body usually meets: a slot, the days it makes, and the question where one of them is a holiday.

`geodata.model.slot_words` reads a slot from what people say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from geodata.clock import PRAGUE
from geodata.model.czech_holidays import is_holiday, next_working_day


@dataclass(frozen=True, slots=True)
class Slot:
    """The days on which a body meets; `weekday` (Monday is 0) is None where it meets as needed.

    `nths`: which such days of a month (1 the first, -1 the last); none of them means by weeks. `every` so many months
    or weeks, counted from the last meeting, or by the number of the month or the ISO week where `is_odd` says which.
    """

    weekday: int | None = None
    nths: tuple[int, ...] = ()
    every: int = 1
    is_odd: bool | None = None
    months_off: frozenset[int] = frozenset()
    at: time | None = None
    place: str = ""

    @property
    def as_needed(self) -> bool:
        """Whether no day follows from it."""
        return self.weekday is None


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day of a slot. Where it is a public holiday, `instead` has the days that could be taken instead."""

    day: date
    instead: tuple[date, ...] = ()

    @property
    def is_holiday(self) -> bool:
        """Whether somebody has to be asked."""
        return bool(self.instead)


def proposed_days(slot: Slot, first: date, last: date, anchor: date | None = None) -> list[ProposedDay]:
    """The days of the slot from `first` to `last`, both included; nothing is moved by itself.

    `anchor` is a day on which the body met: every second week or month is counted from there, else from `first`.
    """
    return [ProposedDay(day, _instead(day) if is_holiday(day) else ()) for day in slot_days(slot, first, last, anchor)]


def slot_days(slot: Slot, first: date, last: date, anchor: date | None = None) -> Iterator[date]:
    """The days of the slot from `first` to `last`, both included, holidays among them."""
    if slot.weekday is None:
        return
    days = _days_of_months(slot, first, last, anchor) if slot.nths else _days_of_weeks(slot, first, last, anchor)
    for day in days:
        if first <= day <= last and day.month not in slot.months_off:
            yield day


def moment_on(day: date, at: time) -> datetime:
    """The moment of a time on a day by the city's clock (Europe/Prague), summer time and winter time as they come."""
    return datetime.combine(day, at, PRAGUE)


def _days_of_weeks(slot: Slot, first: date, last: date, anchor: date | None) -> Iterator[date]:
    assert slot.weekday is not None
    begin = _in_week_of(first, slot.weekday)
    if slot.is_odd is not None:
        for day in _days(rrule(WEEKLY, dtstart=_midnight(begin), until=_midnight(last))):
            if day.isocalendar().week % 2 == slot.is_odd:
                yield day
        return
    if anchor is None:
        begin += timedelta(weeks=begin < first)
    else:
        begin -= timedelta(weeks=(begin - _in_week_of(anchor, slot.weekday)).days // 7 % slot.every)
    yield from _days(rrule(WEEKLY, interval=slot.every, dtstart=_midnight(begin), until=_midnight(last)))


def _days_of_months(slot: Slot, first: date, last: date, anchor: date | None) -> Iterator[date]:
    assert slot.weekday is not None
    which = [weekday(slot.weekday, nth) for nth in slot.nths]
    counted_from = None if anchor is None else _month_number(anchor)
    for day in _days(rrule(MONTHLY, dtstart=_midnight(first.replace(day=1)), until=_midnight(last), byweekday=which)):
        if day < first:
            continue
        if slot.is_odd is not None:
            fits = day.month % 2 == slot.is_odd
        else:
            counted_from = _month_number(day) if counted_from is None else counted_from
            fits = (_month_number(day) - counted_from) % slot.every == 0
        if fits:
            yield day


def _instead(day: date) -> tuple[date, ...]:
    """The same weekday of a later week, and the next working day."""
    week_later = day + timedelta(weeks=1)
    while is_holiday(week_later):
        week_later += timedelta(weeks=1)
    return week_later, next_working_day(day)


def _in_week_of(day: date, weekday_number: int) -> date:
    return day + timedelta(days=weekday_number - day.weekday())


def _month_number(day: date) -> int:
    return day.year * 12 + day.month


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _days(rule: rrule) -> Iterator[date]:
    for moment in rule:
        yield moment.date()
