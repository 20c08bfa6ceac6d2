"""A slot as people say it, in Czech or English: "třetí čtvrtek 13:00, ve škole", "every Wednesday at 9".

The parts may come in any order, and what is left at the end is the place. "Každé druhé úterý" and "every second
Tuesday" mean every other week, unless a month is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time
from re import Match, Pattern

from geodata.errors import N_, InvalidValue
from geodata.folding import folded
from geodata.model import slot_words as words
from geodata.model.slots import Slot

SLOT_AT_MOST = 300  # characters


@dataclass(slots=True)
class _Heard:
    """What was understood so far. `months`, `weeks`: every so many."""

    weekdays: set[int] = field(default_factory=set)
    nths: set[int] = field(default_factory=set)
    times: set[time] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    weeks: set[int] = field(default_factory=set)
    odd_months: set[bool] = field(default_factory=set)
    odd_weeks: set[bool] = field(default_factory=set)
    months_off: set[int] = field(default_factory=set)
    says_every: bool = False
    says_other: bool = False
    as_needed: bool = False


def read_slot(said: str) -> Slot | None:
    """The slot, or None where nothing is said. Raises InvalidValue, always with how to say it better."""
    text = " ".join(said.split())
    if not text:
        return None
    if len(text) > SLOT_AT_MOST:
        raise InvalidValue(N_("The slot is longer than {count} characters. Shorten it."), count=SLOT_AT_MOST)
    heard = _Heard()
    place = _place(heard, _hear(heard, text), text)
    slot = _meant(heard, place, text)
    _require_days(slot)
    return slot


def _hear(heard: _Heard, text: str) -> str:
    """Take in what the beginning says; returns what is left."""
    plain, at, understood = _letter_by_letter(text), 0, 0
    while True:
        begins = at + len(plain[at:]) - len(plain[at:].lstrip(" ,;"))
        if heard.times and words.PLACE_BEGINS.match(plain, begins) and not _says_more(plain, begins):
            return text[understood:]
        for pattern, take in _PARTS:
            found = pattern.match(plain, begins)
            if found is not None:
                take(heard, found)
                at = found.end()
                if pattern is not words.SAID_BETWEEN:  # such a word belongs to what follows it: to a day, or to a place
                    understood = at
                break
        else:
            return text[understood:]


def _says_more(plain: str, at: int) -> bool:
    """Whether a preposition begins no place: "v lichém měsíci", "in odd weeks", "on Thursdays"."""
    after = plain[plain.index(" ", at) + 1 :]
    periods = (words.ODD_OR_EVEN, words.MONTHLY)
    return any(pattern.match(plain, at) for pattern in periods) or words.WEEKDAY.match(after) is not None


def _take_months_off(heard: _Heard, found: Match[str]) -> None:
    heard.months_off.update(words.numbers_in(words.MONTHS, found["months"]))
    if re.search(words.SUMMER, found["months"]):
        heard.months_off.update((7, 8))


def _take_odd_or_even(heard: _Heard, found: Match[str]) -> None:
    (heard.odd_months if found["month"] else heard.odd_weeks).add(found["odd"] in ("lich", "odd"))


def _take_other_period(heard: _Heard, found: Match[str]) -> None:
    (heard.months if found["month"] else heard.weeks).add(2)


def _take_once_in(heard: _Heard, found: Match[str]) -> None:
    count = words.COUNTS.get(found["count"]) or int(found["count"])
    (heard.months if found["month"] else heard.weeks).add(count)


def _take_time(heard: _Heard, found: Match[str]) -> None:
    hour = int(found["h12"] or found["h24"] or found["hour"] or found["hours"])
    minute = int(found["m12"] or found["m24"] or 0)
    if hour > (12 if found["half"] else 23) or minute > 59:
        raise InvalidValue(N_("No clock shows {time}. Say the time like 13:00."), time=f"{hour}:{minute:02}")
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"] == "p")
    heard.times.add(time(hour, minute))


def _noted(name: str) -> Callable[[_Heard, Match[str]], None]:
    return lambda heard, _found: setattr(heard, name, True)


# Tried in this order wherever the reading has come to.
_PARTS: tuple[tuple[Pattern[str], Callable[[_Heard, Match[str]], None]], ...] = (
    (words.AS_NEEDED, _noted("as_needed")),
    (words.MONTHS_OFF, _take_months_off),
    (words.ODD_OR_EVEN, _take_odd_or_even),
    (words.TWO_WEEKS, lambda heard, _found: heard.weeks.add(2)),
    (words.QUARTER, lambda heard, _found: heard.months.add(3)),
    (words.EVERY_OTHER_PERIOD, _take_other_period),
    (words.ONCE_IN, _take_once_in),
    (words.WEEKLY, lambda heard, _found: heard.weeks.add(1)),
    (words.MONTHLY, lambda heard, _found: heard.months.add(1)),
    (words.EVERY_OTHER, _noted("says_other")),
    (words.EVERY, _noted("says_every")),
    (words.TIME, _take_time),
    (words.ORDINAL_NUMBER, lambda heard, found: heard.nths.add(int(found["number"]))),
    (words.ORDINAL, lambda heard, found: heard.nths.add(words.number_in(words.ORDINALS, found[0]))),
    (words.WEEKDAY, lambda heard, found: heard.weekdays.add(words.number_in(words.WEEKDAYS, found[0]))),
    (words.SAID_BETWEEN, lambda _heard, _found: None),
)


def _place(heard: _Heard, rest: str, text: str) -> str:
    """The place at the end; behind it a time may stand ("ve škole, 13:00")."""
    rest = rest.rstrip(" ,;")
    last = None if heard.times else words.TIME_LAST.search(_letter_by_letter(rest))
    if last is not None and (found := words.TIME.match(last[0])) is not None:
        _take_time(heard, found)
        rest = rest[: last.start()].rstrip(" ,;")
    place = rest.strip(" ,;")
    if not place or place == ".":
        return ""
    if not rest.startswith((",", ";", " ,", " ;")) and not words.PLACE_BEGINS.match(_letter_by_letter(place)):
        raise _not_understood(text)
    return place


def _meant(heard: _Heard, place: str, text: str) -> Slot:
    if len(heard.weekdays) > 1 or len(heard.times) > 1:
        raise _not_understood(text)
    at = next(iter(heard.times), None)
    if heard.as_needed and not heard.weekdays and not heard.nths:
        return Slot(at=at, place=place)
    if heard.as_needed or not heard.weekdays:
        raise _not_understood(text)
    odd, every = _period(heard, text)
    return Slot(
        weekday=heard.weekdays.pop(),
        nths=tuple(sorted(heard.nths, key=lambda nth: (nth < 0, nth))),
        every=every,
        is_odd=odd,
        months_off=frozenset(heard.months_off),
        at=at,
        place=place,
    )


def _period(heard: _Heard, text: str) -> tuple[bool | None, int]:
    """Odd or even, and every how many months or weeks."""
    if not heard.months and not heard.odd_months and (heard.says_other or (heard.says_every and heard.nths == {2})):
        heard.nths.discard(2)
        heard.weeks.add(2)
    by_month, by_week = heard.months or heard.odd_months, heard.weeks or heard.odd_weeks
    if by_month and not heard.nths:
        raise InvalidValue(
            N_("“{slot}” does not say which day of the month. Say “first Thursday” or another."), slot=text
        )
    odd = heard.odd_months | heard.odd_weeks
    every = (heard.months | heard.weeks) - {1}
    if (heard.nths and by_week) or len(odd) > 1 or len(every) > 1 or (odd and every - {2}):
        raise _not_understood(text)
    return (odd.pop(), 2) if odd else (None, every.pop() if every else 1)


def _require_days(slot: Slot) -> None:
    """A slot has to come, and a monthly one in each of its months."""
    if 5 in slot.nths:
        raise InvalidValue(
            N_("Not every month has a fifth such day. Say “last” instead, or one of the first to the fourth.")
        )
    months = {month for month in range(1, 13) if not slot.nths or slot.is_odd is None or month % 2 == slot.is_odd}
    if any(nth == 0 or nth >= words.NEVER for nth in slot.nths) or not months - slot.months_off or not slot.every:
        raise InvalidValue(N_("Such a day never comes. Say the first to the fourth one of the month, or the last one."))


def _not_understood(text: str) -> InvalidValue:
    return InvalidValue(
        N_("“{slot}” was not understood. Say it like “third Thursday 13:00, at the school” or “as needed”."), slot=text
    )


def _letter_by_letter(text: str) -> str:
    """Folded, each letter in its place, so that positions are those of the text."""
    return "".join(plain if len(plain := folded(letter)) == 1 else letter for letter in text)
