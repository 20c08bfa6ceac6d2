"""What is due near me is said in words, and the list shows only that when asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import clock
from tests.browser.field.test_field_access import looked_at
from tests.browser.field_hand import field_phone, opened
from tests.browser.field_server import FieldServer

FILTER = "Která místa"
NAMES = "main li[data-site] h3"


def shown(page: Page, *names: str) -> None:
    expect(page.locator(NAMES)).to_have_text(list(names))


@pytest.fixture
def nearby(worker: Page, served: FieldServer) -> Page:
    """Near me, with one place late, one due in three days and one with nothing due."""
    return list_of(worker, served)


def list_of(page: Page, served: FieldServer) -> Page:
    served.due = {8: None, 6: (clock.today() + timedelta(days=3)).isoformat()}
    page.get_by_role("link", name="Nastavení").click()
    with page.expect_response("**/terrain/ground/3"):
        page.get_by_role("button", name="Stáhnout znovu").click()
    page.get_by_role("link", name="Poblíž").click()
    return page


def test_late_and_soon_are_said_in_words(nearby: Page) -> None:
    soon = clock.today() + timedelta(days=3)
    expect(nearby.get_by_text("Po termínu od 11. 1. 2026")).to_be_visible()
    expect(nearby.get_by_text(f"Blíží se termín podnětu: {soon.day}. {soon.month}. {soon.year}")).to_be_visible()


def test_the_list_is_narrowed_to_the_late_ones_and_remembers_it(nearby: Page) -> None:
    shown(nearby, "Za garážemi", "Stará mlékárna", "Ubytovna U mostu")
    nearby.get_by_label(FILTER).select_option("jen po termínu")
    shown(nearby, "Za garážemi")
    expect(nearby.get_by_role("heading", name="Po termínu: 1")).to_be_visible()
    nearby.get_by_role("link", name="Dnes").click()
    nearby.get_by_role("link", name="Poblíž").click()
    shown(nearby, "Za garážemi")
    nearby.get_by_label(FILTER).select_option("po termínu, dnes nebo brzy")
    shown(nearby, "Za garážemi", "Ubytovna U mostu")
    nearby.get_by_label(FILTER).select_option("všechna místa")
    shown(nearby, "Za garážemi", "Stará mlékárna", "Ubytovna U mostu")


def test_what_was_written_down_stays_written_down_when_the_list_is_narrowed(nearby: Page) -> None:
    nearby.context.set_offline(True)
    nearby.get_by_role("button", name="Za garážemi: beze změny").click()
    expect(nearby.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    nearby.get_by_label(FILTER).select_option("jen po termínu")
    expect(nearby.get_by_role("heading", name="Po termínu: 0")).to_be_visible()
    expect(nearby.get_by_role("heading", name="Dnes už viděno: 1")).to_be_visible()
    expect(nearby.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_filter_can_be_used_by_everybody(chromium: Browser, served: FieldServer, scheme: str) -> None:
    with field_phone(chromium, color_scheme=scheme, bypass_csp=True) as page:
        list_of(opened(page, served), served)
        expect(page.get_by_text("Po termínu od 11. 1. 2026")).to_be_visible()
        looked_at(page, "Poblíž")
