"""Places on the map in a real browser: tiles, signs, clicks, legend, address, clusters."""

from __future__ import annotations

import json
import re

import pytest
import shapely
from playwright.sync_api import Request, Route, expect

from tests.browser.map_city import CENTRE, HOSTILE
from tests.browser.map_hand import Hand


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


def test_schools_and_the_like_are_off_until_somebody_switches_them_on(hand: Hand) -> None:
    hand.open()
    switch = hand.frame.get_by_label("Chráněná místa")
    expect(switch).not_to_be_checked()
    assert "protected_places" not in hand.counts()["layers"]
    switch.check()
    expect(hand.page).to_have_url(re.compile("layers=.*protected_places"))
    hand.wait()
    assert hand.counts()["layers"]["protected_places"] == 1
    hand.click(-0.004, -0.004)
    expect(hand.heard_text).to_contain_text('"selected": "protected_places')


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


def zone_of(rule: str, standing: str, number: int, east: float) -> dict[str, object]:
    """A feature of a tile: a square so many degrees east of the centre."""
    latitude, longitude = CENTRE
    square = shapely.box(longitude + east, latitude - 0.003, longitude + east + 0.006, latitude + 0.003)
    told = {"layer": "zones", "id": number, "name": f"Zóna {number}", "rule": rule, "standing": standing}
    return {"type": "Feature", "id": number, "geometry": shapely.geometry.mapping(square), "properties": told}


def test_zones_of_a_day_are_told_apart_by_their_rule_and_the_legend_says_how(hand: Hand) -> None:
    zones = [zone_of("total_ban", "in_force", 1, -0.012), zone_of("time_band", "proposed", 2, 0.004)]
    body = json.dumps({"type": "FeatureCollection", "features": zones})
    hand.page.route(re.compile("/map/zones/"), lambda route: route.fulfill(body=body, content_type="application/json"))
    hand.open()
    legend = hand.frame.locator(".lokality-rules")
    expect(legend).to_have_text("Úplný zákazČasové omezeníPlatí: plná čáraNeplatí: přerušovaná čára")
    assert hand.ask(_colours_of("total_ban")) > 100
    assert hand.ask(_colours_of("time_band")) > 100
    assert hand.ask(_colours_of("machine_cap")) == 0
    hand.frame.get_by_label("Zóny a vyhlášky").uncheck()
    expect(legend).to_have_text("")


def _colours_of(rule: str) -> str:
    """How many dots of the map have the colour of a rule and nothing else."""
    return f"""(() => {{
      const [canvas] = document.getElementsByClassName("lokality-canvas");
      const {{ data }} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const wanted = parseInt(Lokality.palette.ofRule("{rule}").slice(1), 16);
      let found = 0;
      for (let at = 0; at < data.length; at += 4) {{
        if (data[at + 3] === 255 && ((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]) === wanted) found += 1;
      }}
      return found;
    }})()"""
