"""Zones of a proposal drawn, changed and stored on the map in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect

from geodata.database import Database
from geodata.model.zones import ProposalKind, ZoneRule
from geodata.services.city import local_actor
from geodata.services.proposal_card import proposal_card
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import ZoneDraft, add_zone
from tests.browser.conftest import Served
from tests.browser.map.conftest import start
from tests.browser.map_city import HOSTILE, fill
from tests.browser.zone_hand import ZoneHand, around, degrees

# Free ground north of the known places, and the zone that is there from the beginning.
FREE, ZONE = (0.0, 0.005), (-0.006, 0.003)


@dataclass(frozen=True)
class DrawnCity:
    served: Served
    version_id: int
    zone_id: int


@pytest.fixture(scope="module")
def zone_city(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the little city, of the script that shows the map of a version."""
    directory = tmp_path_factory.mktemp("zones")
    path = directory / "lokality.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    fill(database)
    database.close()
    served, process = start(directory, f"sqlite:///{path}", "none", "zone_page.py")
    yield served
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def drawn_city(zone_city: Served) -> DrawnCity:
    """A draft of this test's own that has one zone of a hostile name."""
    database = Database(zone_city.database_url)
    actor = local_actor(database)
    proposal_id = create_proposal(database, actor, "Zóny bez hazardu", ProposalKind.GAMBLING, None)
    version_id = proposal_card(database, actor, proposal_id).versions[0].id
    outline = shapely.Polygon([degrees(spot) for spot in around(ZONE, 0.001)])
    zone_id = add_zone(database, actor, version_id, ZoneDraft(HOSTILE, ZoneRule.TOTAL_BAN, "Okolí školy", outline))
    database.close()
    return DrawnCity(zone_city, version_id, zone_id)


@pytest.fixture
def hand(page: Page, drawn_city: DrawnCity) -> ZoneHand:
    return ZoneHand(page, drawn_city.served.address)


def test_a_zone_is_drawn_changed_undone_and_stored(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").click()
    corners = around(FREE, 0.002)
    hand.put(*corners, corners[0])
    hand.expect_corners(4)
    expect(hand.frame.locator(".lokality-measure")).to_contain_text("rohů: 4")

    before = hand.rings()[0][2]
    hand.pull(corners[2], (0.003, 0.008))  # a corner moved
    expect(hand.heard_text).not_to_contain_text(json.dumps(before))
    east, north = hand.rings()[0][2]
    assert (east, north) == pytest.approx(degrees((0.003, 0.008)), abs=1e-4)

    hand.tool("Vyříznout díru").click()
    hole = around(FREE, 0.0007)
    hand.put(*hole, hole[0])
    hand.expect_corners(4, 4)

    hand.tool("Zpět").click()
    hand.expect_corners(4)
    hand.map.press("Control+Shift+Z")
    hand.expect_corners(4, 4)

    hand.page.get_by_role("button", name="Uložit zónu").click()
    hand.expect_heard("drawn", None)
    hand.wait_zones()
    assert hand.heard()["zones"][1:] == ["Nakreslená"]
    expect(hand.frame.locator("path.lokality-zone")).to_have_count(2)
    expect(hand.frame.locator("path.lokality-drawn-zone")).to_have_count(0)


def test_a_corner_near_that_of_another_zone_lies_exactly_on_it(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").click()
    theirs = around(ZONE, 0.001)[2]
    first = (theirs[0] + 0.00006, theirs[1] + 0.00004)  # a few pixels beside it
    hand.put(first, (0.0, 0.0), (0.002, 0.006), first)
    hand.expect_corners(3)
    assert tuple(hand.rings()[0][0]) == degrees(theirs)


def test_a_corner_near_that_of_a_locality_snaps_to_it(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").click()
    theirs = (-0.006, -0.002)  # the upper right corner of the one locality
    hand.expect_targets()
    first = (theirs[0] + 0.00012, theirs[1] - 0.00006)
    hand.put(first, (0.0, -0.004), (0.0, -0.001), first)
    hand.expect_corners(3)
    # As exactly as a tile says it: to a centimetre.
    assert tuple(hand.rings()[0][0]) == pytest.approx(degrees(theirs), abs=2e-7)


def test_a_zone_is_chosen_and_its_outline_changed(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.put(ZONE)
    hand.expect_heard("chosen", drawn_city.zone_id)
    hand.tool("Změnit obrys vybrané zóny").click()
    hand.expect_heard("changed", drawn_city.zone_id)
    corners = around(ZONE, 0.001)
    hand.tool("Odebírat rohy").click()
    hand.put(corners[1])
    hand.expect_corners(3)
    hand.tool("Odebírat rohy").click()
    middle = ((corners[2][0] + corners[3][0]) / 2, corners[2][1])
    hand.pull(middle, (middle[0], middle[1] + 0.001))  # the small point between two corners
    hand.expect_corners(4)
    hand.tool("Zpět").click()
    hand.expect_corners(3)
    hand.tool("Posunout celou zónu").click()
    hand.pull(ZONE, (ZONE[0], ZONE[1] + 0.003))
    hand.page.get_by_role("button", name="Uložit zónu").click()
    hand.expect_heard("drawn", None)
    assert len(hand.heard()["zones"]) == 1


def test_an_outline_that_would_cross_itself_is_refused_with_a_sentence(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").click()
    corners = around(FREE, 0.002)
    hand.put(*corners, corners[0])
    hand.expect_corners(4)
    hand.pull(corners[2], (FREE[0] - 0.006, FREE[1] - 0.001))
    expect(hand.frame.locator(".lokality-drawing-note")).to_contain_text("nesmí křížit")
    hand.expect_corners(4)
    assert shapely.geometry.shape(hand.heard()["drawn"]).is_valid


def test_a_drawing_is_given_up_only_by_who_says_so_twice(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").click()
    first, second, third, fourth = around(FREE, 0.002)
    hand.put(first, second)
    expect(hand.tool("Nakreslit zónu jako obdélník")).to_be_hidden()  # it would throw the corners away
    hand.tool("Zahodit kresbu").click()
    expect(hand.frame.locator(".lokality-drawing-note")).to_contain_text("O nakreslené byste přišli")
    hand.put(third, fourth, first)  # whoever goes on drawing has lost nothing
    hand.expect_corners(4)
    expect(hand.tool("Ano, zahodit")).to_be_hidden()
    hand.tool("Zahodit kresbu").click()
    hand.tool("Ano, zahodit").click()
    hand.expect_heard("drawn", None)


def test_what_is_drawn_outlives_a_page_loaded_into_another_frame(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu jako obdélník").click()
    hand.put((-0.001, 0.004), (0.002, 0.007))
    hand.expect_corners(4)
    hand.page.get_by_role("button", name="Jiná výška").click()  # another frame, and another map in it
    hand.wait_zones()
    expect(hand.frame.locator("path.lokality-drawn-zone")).to_have_count(1)
    hand.expect_corners(4)


def test_a_zone_is_drawn_with_the_keyboard_alone(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").press("Enter")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        hand.map.press("Space")
        hand.watch_rest()
        hand.map.press(key)
        hand.wait_rest()
    hand.map.press("Space")
    hand.tool("Dokončit obrys").press("Enter")
    hand.expect_corners(4)


def test_on_a_phone_a_zone_is_drawn_by_taps_with_buttons_for_a_thumb(phone: Page, drawn_city: DrawnCity) -> None:
    hand = ZoneHand(phone, drawn_city.served.address).open(f"version={drawn_city.version_id}")
    hand.tool("Nakreslit zónu roh po rohu").tap()
    for spot in around(FREE, 0.001)[:3]:
        phone.touchscreen.tap(*hand.point(spot))
    hand.tool("Dokončit obrys").tap()
    hand.expect_corners(3)
    buttons = hand.frame.locator(".lokality-zone-tools button:visible")
    expect(buttons).to_have_count(8)
    sizes = [box for box in (button.bounding_box() for button in buttons.all()) if box]
    assert min(min(box["width"], box["height"]) for box in sizes) >= 44
    frame, bar = hand.map.bounding_box(), hand.frame.locator(".lokality-zone-tools").bounding_box()
    assert frame is not None
    assert bar is not None
    assert bar["y"] + bar["height"] <= frame["y"] + frame["height"]


def test_the_map_opens_near_the_zones_and_its_legend_names_what_it_shows(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.open(f"version={drawn_city.version_id}&look=1")
    share = hand.ask(
        """(() => {
          const [zone] = lokalityMap.zones.shapes.values();
          const box = L.bounds(zone.getLatLngs().flat(9).map((at) => map.latLngToContainerPoint(at))).getSize();
          return Math.max(box.x / map.getSize().x, box.y / map.getSize().y);
        })()"""
    )
    assert share > 0.3
    expect(hand.frame.locator(".lokality-zone-legend")).to_contain_text("Lokality")
    expect(hand.frame.locator(".lokality-names canvas")).to_be_attached()


def test_zones_that_do_not_arrive_are_said_and_nothing_else_breaks(hand: ZoneHand, drawn_city: DrawnCity) -> None:
    hand.page.route("**/map/versions/**", lambda route: route.abort())
    hand.page.goto(f"{hand.address}/?version={drawn_city.version_id}")
    expect(hand.map).to_have_attribute("data-zones", "failed")
    expect(hand.frame.get_by_text("Zóny nedorazily.")).to_be_visible()
