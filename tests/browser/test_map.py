"""The map in a real browser: tiles, signs, clicks, shapes, positions, and what never happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from playwright.sync_api import Page, Request, Route, expect

from geodata.database import Database
from tests.browser.conftest import AXE, Served, wait_until_it_answers
from tests.browser.map_city import CENTRE, HOSTILE, fill
from tests.browser.map_hand import Hand
from tests.conftest import MISSING
from tests.postgis import free_port


@pytest.fixture(scope="module")
def places() -> dict[str, int]:
    """Ids of the known places by name; filled when the city is."""
    return {}


@pytest.fixture(scope="module")
def city(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, places: dict[str, int]
) -> Iterator[Callable[..., Served]]:
    """Starts a server over the little city; each base map asked for has one."""
    directory = tmp_path_factory.mktemp("map")
    path = directory / "lokality.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    places.update(fill(database))
    database.close()
    running: dict[str, tuple[Served, subprocess.Popen[bytes]]] = {}

    def serve(base_map: str = "none") -> Served:
        if base_map not in running:
            running[base_map] = _start(directory, f"sqlite:///{path}", base_map)
        return running[base_map][0]

    yield serve
    for _, process in running.values():
        process.terminate()
        process.wait(timeout=10)


def _start(directory: Path, database_url: str, base_map: str) -> tuple[Served, subprocess.Popen[bytes]]:
    port = free_port()
    log = directory / f"server-{port}.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOKALITY_")}
    environment |= {
        "LOKALITY_DATABASE_URL": database_url,
        "LOKALITY_DATA_DIRECTORY": str(directory),
        "LOKALITY_BASE_MAP": base_map,
    }
    command = [sys.executable, "-m", "tests.browser.map_server", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    served = Served(f"http://127.0.0.1:{port}", database_url, log)
    wait_until_it_answers(served.address, process, log)
    return served, process


@pytest.fixture
def hand(page: Page, city: Callable[..., Served]) -> Hand:
    """A hand on the map of the little city, without a base map."""
    return Hand(page, city().address)


def test_the_map_opens_with_all_places_in_view_drawn(hand: Hand) -> None:
    counts = hand.open().counts()
    assert counts["kinds"]["hazardous_building"] >= 1
    assert counts["layers"]["localities"] == 1
    assert counts["layers"]["areas"] == 1


def test_a_click_on_a_place_reaches_python_with_its_layer_and_id(hand: Hand, places: dict[str, int]) -> None:
    hand.open().click(0.004, 0.004)
    assert hand.ask("lokalityMap.painter.selected") == f"sites:{places['house']}"
    hand.expect_heard("selected", f"sites {places['house']}")
    expect(hand.page).to_have_url(re.compile(f"site={places['house']}"))


def test_a_click_inside_an_outline_reaches_python_too(hand: Hand) -> None:
    hand.open().click(-0.010, -0.004)
    hand.expect_heard("selected", "localities 1")


def test_where_several_places_share_a_spot_the_reader_chooses(hand: Hand, places: dict[str, int]) -> None:
    hand.open().click(0.009, 0.0)
    hand.frame.get_by_role("button", name="Ubytovna ve dvoře").click()
    hand.expect_heard("selected", f"sites {places['upstairs']}")


def test_a_pan_fetches_only_new_tiles_and_never_makes_the_frame_or_the_page_anew(hand: Hand) -> None:
    hand.open()
    hand.ask("window.sameFrame = true")
    fetched: list[str] = []
    hand.page.on("request", lambda request: fetched.append(request.url))
    expect(hand.heard_text).not_to_contain_text('"box": null')
    runs = hand.heard()["fragment"]
    east = hand.heard()["box"][2]
    hand.pan(-400, 0)
    expect(hand.heard_text).not_to_contain_text(str(east))
    hand.wait()
    assert hand.heard()["box"][2] > east
    assert hand.heard()["fragment"] > runs
    assert hand.ask("window.sameFrame") is True
    expect(hand.page.get_by_text("page runs: 1", exact=True)).to_be_visible()
    assert not [url for url in fetched if "/assets/" in url or "/component/" in url]
    tiles = [url for url in fetched if "/map/sites/" in url]
    assert tiles
    assert len(tiles) == len(set(tiles))


def test_a_page_that_does_not_follow_the_view_does_not_run_on_a_pan(hand: Hand) -> None:
    hand.open("still=1")
    runs = hand.heard()["fragment"]
    before = hand.ask("map.getCenter().lng")
    hand.pan(-300, 0)
    assert hand.ask("map.getCenter().lng") > before
    hand.click(0.004, 0.004)
    expect(hand.heard_text).to_contain_text('"selected": "sites')
    assert hand.heard()["fragment"] <= runs + 1


def test_the_legend_switches_kinds_in_the_map_and_in_python(hand: Hand) -> None:
    hand.open()
    assert hand.counts()["kinds"]["illegal_dump"] > 0
    hand.frame.get_by_label("Černé skládky").uncheck()
    expect(hand.page).to_have_url(re.compile("kinds="))
    hand.wait()
    assert "illegal_dump" not in hand.counts()["kinds"]
    assert hand.counts()["kinds"]["hazardous_building"] > 0
    assert "illegal_dump" not in hand.heard()["kinds"]
    hand.frame.get_by_label("Černé skládky").check()
    expect(hand.page).not_to_have_url(re.compile("kinds="))
    hand.wait()
    assert hand.counts()["kinds"]["illegal_dump"] > 0


def test_python_can_filter_and_move_the_living_map(hand: Hand) -> None:
    hand.open()
    hand.ask("window.sameFrame = true")
    hand.page.get_by_role("button", name="dumps alone").click()
    expect(hand.frame.get_by_label("Herny")).not_to_be_checked()
    hand.page.get_by_role("button", name="go to the castle").click()
    hand.expect_heard("zoom", 16)
    hand.wait()
    assert hand.ask("map.getCenter().lng") == pytest.approx(14.0620, abs=1e-3)
    assert hand.ask("window.sameFrame") is True


def test_an_address_restores_view_layers_kinds_and_selection(hand: Hand, places: dict[str, int]) -> None:
    query = f"z=15&lat=50.6650&lon=14.0360&layers=sites&kinds=hazardous_building&site={places['house']}"
    hand.open(query)
    assert hand.ask("map.getZoom()") == 15
    assert hand.ask("map.getCenter().lat") == pytest.approx(50.665, abs=1e-4)
    assert hand.counts()["kinds"] == {"hazardous_building": 1}
    assert "localities" not in hand.counts()["layers"]
    assert hand.ask("lokalityMap.painter.selected") == f"sites:{places['house']}"


def test_a_cluster_opens_on_click_until_its_places_stand_alone(hand: Hand) -> None:
    clustered = [
        {
            "type": "Feature",
            "id": "c",
            "geometry": {"type": "Point", "coordinates": [CENTRE[1] + 0.002, CENTRE[0]]},
            "properties": {"cluster": True, "count": 12345, "kinds": {"hostel": 12000, "other": 345}, "states": {}},
        }
    ]

    def answer(route: Route, request: Request) -> None:
        first = "/13/4415/" in request.url
        route.fulfill(json={"type": "FeatureCollection", "features": clustered if first else []})

    hand.page.route(re.compile(r"/map/sites/13/"), answer)
    hand.open()
    assert hand.counts()["points"] == 12345 * len({*_rows_of(hand)})
    assert hand.ask("lokalityMap.painter.countText(12345)") == "12\N{NO-BREAK SPACE}345"
    zoom = hand.ask("map.getZoom()")
    hand.click(0.002, 0.0)
    hand.expect_heard("zoom", zoom + 2)
    hand.wait()
    assert hand.ask("map.getCenter().lng") == pytest.approx(CENTRE[1] + 0.002, abs=1e-3)


def _rows_of(hand: Hand) -> list[int]:
    """The rows of tiles in the column of the cluster that are in view."""
    addresses: list[str] = hand.ask("lokalityMap.stores.find((store) => store.layer === 'sites').onScreen")
    return [int(found[1]) for found in (re.search(r"/13/4415/(\d+)", text) for text in addresses) if found]


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


def test_hostile_names_are_text_and_nothing_else(hand: Hand, places: dict[str, int]) -> None:
    hand.page.on("dialog", lambda dialog: pytest.fail(f"a name was executed: {dialog.message}"))
    hand.open()
    hand.map.hover(position=hand.spot(0.0, -0.006))  # type: ignore[arg-type]
    expect(hand.frame.locator(".lokality-tip-name")).to_have_text(HOSTILE)
    hand.click(0.0, -0.006)
    hand.expect_heard("selected", f"sites {places['hostile']}")
    assert hand.frame.locator("img[src='x']").count() == 0
    scripts = hand.ask("Array.from(document.scripts, (script) => script.textContent).join()")
    assert "onerror" not in scripts


def test_without_a_base_map_nothing_foreign_is_asked(hand: Hand) -> None:
    asked: list[str] = []
    hand.page.on("request", lambda request: asked.append(request.url))
    hand.open("draw=1&locate=1&place=1")
    assert asked
    assert not [url for url in asked if not url.startswith((hand.address, "data:", "blob:"))]


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
