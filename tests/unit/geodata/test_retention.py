"""Rules of retention count months back; a rule without a number, or 0, keeps for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import SettingsError
from geodata.model.retention import DEFAULT_MONTHS, RULES, Retention, RetentionRule, day_before_months
from geodata.services.lately import SECONDS, Lately
from geodata.settings import read_settings


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2026, 12, 31), 1, date(2026, 11, 30)),
    ],
)
def test_months_back_end_on_a_day_that_exists(day: date, months: int, before: date) -> None:
    assert day_before_months(day, months) == before


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.integers(1, 600))
def test_months_back_are_as_long_as_months_are(day: date, months: int) -> None:
    gone = day - day_before_months(day, months)
    assert timedelta(days=months * 30.4 - 4) <= gone <= timedelta(days=months * 30.5 + 4)


def test_a_rule_of_zero_months_keeps_for_ever() -> None:
    retention = Retention({RetentionRule.NOTES: 0, RetentionRule.PHOTOS: 6})
    today = date(2026, 11, 23)
    assert retention.last_day(RetentionRule.NOTES, today) is None
    assert retention.last_day(RetentionRule.AGENDA, today) is None
    assert retention.last_day(RetentionRule.PHOTOS, today) == date(2026, 5, 23)


def test_every_rule_has_a_default_and_an_order() -> None:
    assert set(RULES) == set(DEFAULT_MONTHS) == set(RetentionRule) - {RetentionRule.ACCOUNT}


def test_a_city_chooses_some_months_and_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKALITY_RETENTION", '{"notes": 24, "photos": 0}')
    rules = read_settings().retention_rules
    assert (rules.months[RetentionRule.NOTES], rules.months[RetentionRule.PHOTOS]) == (24, 0)
    assert rules.months[RetentionRule.AGENDA] == DEFAULT_MONTHS[RetentionRule.AGENDA]


@pytest.mark.parametrize("value", ['{"notes": -1}', '{"notes": 99999}', '{"account": 3}', '{"letters": 3}'])
def test_months_that_cannot_be_are_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LOKALITY_RETENTION", value)
    with pytest.raises(SettingsError, match="LOKALITY_RETENTION"):
        read_settings()


def test_a_minute_later_a_key_is_new_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("geodata.services.lately.time.monotonic", lambda: now[0])
    lately = Lately()
    assert [lately.is_new("a"), lately.is_new("a"), lately.is_new("b")] == [True, False, True]
    now[0] += SECONDS + 1
    assert lately.is_new("a")
