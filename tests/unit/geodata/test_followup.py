"""What a bylaw asks of a venue, and what a visit can tell of it."""

from __future__ import annotations

from datetime import time

import pytest

from geodata.model.followup import Duty, Verdict, duty_of, verdict
from geodata.model.sites import Condition
from geodata.model.zones import TimeBand

NIGHT = TimeBand(time(22), time(10))
CLOSE, CAP, HOURS = Duty(True, (), None), Duty(False, (), 15), Duty(False, (NIGHT,), None)


def test_a_ban_asks_for_nothing_more_and_the_lowest_cap_holds() -> None:
    assert duty_of(True, [NIGHT], [15]) == CLOSE
    assert duty_of(False, [NIGHT, NIGHT], [20, 15]) == Duty(False, (NIGHT,), 15)


@pytest.mark.parametrize(
    ("duty", "condition", "machines", "expected"),
    [
        (CLOSE, Condition.CLOSED, None, Verdict.KEPT),
        (CLOSE, Condition.OPERATING, 3, Verdict.STILL_OPERATING),
        (CLOSE, Condition.UNKNOWN, None, Verdict.CANNOT_TELL),
        (CLOSE, None, None, Verdict.CANNOT_TELL),
        (CAP, Condition.OPERATING, 16, Verdict.TOO_MANY_MACHINES),
        (CAP, Condition.OPERATING, 15, Verdict.KEPT),
        (CAP, Condition.OPERATING, None, Verdict.CANNOT_TELL),
        (HOURS, Condition.OPERATING, 3, Verdict.CANNOT_TELL),
        (HOURS, Condition.CLOSED, None, Verdict.KEPT),
        (Duty(False, (NIGHT,), 15), Condition.OPERATING, 3, Verdict.CANNOT_TELL),
    ],
)
def test_a_visit_tells_what_it_saw(
    duty: Duty, condition: Condition | None, machines: int | None, expected: Verdict
) -> None:
    assert verdict(duty, condition, machines) == expected
