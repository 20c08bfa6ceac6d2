"""The present in one place; days are days of the city."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from geodata import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 15, 22, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 1, 15, 23, 0, tzinfo=UTC), date(2026, 1, 16)),  # winter: one hour before UTC
        (datetime(2026, 7, 15, 21, 59, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 7, 15, 22, 0, tzinfo=UTC), date(2026, 7, 16)),  # summer: two hours
        (datetime(2026, 7, 15, 20, 0, tzinfo=timezone(timedelta(hours=-4))), date(2026, 7, 16)),
    ],
)
def test_a_new_day_begins_at_midnight_in_prague(moment: datetime, day: date) -> None:
    with clock.standing_at(moment):
        assert clock.today() == day
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC


def test_the_clock_goes_on_after_the_block() -> None:
    with clock.standing_at(datetime(2000, 1, 1, tzinfo=UTC)), clock.standing_at(datetime(2001, 1, 1, tzinfo=UTC)):
        assert clock.today().year == 2001
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.standing_at(datetime(2026, 1, 1)):
        pass
