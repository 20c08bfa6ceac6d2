"""Czech public holidays and working days (act 245/2000, Easter included)."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

_IN_LANGUAGE = {"cs": "cs", "en": "en_US"}
_BY_LANGUAGE = {language: holidays.country_holidays("CZ", language=code) for language, code in _IN_LANGUAGE.items()}


def holiday_name(day: date, language: str = "cs") -> str | None:
    """What is celebrated on a day in Czechia, in `cs` or `en`; None on every other day."""
    return _BY_LANGUAGE[language].get(day)


def is_holiday(day: date) -> bool:
    """Whether a day is a Czech public holiday."""
    return day in _BY_LANGUAGE["cs"]


def is_working_day(day: date) -> bool:
    """Whether offices work: no weekend and no holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def next_working_day(day: date) -> date:
    """The first working day later than a day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
