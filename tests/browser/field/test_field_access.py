"""One hand, sun, screen reader: nothing serious to find, everything large enough, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE
from tests.browser.field_hand import SIDEWAYS, begin, field_phone, opened
from tests.browser.field_server import FieldServer

TOUCH_AT_LEAST = 44  # CSS pixels
SCREENS = ("Dnes", "Poblíž", "K odeslání", "Hlášení", "Nastavení")
SERIOUS = """async () => {
    const { violations } = await axe.run(document);
    return violations.filter(({impact}) => ['serious', 'critical'].includes(impact))
        .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
}"""
# What is tapped: of a box or a radio its label, of a hidden file field its label.
TOO_SMALL = """(least) => [...document.querySelectorAll(`a, button, select, textarea, summary, label.choice,
        label.button, input:not([type=radio], [type=checkbox], .unseen)`)]
    .filter((one) => one.getClientRects().length)
    .map((one) => [one.getBoundingClientRect(), one])
    .filter(([box]) => box.width < least || box.height < least)
    .map(([box, one]) => `${one.tagName} ${one.textContent.slice(0, 40)} ${box.width}x${box.height}`)"""


def looked_at(page: Page, where: str) -> None:
    """Judge the present screen."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(SERIOUS) == [], where
    assert page.evaluate(TOO_SMALL, TOUCH_AT_LEAST) == [], where
    assert page.evaluate(SIDEWAYS) == 0, where


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_can_be_used_by_everybody(chromium: Browser, served: FieldServer, scheme: str) -> None:
    with field_phone(chromium, color_scheme=scheme, bypass_csp=True) as page:
        opened(page, served)
        for screen in SCREENS:
            page.get_by_role("navigation").get_by_role("link", name=screen).click()
            expect(page.get_by_role("heading", name=screen, level=1)).to_be_visible()
            looked_at(page, screen)
        page.get_by_role("navigation").get_by_role("link", name="Dnes").click()
        begin(page)
        page.get_by_role("button", name="Klepnout do mapy").click()
        page.locator(".map canvas").wait_for()
        page.get_by_label("Najít adresu").fill("nad")
        expect(page.get_by_role("button", name="Nádražní 12")).to_be_visible()
        looked_at(page, "Zapsat místo")


def test_at_200_percent_nothing_is_cut_off(chromium: Browser, served: FieldServer) -> None:
    with field_phone(chromium, viewport={"width": 195, "height": 422}) as page:
        opened(page, served)
        assert page.evaluate(SIDEWAYS) == 0
        begin(page)
        assert page.evaluate(SIDEWAYS) == 0


def test_the_app_speaks_english_too(worker: Page) -> None:
    worker.get_by_role("link", name="Nastavení").click()
    worker.get_by_label("Jazyk aplikace").select_option("en")
    expect(worker.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    worker.get_by_role("link", name="Near me").click()
    expect(worker.get_by_text("Illegal dump · present, seen on 2 Oct 2026")).to_be_visible()
    assert worker.evaluate("document.documentElement.lang") == "en"
    worker.context.set_offline(True)
    worker.reload()
    expect(worker.get_by_role("heading", name="Near me", level=1)).to_be_visible()
