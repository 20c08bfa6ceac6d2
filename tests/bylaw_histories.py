"""Time lines of bylaws made at random, and what was in force on a day told by replaying every day before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from geodata.model.bylaws import BylawDays
from geodata.model.zones import BylawRelation

FIRST_DAY = date(2020, 1, 1)
LAST_DAY = 60  # days after the first one; nothing begins later than the thirtieth


@st.composite
def time_lines(draw: st.DrawFn, at_most: int = 7) -> list[BylawDays]:
    """Bylaws as they may be written down: what follows another begins later, and nothing is replaced twice."""
    bylaws: list[BylawDays] = []
    replaced: set[int] = set()
    for id_ in range(1, draw(st.integers(1, at_most)) + 1):
        begins = draw(st.integers(0, 30))
        adopted = draw(st.integers(0, begins))
        lasts = draw(st.none() | st.integers(0, 20))
        relation = draw(st.none() | st.sampled_from(BylawRelation))
        day = FIRST_DAY + timedelta(days=begins)
        earlier = [
            one.id
            for one in bylaws
            if one.valid_from < day and not (relation == BylawRelation.REPLACES and one.id in replaced)
        ]
        of = draw(st.sampled_from(earlier)) if relation is not None and earlier else None
        if of is not None and relation == BylawRelation.REPLACES:
            replaced.add(of)
        until = None if lasts is None else day + timedelta(days=lasts)
        said = relation if of is not None else None
        bylaws.append(BylawDays(id_, FIRST_DAY + timedelta(days=adopted), day, until, said, of))
    return bylaws


def in_force_by_replay(bylaws: Sequence[BylawDays], day: date) -> set[int]:
    """Live through every day until then: what ends takes along what amends it, and nothing amends what is gone."""
    held: set[int] = set()
    now = FIRST_DAY
    while now <= day:
        for one in bylaws:
            if one.valid_to is not None and one.valid_to + timedelta(days=1) == now:
                _end(one.id, bylaws, held)
        beginning = [one for one in bylaws if one.valid_from == now]
        for one in beginning:
            if one.relation == BylawRelation.REPLACES and one.earlier_id is not None:
                _end(one.earlier_id, bylaws, held)
        held |= {one.id for one in beginning if one.relation != BylawRelation.AMENDS or one.earlier_id in held}
        now += timedelta(days=1)
    return held


def _end(id_: int, bylaws: Sequence[BylawDays], held: set[int]) -> None:
    if id_ in held:
        held.remove(id_)
        for other in bylaws:
            if other.relation == BylawRelation.AMENDS and other.earlier_id == id_:
                _end(other.id, bylaws, held)
