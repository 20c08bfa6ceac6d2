"""Until when bylaws hold: by themselves, because another replaces them, or with the one that they amend."""

from __future__ import annotations

from datetime import date

from geodata.model.bylaws import BylawDays, ends_of, is_in_force
from geodata.model.zones import BylawRelation

AMENDS, REPLACES = BylawRelation.AMENDS, BylawRelation.REPLACES


def bylaw(
    id_: int, year: int, until: date | None = None, relation: BylawRelation | None = None, of: int | None = None
) -> BylawDays:
    return BylawDays(id_, date(year, 3, 1), until, relation, of)


def test_a_bylaw_holds_until_it_says_or_the_day_before_another_replaces_it() -> None:
    ends = ends_of([bylaw(1, 2010), bylaw(2, 2015, date(2018, 12, 31), REPLACES, 1), bylaw(3, 2020)])
    assert ends == {1: date(2015, 2, 28), 2: date(2018, 12, 31), 3: None}


def test_what_is_amended_goes_on_and_the_amendment_falls_with_it() -> None:
    amended, amendment = bylaw(1, 2010), bylaw(2, 2012, None, AMENDS, 1)
    assert ends_of([amended, amendment]) == {1: None, 2: None}
    ends = ends_of([amended, amendment, bylaw(3, 2015, None, REPLACES, 1)])
    assert ends == {1: date(2015, 2, 28), 2: date(2015, 2, 28), 3: None}


def test_an_amendment_of_an_amendment_falls_too() -> None:
    chain = [bylaw(1, 2010, date(2020, 1, 1)), bylaw(2, 2012, None, AMENDS, 1), bylaw(3, 2013, None, AMENDS, 2)]
    assert set(ends_of(chain).values()) == {date(2020, 1, 1)}


def test_the_first_and_the_last_day_belong_to_a_bylaw() -> None:
    one = bylaw(1, 2010, date(2018, 12, 31))
    held = [is_in_force(one, one.valid_to, day) for day in (date(2010, 2, 28), date(2010, 3, 1), date(2018, 12, 31))]
    assert held == [False, True, True]
    assert not is_in_force(one, one.valid_to, date(2019, 1, 1))
