"""Until when bylaws hold: by themselves, because another replaces them, or with the one that they amend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model.bylaws import BylawDays, adopted_in_vain, compared_number, ends_of, is_in_force
from geodata.model.zones import BylawRelation
from tests.bylaw_histories import FIRST_DAY, LAST_DAY, in_force_by_replay, time_lines

AMENDS, REPLACES = BylawRelation.AMENDS, BylawRelation.REPLACES


def bylaw(
    id_: int, year: int, until: date | None = None, relation: BylawRelation | None = None, of: int | None = None
) -> BylawDays:
    return BylawDays(id_, date(year, 2, 1), date(year, 3, 1), until, relation, of)


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


def test_an_amendment_of_what_was_to_be_gone_by_then_is_adopted_in_vain() -> None:
    replaced = [bylaw(1, 2010), bylaw(2, 2015, None, REPLACES, 1)]
    assert adopted_in_vain([*replaced, bylaw(3, 2012, None, AMENDS, 1)]) == []
    assert adopted_in_vain([*replaced, bylaw(3, 2016, None, AMENDS, 1)]) == [3]
    overtaken = replace(bylaw(3, 2016, None, AMENDS, 1), adopted_on=date(2015, 1, 31))
    assert adopted_in_vain([*replaced, overtaken]) == []  # the day before somebody adopted what replaces it
    assert adopted_in_vain([bylaw(1, 2010, date(2011, 1, 1)), bylaw(2, 2012, None, AMENDS, 1)]) == [2]


@given(time_lines())
def test_on_each_day_that_is_in_force_which_nothing_ended(bylaws: list[BylawDays]) -> None:
    ends = ends_of(bylaws)
    for days in range(LAST_DAY):
        day = FIRST_DAY + timedelta(days=days)
        held = {one.id for one in bylaws if is_in_force(one, ends[one.id], day)}
        assert held == in_force_by_replay(bylaws, day)


@given(time_lines(), st.randoms(use_true_random=False))
def test_the_order_in_which_bylaws_are_written_down_changes_nothing(bylaws: list[BylawDays], random: Random) -> None:
    shuffled = list(bylaws)
    random.shuffle(shuffled)
    assert ends_of(shuffled) == ends_of(bylaws)
    assert adopted_in_vain(shuffled) == adopted_in_vain(bylaws)


@pytest.mark.parametrize(
    "written",
    ["3/2024", "č. 3/2024", "03/2024", "３／２０２４", "３/2024", "3/2024.", "OZV č.3 / 2024", "№ 3∕2024",
     "3 ⁄ 2024 (hazard)", "3/2024, kterou se mění 1/2020", "č3/2024", "OZV3/2024", "3-2024", "č. 3–2024",
     "3\u00ad/2024", "3/\u200b2024", "OZV č. 3/2024, kterou se mění nařízení č. 5/2020"],
)  # fmt: skip
def test_one_number_is_one_however_it_is_written(written: str) -> None:
    assert compared_number(written) == compared_number("3/2024")


@pytest.mark.parametrize(
    "other",
    ["13/2024", "3/2023", "3/20241", "nařízení č. 3/2024", "3a/2024", "3/24", "1/3/2024", "X-3/2024", "nař. 3/2024",
     "3/2024/1", "3 / 2024 / 1", "1 / 3/2024", "3/2024-1", "na roky 2020-2024"],
)  # fmt: skip
def test_other_numbers_are_others(other: str) -> None:
    assert compared_number(other) != compared_number("3/2024")


def test_where_there_is_no_number_of_a_year_the_words_count() -> None:
    assert compared_number("Vyhláška  o hernách.") == compared_number("vyhláška o HERNÁCH")
    assert compared_number("Vyhláška o hernách") != compared_number("Vyhláška o tržnicích")


PLAIN = ["{}", "č. {}", "OZV č. {}", "  {} ", "{}.", "Vyhláška č.{}", "{} (hazard)", "č{}", "OZV{}", "č.{}", "{} Sb."]
REGULATIONS = ["nařízení {}", "Nařízení č. {}", "nař. {}", "NAŘ.č.{}", "narizeni č. {}", "nařízení města č{}"]
AFTER = st.sampled_from(["", ", kterou se mění nařízení č. 5/2020", ", kterou se ruší nař. 1/2019", " (nařízení)"])
BETWEEN = st.sampled_from(["/", " / ", "-", "–", "/\u200b", "\u2215"])
DRESSED = st.sampled_from(PLAIN)
WIDE = str.maketrans("0123456789/", "０１２３４５６７８９／")


@given(st.integers(1, 999), st.integers(1990, 2100), DRESSED, st.integers(0, 3), st.booleans(), st.booleans())
def test_a_number_and_its_year_are_found_in_any_dress(
    number: int, year: int, dress: str, noughts: int, is_wide: bool, is_spaced: bool
) -> None:
    plain = f"{'0' * noughts}{number}{' / ' if is_spaced else '/'}{year}"
    assert compared_number(dress.format(plain.translate(WIDE) if is_wide else plain)) == f"{number}/{year}"


@given(st.tuples(st.integers(1, 99), st.integers(1990, 2100)), st.tuples(st.integers(1, 99), st.integers(1990, 2100)))
def test_two_numbers_are_one_only_where_both_parts_are(one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = (compared_number(f"č. {number}/{year}") for number, year in (one, other))
    assert (first == second) == (one == other)


@given(st.text(max_size=50))
def test_any_text_is_compared_with_itself_the_same(text: str) -> None:
    assert compared_number(compared_number(text)) == compared_number(text)


@given(
    st.integers(1, 999), st.integers(1990, 2100), st.sampled_from([*PLAIN, *REGULATIONS]), BETWEEN, AFTER
)  # fmt: skip
def test_a_regulation_is_one_only_where_that_stands_before_its_number(
    number: int, year: int, dress: str, between: str, after: str
) -> None:
    series = "narizeni " if dress in REGULATIONS else ""
    assert compared_number(dress.format(f"{number}{between}{year}") + after) == f"{series}{number}/{year}"


@given(st.integers(1, 999), st.integers(1990, 2100), st.integers(1, 99), DRESSED, st.sampled_from(["/", " / ", "-"]))
def test_what_goes_on_after_the_year_is_another_number(
    number: int, year: int, more: int, dress: str, between: str
) -> None:
    assert compared_number(dress.format(f"{number}/{year}{between}{more}")) == f"{number}/{year}/{more}"
