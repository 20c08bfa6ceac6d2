"""How a place fares over three years: what was seen at it when, and the stretches of time in which it troubled people.

Two shapes of life: a cycle (a dump is cleaned and comes back) and a path (a house gets worse until it is secured).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from random import Random

from geodata.demo.workdays import workday
from geodata.model.czech_holidays import next_working_day
from geodata.model.sites import SETTLED_CONDITIONS, Condition, SiteKind

C = Condition
_CALM = SETTLED_CONDITIONS | {C.SECURED}


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at a place. `step` counts the changes of condition before it; `changed` tells a change from a check."""

    day: date
    condition: Condition
    step: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stretch of time in which something was wrong; `end` is None while it lasts."""

    start: date
    end: date | None
    condition: Condition


@dataclass(frozen=True, slots=True)
class Life:
    """What was seen, in the order of time, and the troubles that follow from it."""

    seen: tuple[Seen, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class _Cycle:
    """Medians in days, and how probable it is that nobody cleans, that it comes back, that it grows meanwhile."""

    cleaned_after: float
    back_after: float
    stays: float
    returns: float
    grows: float


@dataclass(frozen=True, slots=True)
class _Paths:
    """Possible sequences of conditions with their weights; days from one to the next, and between checks."""

    paths: tuple[tuple[float, tuple[Condition, ...]], ...]
    step_days: tuple[int, int]
    check_days: tuple[int, int]


_CYCLES = {
    SiteKind.ILLEGAL_DUMP: _Cycle(34, 70, 0.10, 0.55, 0.4),
    SiteKind.SYRINGE_FIND: _Cycle(2, 60, 0.03, 0.6, 0.0),
}
_PATHS = {
    SiteKind.HAZARDOUS_BUILDING: _Paths(
        (
            (24, (C.NEGLECTED,)),
            (26, (C.NEGLECTED, C.DANGEROUS)),
            (10, (C.DANGEROUS,)),
            (13, (C.DANGEROUS, C.SECURED)),
            (8, (C.NEGLECTED, C.DANGEROUS, C.COLLAPSED)),
            (7, (C.DANGEROUS, C.SECURED, C.DANGEROUS)),
            (8, (C.NEGLECTED, C.DANGEROUS, C.DEMOLISHED)),
            (4, (C.COLLAPSED, C.DEMOLISHED)),
        ),
        (120, 400),
        (75, 190),
    ),
    SiteKind.GAMBLING_VENUE: _Paths(((72, (C.OPERATING,)), (28, (C.OPERATING, C.CLOSED))), (200, 700), (140, 320)),
    SiteKind.HOSTEL: _Paths(
        (
            (20, (C.GOOD,)),
            (22, (C.NEGLECTED,)),
            (20, (C.NEGLECTED, C.GOOD)),
            (16, (C.GOOD, C.NEGLECTED)),
            (14, (C.NEGLECTED, C.DANGEROUS, C.NEGLECTED)),
            (8, (C.NEGLECTED, C.DANGEROUS, C.CLOSED)),
        ),
        (90, 300),
        (60, 150),
    ),
    SiteKind.PUBLIC_SPACE: _Paths(
        (
            (40, (C.POOR, C.GOOD)),
            (24, (C.POOR,)),
            (14, (C.DANGEROUS, C.GOOD)),
            (14, (C.POOR, C.GOOD, C.POOR)),
            (8, (C.POOR, C.DANGEROUS)),
        ),
        (50, 260),
        (90, 200),
    ),
    SiteKind.OTHER: _Paths(
        ((45, (C.DANGEROUS, C.GOOD)), (30, (C.POOR,)), (25, (C.DANGEROUS,))),
        (20, 200),
        (90, 220),
    ),
}
_LATELY_SHARE = 0.1  # of places are new: what changed this week is never empty
_TO_DEMOLITION = (C.DANGEROUS, C.DEMOLISHED)


def life_of(kind: SiteKind, first: date, last: date, chance: Random) -> Life:
    """A life that begins after `first`; nothing in it is later than `last`."""
    if kind in _CYCLES:
        seen = _cycle(_CYCLES[kind], _begun(first, last, 0.97, chance), last, chance)
    else:
        paths = _PATHS[kind]
        path = chance.choices([path for _, path in paths.paths], [weight for weight, _ in paths.paths])[0]
        # Buildings were mapped in one campaign in the first months; the rest was noticed one by one.
        share = 0.2 if kind == SiteKind.HAZARDOUS_BUILDING and chance.random() < 0.6 else 0.9
        seen = _path(path, paths, _begun(first, last, share, chance), last, chance)
    return Life(tuple(seen), tuple(_troubles(seen)))


def life_until_demolition(first: date, demolished: date, last: date, chance: Random) -> Life:
    """The life of a house that was torn down with its neighbours."""
    begun = workday(first + timedelta(days=chance.randint(5, 60)))
    seen = [
        Seen(begun, _TO_DEMOLITION[0], 0, True),
        Seen(workday(min(demolished + timedelta(days=chance.randint(0, 25)), last)), _TO_DEMOLITION[1], 1, True),
    ]
    return Life(tuple(seen), tuple(_troubles(seen)))


def _begun(first: date, last: date, share: float, chance: Random) -> date:
    if share > 0.5 and chance.random() < _LATELY_SHARE:
        return workday(last - timedelta(days=chance.randint(1, 20)))
    return workday(first + timedelta(days=chance.randint(4, max(5, int((last - first).days * share)))))


def _cycle(cycle: _Cycle, day: date, last: date, chance: Random) -> list[Seen]:
    seen = [Seen(day, C.PRESENT, 0, True)]
    step = 0
    while True:
        takes = 1 + round(chance.lognormvariate(log(cycle.cleaned_after), 0.75))
        if chance.random() < cycle.grows and takes > 14:
            _add(seen, Seen(day + timedelta(days=takes // 2), C.GROWING, step, True), last)
        if chance.random() < cycle.stays:
            return seen
        cleaned = day + timedelta(days=takes)
        if not _add(seen, Seen(cleaned, C.CLEANED, step, True), last):
            return seen
        if chance.random() < 0.35:
            _add(seen, Seen(cleaned + timedelta(days=chance.randint(8, 25)), C.CLEANED, step, False), last)
        if chance.random() > cycle.returns:
            return seen
        day = seen[-1].day + timedelta(days=2 + round(chance.lognormvariate(log(cycle.back_after), 0.8)))
        step += 1
        if not _add(seen, Seen(day, C.RETURNED, step, True), last):
            return seen


def _path(path: tuple[Condition, ...], paths: _Paths, day: date, last: date, chance: Random) -> list[Seen]:
    seen = [Seen(day, path[0], 0, True)]
    for step, condition in enumerate(path):
        if step and not _add(seen, Seen(day, condition, step, True), last):
            return seen
        next_step = day + timedelta(days=chance.randint(*paths.step_days))
        is_final = step == len(path) - 1
        check = day + timedelta(days=chance.randint(*paths.check_days))
        # A place that is settled for good is looked at once more, not for ever.
        checks_left = 1 if is_final and condition in _CALM else 12
        while checks_left and (is_final or (next_step - check).days > 20):
            if not _add(seen, Seen(check, condition, step, False), last):
                break
            check += timedelta(days=chance.randint(*paths.check_days))
            checks_left -= 1
        day = next_step
    return seen


def _add(seen: list[Seen], look: Seen, last: date) -> bool:
    """Append a look on a working day unless it would be too late; two looks never share a day."""
    day = workday(look.day)
    if day <= seen[-1].day:
        day = next_working_day(seen[-1].day + timedelta(days=1))
    if day > last:
        return False
    seen.append(Seen(day, look.condition, look.step, look.changed))
    return True


def _troubles(seen: list[Seen]) -> list[Trouble]:
    troubles: list[Trouble] = []
    began: Seen | None = None
    for look in seen:
        if look.condition in _CALM:
            if began is not None:
                troubles.append(Trouble(began.day, look.day, began.condition))
            began = None
        elif began is None:
            began = look
    if began is not None:
        troubles.append(Trouble(began.day, None, began.condition))
    return troubles
