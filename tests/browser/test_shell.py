"""What surrounds every page, in a real browser: language, navigation, and what a page may not do."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import STEP_WITHIN, Served

expect.set_options(timeout=STEP_WITHIN)


def test_the_language_is_chosen_at_the_top_and_kept_by_the_browser(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/issues")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link", name="Podněty")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "cs")
    page.get_by_role("link", name="English").click()
    expect(menu.get_by_role("link", name="Issues")).to_be_visible()
    expect(page).to_have_url(re.compile("/issues"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(f"{demo_city.address}/map")
    expect(menu.get_by_role("link", name="Overview")).to_be_visible()
    page.get_by_role("link", name="Čeština").click()
    expect(menu.get_by_role("link", name="Přehled")).to_be_visible()


def test_the_menu_holds_the_pages_and_hides_those_opened_by_a_link(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/issues")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link")).to_have_text(
        [
            re.compile(name)
            for name in (
                "Přehled",
                "Mapa",
                "Zapsat místo",
                "Podněty",
                "Podání úřadům",
                "Buňky a porady",
                "Pochůzky",
                "Návrhy zón",
                "Mimořádné události",
                "Data",
                "Správa",
            )
        ]
    )


def test_a_table_is_taken_away_by_our_own_downloads_alone(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/administration")
    page.get_by_test_id("stDataFrame").locator("visible=true").first.hover()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    expect(page.get_by_test_id("stElementToolbar").first).to_be_hidden()


def test_a_fictional_city_says_so(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/issues")
    expect(page.locator(".lokality-city")).to_contain_text("Smyšlené město")


def test_on_a_phone_logging_a_place_is_at_hand_on_every_page(phone: Page, demo_city: Served) -> None:
    phone.goto(f"{demo_city.address}/issues")
    phone.locator(".st-key-log-place-at-hand").get_by_role("link").click()
    expect(phone).to_have_url(re.compile("/log-place"))
    expect(phone.locator(".st-key-log-place-at-hand")).to_have_count(0)


def test_the_first_page_connects_without_asking_for_what_is_not_there(page: Page, demo_city: Served) -> None:
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{demo_city.address}/issues")
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    assert missing == []


def test_a_page_can_run_no_script_of_its_own(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/issues")
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.textContent = 'window.broken = true'; document.body.append(script); }"
    )
    assert page.evaluate("() => window.broken") is None


def test_the_map_fills_a_laptops_screen_and_no_more_under_a_banner_too(page: Page, demo_server: Served) -> None:
    fits = "() => { const main = document.querySelector('[data-testid=stMain]');"
    fits += " return [main.scrollHeight, main.clientHeight]; }"
    for banner in (".lokality-banner", ".st-key-view-as-banner"):
        if banner != ".lokality-banner":
            page.goto(f"{demo_server.address}/administration")
            page.get_by_text("Podívat se jako jiná role").click()
            page.get_by_role("button", name="Podívat se", exact=True).click()
            expect(page).to_have_url(f"{demo_server.address}/")  # it leads there by itself
            expect(page.locator(banner)).to_be_visible()
        page.goto(f"{demo_server.address}/map")
        expect(page.locator(banner)).to_be_visible()
        expect(page.locator(".st-key-map-beside button").first).to_be_visible()
        frame = page.locator(".st-key-map-map iframe")
        inside = frame.content_frame.locator(".leaflet-container")
        expect(inside).to_be_visible()
        needed, there = page.evaluate(fits)
        assert needed <= there == 800, banner
        bounds, within = frame.bounding_box(), inside.bounding_box()
        assert bounds is not None
        assert within is not None
        assert bounds["height"] > 500
        assert within["y"] + within["height"] <= bounds["y"] + bounds["height"]  # nothing of the map is cut off
