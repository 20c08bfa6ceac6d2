"""The hours of a zone are whole minutes by the city's own clocks."""

from __future__ import annotations

from datetime import UTC, time

import pytest

from geodata.errors import InvalidValue
from geodata.model.zones import TimeBand


@pytest.mark.parametrize("start", [time(22, 0, 30), time(22, 0, 0, 1), time(22, tzinfo=UTC)], ids=str)
def test_hours_with_seconds_or_by_the_clocks_of_another_zone_are_refused(start: time) -> None:
    for hours in ((start, time(6)), (time(6), start)):
        with pytest.raises(InvalidValue, match="hours and minutes"):
            TimeBand(*hours)


def test_hours_may_pass_midnight() -> None:
    night = TimeBand(time(22, 30), time(6))
    assert (night.crosses_midnight, night.hours) == (True, 7.5)
