"""Journeys over the map page in a real browser: look, filter, follow, pan, share, draw, take away."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import STEP_WITHIN, Served, come_to_rest
from tests.browser.explorer import Explorer

expect.set_options(timeout=STEP_WITHIN)

# Whether the map is drawn and shows more places than there were.
GREW = """before => {
    const map = document.querySelector("iframe").contentWindow.lokalityMap;
    return map.isIdle && Object.values(map.counts.kinds).reduce((sum, count) => sum + count, 0) > before;
}"""


@pytest.fixture
def explorer(page: Page, demo_city: Served) -> Explorer:
    """The map page of the demo city, just opened."""
    return Explorer(page, demo_city.address).open()


def test_a_stranger_sees_what_the_page_is_for(explorer: Explorer) -> None:
    expect(explorer.page.get_by_role("heading", name="Co je kde v nepořádku")).to_be_visible()
    expect(explorer.page.locator(".st-key-map-numbers")).to_contain_text("300 míst")
    explorer.expect_in_view(300)
    expect(explorer.rows.first).to_be_visible()
    for layer in ("Havarijní objekty", "Černé skládky", "Herny", "Ubytovny", "Služby", "Lokality", "Zóny a vyhlášky"):
        expect(explorer.frame.get_by_label(layer)).to_be_checked()


def test_a_chip_filters_the_map_the_list_and_the_address(explorer: Explorer) -> None:
    explorer.page.get_by_role("button", name="Druh").click()
    explorer.page.get_by_role("button", name="Ubytovny").click()
    expect(explorer.page).to_have_url(re.compile("kinds=hostel"))
    explorer.expect_kinds("hostel")
    assert explorer.expect_in_view() == explorer.counts()["kinds"]["hostel"]
    expect(explorer.frame.get_by_label("Ubytovny")).to_be_checked()
    expect(explorer.frame.get_by_label("Černé skládky")).not_to_be_checked()


def test_the_legend_and_the_chip_say_the_same_and_either_can_take_back_the_other(explorer: Explorer) -> None:
    dumps = explorer.frame.get_by_label("Černé skládky")
    for _again in range(2):
        dumps.uncheck()
        expect(explorer.page).to_have_url(re.compile("kinds="))
        expect(explorer.page.get_by_role("button", name="Druh · 6")).to_be_visible()
        explorer.page.get_by_role("button", name="Zrušit filtry").click()
        expect(dumps).to_be_checked()
        expect(explorer.page).not_to_have_url(re.compile("kinds="))
    explorer.expect_in_view(300)


def test_text_is_found_without_diacritics(explorer: Explorer) -> None:
    explorer.page.get_by_placeholder("Název nebo adresa").fill("hutnicka trida")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page).to_have_url(re.compile("text=hutnicka"))
    assert explorer.expect_in_view(below=300) > 0
    expect(explorer.rows.first).to_contain_text("Hutnická třída")


def test_what_was_found_elsewhere_is_offered_and_shown(explorer: Explorer) -> None:
    explorer.open("z=13&lat=49.2&lon=15.2&text=hutnicka+trida")
    expect(explorer.page.get_by_text(re.compile("se (naš(lo|la)) jinde"))).to_be_visible()
    explorer.page.get_by_role("button", name="Ukázat nalezené").click()
    expect(explorer.rows.first).to_contain_text("Hutnická třída")
    assert 0 < explorer.expect_in_view(below=300) == sum(explorer.counts()["kinds"].values())


def test_a_click_on_a_place_opens_its_card_and_its_issue_can_be_followed(explorer: Explorer) -> None:
    explorer.open("kinds=hazardous_building&states=overdue")
    place = explorer.single_site()
    explorer.tap(place)
    expect(explorer.card.get_by_role("heading", name=place["name"])).to_be_visible()
    expect(explorer.page).to_have_url(re.compile(f"site={place['id']}"))
    explorer.wait()
    assert explorer.ask("lokalityMap.painter.selected") == f"sites:{place['id']}"
    issue = explorer.card.get_by_role("link", name=re.compile(r"20\d\d-\d{4}")).first
    number = (issue.text_content() or "").split()[0][-9:]
    issue.click()
    expect(explorer.page).to_have_url(re.compile(r"/issue\?id=\d+"))
    expect(explorer.page.get_by_role("heading", name=re.compile(number)).first).to_be_visible()


def test_a_row_of_the_list_opens_the_same_card_and_marks_the_place_on_the_map(explorer: Explorer) -> None:
    explorer.ask("window.sameFrame = true")
    name = (explorer.rows.nth(1).locator("strong").first.text_content() or "").strip()
    explorer.rows.nth(1).click()
    expect(explorer.card.get_by_role("heading", name=name)).to_be_visible()
    expect(explorer.card).to_contain_text(re.compile("otevřen[éý]"))
    expect(explorer.page).to_have_url(re.compile(r"site=\d+"))
    assert explorer.ask("window.sameFrame") is True
    explorer.page.get_by_role("button", name="Zpět na seznam").click()
    expect(explorer.rows.first).to_be_visible()
    expect(explorer.page).not_to_have_url(re.compile("site="))


def test_a_pan_moves_the_list_and_never_makes_the_frame_anew(explorer: Explorer) -> None:
    explorer.ask("window.sameFrame = true")
    before = explorer.expect_in_view()
    explorer.pan(-260, 60)
    explorer.expect_in_view(below=before)
    expect(explorer.page).to_have_url(re.compile(r"z=\d+&lat=49"))
    assert explorer.ask("window.sameFrame") is True


def test_a_shared_address_shows_another_person_the_same(
    explorer: Explorer, new_page: Callable[..., Page], demo_city: Served
) -> None:
    explorer.frame.get_by_label("Služby").uncheck()
    explorer.page.get_by_role("button", name="Podněty", exact=True).click()
    explorer.page.get_by_role("button", name="Podnět po termínu").click()
    expect(explorer.page).to_have_url(re.compile("states=overdue"))
    explorer.page.keyboard.press("Escape")
    explorer.pan(-60, 40)
    explorer.expect_in_view()
    explorer.rows.first.click()
    expect(explorer.page).to_have_url(re.compile("site="))
    heading = explorer.card.get_by_role("heading")
    explorer.page.get_by_role("button", name="Sdílet").click()
    address = explorer.page.get_by_test_id("stCode").locator("code").inner_text().strip()
    assert address == explorer.page.url
    other = Explorer(new_page(), demo_city.address)
    other.page.goto(address)
    other.wait()
    expect(other.card.get_by_role("heading")).to_have_text(heading.inner_text())
    explorer.wait()
    assert other.counts() == explorer.counts()
    for question in ("map.getZoom()", "lokalityMap.painter.selected"):
        assert other.ask(question) == explorer.ask(question)
    for corner in ("lat", "lng"):
        centre = f"map.getCenter().{corner}"
        assert other.ask(centre) == pytest.approx(explorer.ask(centre), abs=1e-4)
    expect(other.frame.get_by_label("Služby")).not_to_be_checked()


def test_going_back_shows_what_was_shown_before(explorer: Explorer) -> None:
    explorer.page.get_by_placeholder("Název nebo adresa").fill("hutnicka")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page).to_have_url(re.compile("text=hutnicka"))
    explorer.expect_in_view(below=300)
    come_to_rest(explorer.page)
    explorer.page.go_back()
    expect(explorer.page).not_to_have_url(re.compile("text="))
    expect(explorer.page.get_by_placeholder("Název nebo adresa")).to_have_value("")
    explorer.expect_in_view(300)


def test_everything_inside_a_drawn_shape(explorer: Explorer) -> None:
    explorer.frame.get_by_role("button", name="Nakreslit obdélník").click()
    explorer.drag(120, 120)
    expect(explorer.page).to_have_url(re.compile("shape="))
    inside = explorer.expect_in_view(below=300)
    assert inside > 0
    with explorer.page.expect_download() as waiting:
        explorer.page.get_by_role("button", name="Stáhnout").click()
        explorer.page.get_by_role("link", name="GeoJSON").click()
    features = json.loads(Path(waiting.value.path()).read_text())["features"]
    assert len(features) == inside
    explorer.page.keyboard.press("Escape")
    explorer.page.get_by_role("button", name="Nakreslený tvar").click()
    expect(explorer.page).not_to_have_url(re.compile("shape="))
    explorer.expect_in_view(300)


def test_a_shared_shape_can_be_removed_on_the_map(explorer: Explorer) -> None:
    explorer.open("shape=13.83,49.70;13.85,49.70;13.85,49.71;13.83,49.71")
    inside = explorer.expect_in_view(below=300)
    assert inside > 0
    explorer.frame.get_by_role("button", name="Odebrat tvar").click()
    expect(explorer.page).not_to_have_url(re.compile("shape="))
    explorer.page.wait_for_function(GREW, arg=inside)


def test_all_four_files_hold_what_is_filtered(explorer: Explorer) -> None:
    explorer.open("kinds=hostel")
    number = explorer.expect_in_view()
    explorer.page.get_by_role("button", name="Stáhnout").click()
    files = {}
    for name in ("GeoJSON", "GeoPackage", "CSV", "Excel (XLSX)"):
        with explorer.page.expect_download() as waiting:
            explorer.page.get_by_role("link", name=name, exact=True).click()
        files[name] = (waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes())
    assert [file.rpartition(".")[2] for file, _ in files.values()] == ["geojson", "gpkg", "csv", "xlsx"]
    assert len(json.loads(files["GeoJSON"][1])["features"]) == number
    assert len(geopandas.read_file(io.BytesIO(files["GeoPackage"][1]))) == number
    rows = list(csv.DictReader(io.StringIO(files["CSV"][1].decode("utf-8-sig")), delimiter=";"))
    assert {row["Druh"] for row in rows} == {"Ubytovna"}
    assert len(rows) == number
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["Excel (XLSX)"][1])).get_sheet_by_index(0).to_python()
    assert len(sheet) == number + 1


def test_on_a_phone_the_card_slides_up_and_the_place_stays_in_sight(phone: Page, demo_city: Served) -> None:
    explorer = Explorer(phone, demo_city.address).open("kinds=hostel")
    explorer.rows.first.tap()
    expect(explorer.card.get_by_role("heading")).to_be_visible()
    sheet, frame = phone.locator(".st-key-map-sheet").bounding_box(), phone.locator("iframe").bounding_box()
    assert sheet is not None
    assert frame is not None
    assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=2)
    assert frame["y"] + frame["height"] * 0.7 < sheet["y"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_search_above_every_page_leads_to_a_place_an_issue_and_an_address(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/issues")
    box = page.get_by_placeholder("Adresa, místo, číslo podnětu, porada")
    box.fill("2025-0046")
    box.press("Enter")
    page.locator(".st-key-search-hits").get_by_role("link", name=re.compile("2025-0046")).click()
    expect(page).to_have_url(re.compile(r"/issue\?id="))
    expect(page.locator(".st-key-search-hits")).to_have_count(0)
    box.fill("hutnicka trida 783/2")
    box.press("Enter")
    page.locator(".st-key-search-hits").get_by_role("link", name="Hutnická třída 783/2").first.click()
    expect(page).to_have_url(re.compile(r"/map\?.*z=18"))
    explorer = Explorer(page, demo_city.address).wait()
    assert explorer.ask("map.getZoom()") == 18


def test_nothing_leaves_the_machine_and_nothing_fails(explorer: Explorer) -> None:
    failed: list[str] = []
    explorer.page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    explorer.open()
    explorer.rows.first.click()
    expect(explorer.card).to_be_visible()
    assert failed == []


@pytest.mark.parametrize("query", ["", "site=20"])
def test_the_map_page_can_be_used_without_seeing_it(explorer: Explorer, query: str) -> None:
    explorer.open(query)
    come_to_rest(explorer.page)  # what waits to be drawn anew is paler meanwhile
    assert explorer.serious_faults() == []
