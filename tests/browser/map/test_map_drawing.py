"""Shapes, markers and positions on the map in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.map_city import CENTRE
from tests.browser.map_hand import Hand


def test_a_drawn_rectangle_reaches_python_and_can_be_removed(hand: Hand) -> None:
    hand.open("draw=1")
    hand.frame.get_by_role("button", name="Nakreslit obdélník").click()
    hand.drag(200, 120)
    expect(hand.heard_text).to_contain_text('"type": "Polygon"')
    ring = hand.heard()["drawn"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert all(13 < longitude < 15 and 50 < latitude < 51 for longitude, latitude in ring)
    hand.frame.get_by_role("button", name="Odebrat tvar").click()
    hand.expect_heard("drawn", None)


def test_a_drawn_polygon_closes_on_its_first_corner(hand: Hand) -> None:
    hand.open("draw=1")
    hand.frame.get_by_role("button", name="Nakreslit tvar").click()
    for east, north in ((-0.003, -0.003), (0.006, -0.003), (0.006, 0.006), (-0.003, -0.003)):
        hand.click(east, north)
    expect(hand.heard_text).to_contain_text('"type": "Polygon"')
    assert len(hand.heard()["drawn"]["coordinates"][0]) == 4
    assert hand.heard()["selected"] is None


def test_a_corner_of_a_drawn_shape_can_be_dragged(hand: Hand) -> None:
    hand.open("draw=1")
    hand.frame.get_by_role("button", name="Nakreslit obdélník").click()
    hand.drag(200, 120)
    expect(hand.heard_text).to_contain_text('"type": "Polygon"')
    before = hand.heard()["drawn"]
    corner = hand.frame.locator(".leaflet-edit-resize").first.bounding_box()
    assert corner is not None
    mouse = hand.page.mouse
    mouse.move(corner["x"] + 5, corner["y"] + 5)
    mouse.down()
    mouse.move(corner["x"] - 60, corner["y"] - 40, steps=5)
    mouse.up()
    expect(hand.heard_text).not_to_contain_text(str(before["coordinates"][0][1][0]))
    assert hand.heard()["drawn"]["coordinates"] != before["coordinates"]


def test_a_tap_places_a_marker_that_python_keeps(hand: Hand) -> None:
    hand.open("place=1").click(0.004, 0.004)
    expect(hand.heard_text).to_contain_text('"marker": [50.66')
    latitude, longitude = hand.heard()["marker"]
    assert (latitude, longitude) == pytest.approx((CENTRE[0] + 0.004, CENTRE[1] + 0.004), abs=2e-4)
    assert hand.heard()["selected"] is None
    expect(hand.frame.locator(".lokality-pin")).to_have_count(1)


def test_the_browsers_position_comes_with_its_accuracy(phone: Page, city: Callable[..., Served]) -> None:
    hand = Hand(phone, city().address).open("locate=1&place=1")
    hand.frame.get_by_role("button", name="Kde jsem").click()
    hand.expect_heard("located", 12)
    assert hand.heard()["marker"] == pytest.approx([50.6607, 14.0323])


def test_a_position_the_browser_may_not_tell_is_said_in_a_sentence(hand: Hand) -> None:
    hand.open("locate=1")
    hand.frame.get_by_role("button", name="Kde jsem").click()
    expect(hand.frame.locator(".lokality-note")).to_contain_text("Povolte ji v adresním řádku")
