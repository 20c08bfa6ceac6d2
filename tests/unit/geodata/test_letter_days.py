"""A letter was sent on a day that somebody can mean: not centuries before it was written, and not in the future."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from geodata.model.letter_days import earliest_sending

DAYS = st.dates()


@given(DAYS, DAYS, DAYS)
def test_the_first_day_is_there_whatever_the_days_are_and_never_after_today(
    raised_on: date, written_on: date, today: date
) -> None:
    first = earliest_sending(raised_on, written_on, today)
    assert first <= today
    assert first >= min(date(1990, 1, 1), today)


@given(DAYS.filter(lambda day: day >= date(1995, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_what_went_out_within_a_year_before_can_be_noted_and_nothing_older(
    raised_on: date, until_written: int, until_today: int
) -> None:
    raised_on = min(raised_on, date(9990, 1, 1))
    written_on = raised_on + timedelta(days=until_written)
    first = earliest_sending(raised_on, written_on, written_on + timedelta(days=until_today))
    assert first == raised_on - timedelta(days=366)
    assert earliest_sending(written_on, raised_on, written_on + timedelta(days=until_today)) == first
