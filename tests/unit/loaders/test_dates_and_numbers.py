"""Days and numbers as Czech offices write them; what can be read in two ways is not guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pyarrow as pa
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from geodata.clock import PRAGUE
from loaders.normalise.cells import Mended, Unfit
from loaders.normalise.dates import DayOrder, day_column, parse_day
from loaders.normalise.missing import is_missing
from loaders.normalise.numbers import number_column, parse_count, parse_number, parse_range

days = st.dates(date(1970, 1, 2), date(2069, 12, 31))
recent_days = st.dates(date(1975, 1, 1), date(2069, 12, 31))


@given(day=days)
def test_every_customary_way_to_write_a_day_is_read(day: date) -> None:
    written = [
        f"{day.day}. {day.month}. {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year} 14:03",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.isoformat()}T12:00:00+01:00",
        format_date(day, "d. MMMM yyyy", locale="cs"),
        format_date(day, "EEEE d. MMMM yyyy", locale="cs"),
        format_date(day, "MMMM d, yyyy", locale="en"),
        datetime.combine(day, time(12), tzinfo=UTC),
        day,
    ]
    assert {parse_day(cell) for cell in written} == {day}


@given(day=days)
def test_two_digits_of_a_year_belong_to_our_time(day: date) -> None:
    assert parse_day(f"{day.day}.{day.month}.{day:%y}") == day


@given(day=recent_days)
def test_epochs_and_serials_are_days(day: date) -> None:
    noon = datetime.combine(day, time(12), tzinfo=PRAGUE).timestamp()
    assert parse_day(int(noon * 1000)) == day
    assert parse_day(str(int(noon * 1000))) == day
    assert parse_day(int(noon)) == day
    assert parse_day(float((day - date(1899, 12, 30)).days) + 0.5) == day


def test_a_moment_belongs_to_the_day_in_the_city() -> None:
    assert parse_day("2024-06-30T23:30:00Z") == date(2024, 7, 1)
    column = pa.array([datetime(2024, 6, 30, 23, 30, tzinfo=UTC), None], pa.timestamp("ms", tz="UTC"))
    assert day_column(column) == ([date(2024, 7, 1), None], [])


@pytest.mark.parametrize(
    "cell", ["31. 2. 2024", "včera", "1.2.", "29.2.2023", "0.5", "3/13/13/2024", True, "2024-13-01"]
)
def test_what_is_no_day_is_said(cell: Any) -> None:
    with pytest.raises(Unfit):
        parse_day(cell)


def test_a_day_that_can_be_two_is_not_guessed() -> None:
    with pytest.raises(Unfit, match="two different days"):
        parse_day("1/2/2024")
    assert parse_day("2/2/2024") == date(2024, 2, 2)


def test_a_column_tells_the_order_of_its_days() -> None:
    assert day_column(["1/2/2024", "25/12/2023"])[0] == [date(2024, 2, 1), date(2023, 12, 25)]
    assert day_column(["1/2/2024", "12/25/2023"])[0] == [date(2024, 1, 2), date(2023, 12, 25)]
    values, troubles = day_column(["1/2/2024", "25/12/2023", "12/25/2023"])
    assert values[0] is None
    assert [trouble.offset for trouble in troubles] == [0]
    assert parse_day("1/2/2024", DayOrder.DAY_FIRST) == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("cell", "day"), [("únor 2024", date(2024, 2, 1)), ("2024", date(2024, 1, 1)), ("5/2024", date(2024, 5, 1))]
)
def test_an_incomplete_day_is_completed_and_said(cell: str, day: date) -> None:
    mended = parse_day(cell)
    assert isinstance(mended, Mended)
    assert mended.value == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    try:
        parsed = parse_day(text)
    except Unfit:
        return
    assert isinstance(parsed, date | Mended)


@given(
    whole=st.integers(0, 10**9),
    cents=st.integers(0, 99),
    separator=st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", ""]),
)
def test_a_czech_number_is_read_whatever_its_spaces(whole: int, cents: int, separator: str) -> None:
    text = f"{whole:,}".replace(",", separator)
    assert parse_number(f"{text},{cents:02}") == pytest.approx(whole + cents / 100)
    assert parse_number(f"{text}") == whole
    assert parse_number(f"{text} m³") == whole


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_survives_both_decimal_signs(number: float) -> None:
    assert parse_number(repr(number)) == number
    assert parse_number(repr(number).replace(".", ",")) == number


@pytest.mark.parametrize("cell", ["cca 20", "asi 20", "~20", "kolem 20", "cca. 20 m3", "přibližně 20"])
def test_an_approximate_number_is_taken_and_said(cell: str) -> None:
    mended = parse_number(cell)
    assert isinstance(mended, Mended)
    assert mended.value == 20


@pytest.mark.parametrize("cell", ["několik", "20-30", "20 až 30", "dva", "1.2.3", "3 4", "nan", "inf", True])
def test_prose_and_ranges_are_no_numbers(cell: Any) -> None:
    with pytest.raises(Unfit):
        parse_number(cell)


@given(low=st.integers(0, 5000), more=st.integers(0, 5000), sign=st.sampled_from(["-", " - ", "–", " až ", " to "]))
def test_ranges_have_two_ends(low: int, more: int, sign: str) -> None:
    assert parse_range(f"{low}{sign}{low + more} obyvatel") == (low, low + more)
    assert parse_range(f"cca {low}{sign}{low + more}") == (low, low + more)


@pytest.mark.parametrize("cell", ["-1", "2,5", "1e12"])
def test_counts_are_whole_and_not_negative(cell: str) -> None:
    with pytest.raises(Unfit):
        parse_count(cell)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    try:
        parsed = parse_number(text)
    except Unfit:
        return
    assert isinstance(parsed, float | int | Mended)


def test_a_column_of_plain_numbers_and_one_that_needs_care_agree() -> None:
    assert number_column(["1.5", "2", None])[0].tolist()[:2] == [1.5, 2.0]
    values, troubles = number_column(["1,5", "2", None, "mnoho"])
    assert values.tolist()[:2] == [1.5, 2.0]
    assert [trouble.offset for trouble in troubles] == [3]


@pytest.mark.parametrize(
    "cell", [None, "", " ", "NA", "n/a", "\\N", "-", "–", "null", "NaN", float("nan"), "neuvedeno", "?"]
)
def test_signs_for_nothing(cell: Any) -> None:
    assert is_missing(cell)


def test_zero_and_no_are_something() -> None:
    assert not is_missing(0)
    assert not is_missing("0")
    assert not is_missing("ne")
