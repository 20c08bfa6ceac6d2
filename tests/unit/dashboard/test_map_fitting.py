"""The view that shows a box whole."""

from __future__ import annotations

import math

import pytest

from dashboard.map.address import MapAddress, format_address, parse_address
from dashboard.map.fitting import NEAREST, view_of
from dashboard.map.spec import SHALLOWEST_ZOOM, Box, View

PHONE = 330  # pixels


def pixels(view: View, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point lies from the middle of the view."""

    def on_world(longitude: float, latitude: float) -> tuple[float, float]:
        down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
        return (longitude + 180) / 360, down

    size = 256 * 2**view.zoom
    across, down = on_world(longitude, latitude)
    middle = on_world(view.centre[1], view.centre[0])
    return (across - middle[0]) * size, (down - middle[1]) * size


@pytest.mark.parametrize(
    "box",
    [(14.0, 50.6, 14.1, 50.7), (12.1, 48.6, 18.9, 51.1), (14.0, 50.6, 14.0001, 50.9), (14.0, 50.6, 15.0, 50.6)],
    ids=str,
)
def test_a_box_is_seen_whole_on_a_phone_and_no_smaller_than_need_be(box: Box) -> None:
    view = view_of(box)
    west, north = pixels(view, box[0], box[3])
    east, south = pixels(view, box[2], box[1])
    longest = max(east - west, south - north)
    assert PHONE / 2.2 < longest <= PHONE
    assert west == pytest.approx(-east, abs=0.01)
    assert north == pytest.approx(-south, abs=0.01)


def test_a_single_place_is_shown_among_its_neighbours() -> None:
    view = view_of((14.0, 50.6, 14.0, 50.6))
    assert view.centre == pytest.approx((50.6, 14.0))
    assert view.zoom == NEAREST


def test_the_whole_world_is_no_fault() -> None:
    assert view_of((-180.0, -85.0, 180.0, 85.0)).zoom == SHALLOWEST_ZOOM


def test_the_address_of_the_map_takes_the_view() -> None:
    view = view_of((14.0, 50.6, 14.1, 50.7))
    taken = parse_address(format_address(MapAddress(view=view))).view
    assert taken is not None
    assert taken.zoom == view.zoom
    assert taken.centre == pytest.approx(view.centre, abs=1e-5)
