"""The box around points that one far away does not move."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.fitting import box_around
from geodata.spatial import tile_keys

FAR = (18.5, 49.0)
ABOUT = 0.001


def around(*points: tuple[float, float]) -> tuple[float, float, float, float] | None:
    longitudes, latitudes = zip(*points, strict=True)
    return box_around(tile_keys(longitudes, latitudes))


def test_no_points_have_no_box() -> None:
    assert box_around(np.array([], np.int64)) is None


@pytest.mark.parametrize("count", [2, 3, 5, 20, 1_000])
def test_one_far_away_is_left_out_however_few_there_are(count: int) -> None:
    row = [(14.0 + number / 10_000, 50.6) for number in range(count)]
    box = pytest.approx((14.0, 50.6, 14.0 + (count - 1) / 10_000, 50.6), abs=ABOUT)
    assert around(*row) == box
    assert around(*row, FAR) == box


def test_two_points_are_both_shown_wherever_they_are() -> None:
    assert around((14.0, 50.6), FAR) == pytest.approx((14.0, 49.0, 18.5, 50.6), abs=ABOUT)


def test_points_in_one_spot_leave_out_no_neighbour() -> None:
    assert around(*[(14.0, 50.6)] * 9, (14.01, 50.6)) == pytest.approx((14.0, 50.6, 14.01, 50.6), abs=ABOUT)


def test_a_spread_of_its_own_is_kept_whole() -> None:
    generator = np.random.default_rng(5)
    points = list(zip(generator.normal(14, 0.02, 500), generator.normal(50.6, 0.02, 500), strict=True))
    west, south, east, north = around(*points) or (0.0,) * 4
    longitudes, latitudes = zip(*points, strict=True)
    found = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    assert (west, south, east, north) == pytest.approx(found, abs=ABOUT)
