"""Bylaws over time: until when each holds, and which are in force on a day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.folding import folded
from geodata.model.zones import BylawRelation

# Between the number and the year: a slash as people and programs write it, or a dash.
_SLASH, _DASH = r"\s*[/\u2044\u2215]\s*", r"[-\u2010-\u2015\u2212]"
# Its own number comes first, also where the bylaw that it amends is named after it. Letters may be stuck to it
# (`OZV3/2024`); `2020-2024` are years, and what goes on (`3/2024/1`) is a number of its own.
_NUMBER_OF_YEAR = re.compile(
    rf"(?<![\d/\u2044\u2215\u2010-\u2015\u2212-])"
    rf"(?P<number>\d+(?:{_SLASH}\d+)*{_SLASH}\d{{4}}|\d{{1,3}}{_DASH}\d{{4}})(?!\d)"
    rf"(?P<more>(?:(?:{_SLASH}|{_DASH})\d+)*)"
)
# Regulations of the council are counted by themselves; one named after the number is what a bylaw amends.
_REGULATION = "narizeni"
_OF_COUNCIL = re.compile(rf"\b(?:{_REGULATION}|nar)(?![a-z])")


@dataclass(frozen=True, slots=True)
class BylawDays:
    """When a bylaw was adopted, from and until when it says that it holds, and what it does to an earlier one."""

    id: int
    adopted_on: date
    valid_from: date
    valid_to: date | None
    relation: BylawRelation | None
    earlier_id: int | None


def compared_number(number: str) -> str:
    """The number of a bylaw as two of them are compared: "OZV č. 03 / 2020" and "3/2020" are one.

    Where there is no number of a year, the words count, without case, spaces and the dot at their end.
    """
    plain = folded("".join(letter for letter in unicodedata.normalize("NFKC", number) if _is_seen(letter)))
    found = _NUMBER_OF_YEAR.search(plain)
    if found is None:
        return "".join(plain.split()).rstrip(".")
    series = f"{_REGULATION} " if _OF_COUNCIL.search(plain, 0, found.start()) else ""
    return series + "/".join(str(int(part)) for part in re.findall(r"\d+", found["number"] + found["more"]))


def _is_seen(letter: str) -> bool:
    """Not so a soft hyphen or a space of no width, which come along from a web page."""
    return unicodedata.category(letter) != "Cf"


def ends_of(bylaws: Iterable[BylawDays]) -> dict[int, date | None]:
    """By the id of each bylaw its last day; None: until further notice. One that never held ends before it begins.

    A bylaw ends by itself, or the day before one that replaces it begins. One that amends another stands and falls with
    it; the amended one goes on.
    """
    known = {bylaw.id: bylaw for bylaw in bylaws}
    ends = {bylaw.id: _own_end(bylaw, known.values()) for bylaw in known.values()}
    for bylaw in known.values():
        # As long as the chain of amendments may be; a ring of them, which nobody can make, would end all the same.
        earlier, steps = bylaw, 0
        while earlier.relation == BylawRelation.AMENDS and earlier.earlier_id in known and steps < len(known):
            earlier, steps = known[earlier.earlier_id], steps + 1
            ends[bylaw.id] = _sooner(ends[bylaw.id], _own_end(earlier, known.values()))
    return ends


def adopted_in_vain(bylaws: Iterable[BylawDays]) -> list[int]:
    """The ids of those that never hold, as one could know when they were adopted.

    Who amends what is to end before the amendment begins has the wrong bylaw, or a wrong day. Whoever amends what is
    replaced by a decision of a later day made no mistake: the amendment is overtaken before it begins.
    """
    known = sorted(bylaws, key=lambda one: one.id)
    ends = {one.id: ends_of(other for other in known if other.adopted_on <= one.adopted_on)[one.id] for one in known}
    return [one.id for one in known if never_holds(one.valid_from, ends[one.id])]


def never_holds(valid_from: date, end: date | None) -> bool:
    """Whether it ends before it begins."""
    return end is not None and end < valid_from


def is_in_force(bylaw: BylawDays, end: date | None, day: date) -> bool:
    """Whether it holds on the day, its last day included."""
    return bylaw.valid_from <= day and (end is None or day <= end)


def _own_end(bylaw: BylawDays, others: Iterable[BylawDays]) -> date | None:
    end = bylaw.valid_to
    for other in others:
        if other.relation == BylawRelation.REPLACES and other.earlier_id == bylaw.id:
            end = _sooner(end, other.valid_from - timedelta(days=1))
    return end


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
