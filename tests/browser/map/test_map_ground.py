"""The ground of the map: base maps, tiles that fail, keyboard, theme."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AXE, Served
from tests.browser.map_hand import Hand
from tests.conftest import MISSING
from tests.postgis import free_port


def test_without_a_base_map_nothing_foreign_is_asked(hand: Hand) -> None:
    asked: list[str] = []
    hand.page.on("request", lambda request: asked.append(request.url))
    hand.open("draw=1&locate=1&place=1")
    assert asked
    assert not [url for url in asked if not url.startswith((hand.address, "data:", "blob:"))]


def test_zones_alone_are_asked_for_of_the_chosen_day(hand: Hand) -> None:
    urls: list[str] = []
    hand.page.on("request", lambda request: urls.append(request.url))
    hand.open("on=2015-06-01")
    queries = {
        layer: {url.partition("?")[2] for url in urls if f"/map/{layer}/" in url} for layer in ("zones", "localities")
    }
    assert queries == {"zones": {"on=2015-06-01"}, "localities": {""}}


def test_a_base_map_that_does_not_answer_leaves_the_map_working(
    page: Page, city: Callable[..., Served], places: dict[str, int]
) -> None:
    served = city(f"http://127.0.0.1:{free_port()}/{{z}}/{{x}}/{{y}}.png")
    hand = Hand(page, served.address).open()
    expect(hand.frame.locator(".lokality-note")).to_contain_text("Podkladová mapa neodpovídá")
    hand.click(0.004, 0.004)
    hand.expect_heard("selected", f"sites {places['house']}")


class _Pictures(BaseHTTPRequestHandler):
    """A base map of one picture; remembers who asked."""

    referrers: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        self.referrers.add(self.headers.get("referer", ""))
        self.send_response(200)
        self.send_header("content-type", "image/gif")
        self.end_headers()
        self.wfile.write(b64decode("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_base_map_is_told_where_the_map_is_shown_but_not_what_is_looked_at(
    page: Page, city: Callable[..., Served]
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pictures) as pictures:
        Thread(target=pictures.serve_forever, daemon=True).start()
        served = city(f"http://127.0.0.1:{pictures.server_port}/{{z}}/{{x}}/{{y}}.gif")
        hand = Hand(page, served.address).open("site=1")
        expect(hand.frame.locator(".leaflet-tile-loaded").first).to_be_attached()
        pictures.shutdown()
    assert _Pictures.referrers == {f"{served.address}/"}
    expect(hand.frame.locator(".lokality-note")).to_be_hidden()


def test_a_tile_that_fails_is_said_and_asked_again_on_the_next_move(hand: Hand) -> None:
    broken = re.compile(r"/map/sites/")
    hand.page.route(broken, lambda route: route.fulfill(status=503, body="busy"))
    hand.page.goto(f"{hand.address}/")
    expect(hand.map).to_have_attribute("data-state", "failed")
    expect(hand.frame.locator(".lokality-note")).to_contain_text("Část mapy nedorazila")
    hand.page.unroute(broken)
    hand.pan(-60, 0)
    assert hand.counts()["points"] > 0
    expect(hand.frame.locator(".lokality-note")).to_be_hidden()


def test_the_map_can_be_reached_and_moved_by_keyboard_and_says_what_it_is(hand: Hand) -> None:
    hand.open()
    expect(hand.map).to_have_attribute("aria-label", "Mapa míst")
    expect(hand.frame.locator(".lokality-spoken")).to_contain_text("Míst ve výřezu")
    before = hand.ask("map.getCenter().lng")
    hand.watch_rest()
    hand.map.focus()
    hand.page.keyboard.press("ArrowRight")
    hand.wait_rest()
    assert hand.ask("map.getCenter().lng") > before


def test_the_frame_has_no_serious_fault_for_assistive_technology(hand: Hand) -> None:
    if not AXE.exists():
        pytest.skip(f"{MISSING}make setup collects axe-core")
    hand.open("draw=1&locate=1")
    hand.map.evaluate(AXE.read_text(encoding="utf-8"))
    faults = hand.ask("axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)")
    assert [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}] == []


def test_the_dark_theme_reaches_into_the_frame(new_page: Callable[..., Page], city: Callable[..., Served]) -> None:
    hand = Hand(new_page(color_scheme="dark"), city().address).open()
    assert hand.ask("Lokality.palette.theme") == "dark"
