"""Journeys of logging a place in a real browser: by GPS, by the map, by an address, with a photo, twice at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, TimeoutError, expect

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.sites import Condition, SiteKind
from geodata.services.city import local_actor
from geodata.services.site_card import SiteCard, site_card
from geodata.services.site_list import list_sites
from tests.browser.conftest import STEP_WITHIN, Served, come_to_rest
from tests.browser.explorer import Explorer
from tests.storage.test_photos import picture

expect.set_options(timeout=STEP_WITHIN)

TARGET = 44  # pixels that a thumb needs
OPENED_AT_MOST, OPEN_WITHIN = 5, 4_000  # times, milliseconds


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture as a phone makes it."""
    path = tmp_path / "skládka.jpg"
    path.write_bytes(picture())
    return path


def begin(page: Page, served: Served, kind: str) -> Explorer:
    """Open the form and choose what it is."""
    explorer = Explorer(page, served.address).open(path="log-place")
    page.get_by_role("button", name=kind, exact=True).click()
    expect(page.get_by_text("Jaké to je?")).to_be_visible()
    return explorer


def choose(page: Page, field: str, option: str) -> None:
    """Choose from a list as a person does: a list that closed because the page was drawn anew is opened again."""
    wanted = page.get_by_role("option", name=option, exact=True)
    for _again in range(OPENED_AT_MOST):
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        page.get_by_role("combobox", name=field).press("ArrowDown")
        try:
            wanted.click(timeout=OPEN_WITHIN)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"the list {field} never stayed open")


def tap_middle(explorer: Explorer) -> None:
    size = explorer.ask("map.getSize()")
    explorer.tap({"x": size["x"] / 2, "y": size["y"] / 2})


def logged(served: Served) -> list[SiteCard]:
    """The places in the database, the one logged last first."""
    database = Database(served.database_url)
    try:
        actor = local_actor(database)
        rows = list_sites(database, actor, SiteFilter(), limit=1000).rows
        return [site_card(database, actor, number) for number in sorted((row.id for row in rows), reverse=True)]
    finally:
        database.close()


def save(page: Page) -> None:
    page.get_by_role("button", name="Uložit", exact=True).click()


def test_a_worker_on_the_spot_logs_a_dump_with_a_photo(phone: Page, server: Served, photo: Path) -> None:
    explorer = begin(phone, server, "Černá skládka")
    explorer.frame.get_by_role("button", name="Kde jsem").click()
    expect(phone.get_by_text(re.compile(r"s přesností 12\sm"))).to_be_visible()
    choose(phone, "Stav", "Na místě")
    phone.get_by_label("Název místa").fill("Za garážemi")
    phone.locator("input[type=file]").set_input_files(photo)
    expect(phone.get_by_test_id("stFileChip")).to_be_visible()
    phone.get_by_role("textbox", name="Poznámka").fill("Pneumatiky a suť.")
    save(phone)
    expect(phone.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    (card,) = logged(server)
    assert (card.kind, card.name, card.condition) == (SiteKind.ILLEGAL_DUMP, "Za garážemi", Condition.PRESENT)
    assert (card.latitude, card.longitude) == pytest.approx((50.6607, 14.0323))
    assert card.photo_count == 1
    phone.get_by_role("link", name="Otevřít místo").click()
    expect(phone).to_have_url(re.compile(rf"/site\?id={card.id}"))
    expect(phone.get_by_role("heading", name="Za garážemi").first).to_be_visible()
    expect(phone.locator("img[src^='/photos/']").first).to_be_visible()


def test_a_place_cannot_be_saved_while_its_photo_is_on_the_way(phone: Page, server: Served, photo: Path) -> None:
    explorer = begin(phone, server, "Černá skládka")
    tap_middle(explorer)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route(re.compile("/_stcore/upload_file/"), hold)
    phone.locator("input[type=file]").set_input_files(photo)
    button = phone.get_by_role("button", name="Uložit", exact=True)
    expect(phone.get_by_test_id("stFileChipIconSpinner")).to_be_visible()
    expect(button).to_have_css("pointer-events", "none")
    phone.unroute(re.compile("/_stcore/upload_file/"), hold)
    for route in held:
        route.continue_()
    # The photo brings a line and a button of its own, which push the button down: nobody presses while it moves.
    expect(phone.get_by_role("button", name=f"Zakrýt část: {photo.name}")).to_be_visible()
    expect(button).not_to_have_css("pointer-events", "none")
    save(phone)
    expect(phone.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    assert logged(server)[0].photo_count == 1


def test_a_tap_on_the_map_places_it_and_the_place_is_then_on_the_map(page: Page, demo_server: Served) -> None:
    explorer = begin(page, demo_server, "Jiné místo")
    before = len(logged(demo_server))
    tap_middle(explorer)
    expect(page.get_by_text("Vybraná poloha")).to_be_visible()
    position = explorer.ask("map.getCenter()")
    page.get_by_label("Název místa").fill("Stará vodárna")
    save(page)
    expect(page.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    cards = logged(demo_server)
    assert len(cards) == before + 1
    assert (cards[0].latitude, cards[0].longitude) == pytest.approx((position["lat"], position["lng"]), abs=1e-3)
    page.get_by_role("link", name="Ukázat na mapě").click()
    expect(page).to_have_url(re.compile(f"site={cards[0].id}"))
    expect(Explorer(page, demo_server.address).wait().card.get_by_role("heading")).to_have_text("Stará vodárna")


def test_an_address_typed_without_diacritics_places_it(page: Page, demo_server: Served) -> None:
    explorer = begin(page, demo_server, "Ubytovna")
    page.get_by_label("Adresa, pokud ji znáte").fill("hutnicka trida 783/2")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Hutnická třída 783/2").click()
    expect(page.get_by_text("Vybraná poloha")).to_be_visible()
    explorer.wait()
    expect(explorer.frame.locator(".lokality-pin")).to_be_visible()
    save(page)
    expect(page.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    assert logged(demo_server)[0].address == "Hutnická třída 783/2"


def test_a_double_click_on_save_makes_one_record(page: Page, server: Served, photo: Path) -> None:
    explorer = begin(page, server, "Veřejné prostranství")
    tap_middle(explorer)
    expect(page.get_by_text("Vybraná poloha")).to_be_visible()
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.get_by_test_id("stFileChip")).to_be_visible()
    page.get_by_role("button", name="Uložit", exact=True).dblclick()
    expect(page.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    (card,) = logged(server)
    assert card.photo_count == 1
    page.get_by_role("button", name="Zapsat další").click()
    expect(page.get_by_text("Co to je?")).to_be_visible()
    expect(page.get_by_text("Jaké to je?")).to_have_count(0)


def test_a_known_place_near_by_becomes_a_visit(page: Page, demo_server: Served) -> None:
    known = next(card for card in logged(demo_server) if card.kind == SiteKind.HOSTEL and card.address)
    assert known.address is not None
    before = len(logged(demo_server))
    begin(page, demo_server, "Ubytovna")
    page.get_by_label("Adresa, pokud ji znáte").fill(known.address)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=known.address).first.click()
    offered = page.locator(".st-key-log-neighbours")
    expect(offered).to_contain_text("Není to některé z nich?")
    offered.get_by_role("button", name=known.name).click()
    expect(page.get_by_role("heading", name="Zapsat kontrolu")).to_be_visible()
    expect(page).to_have_url(re.compile(f"site={known.id}"))
    come_to_rest(page)
    save(page)
    expect(page.get_by_role("heading", name="Kontrola je zapsaná.")).to_be_visible()
    assert len(logged(demo_server)) == before


def test_every_target_of_the_form_is_large_enough_for_a_thumb(phone: Page, server: Served) -> None:
    begin(phone, server, "Herna")
    small = phone.locator("[data-testid=stMainBlockContainer] :is(button, [role=combobox]):visible").evaluate_all(
        f"""targets => targets.map(target => [target.innerText, target.getBoundingClientRect()])
            .filter(([text, box]) => box.height > 0 && box.height < {TARGET} - 0.5 && text.trim())
            .map(([text, box]) => `${{text}} ${{box.height}}`)"""
    )
    assert small == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_form_can_be_used_without_seeing_it(page: Page, server: Served) -> None:
    assert begin(page, server, "Herna").serious_faults() == []
