"""My reports: what became of issues comes first, the rest is folded, and a name leads to the place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import field_ground
from tests.browser.field_hand import SIDEWAYS
from tests.browser.field_server import FieldServer

SEEN = {"observation_id": 11, "site_id": 6, "site": "Ubytovna U mostu", "kind": "hostel", "issues": []}
# In how many lines each day stands that the screen tells.
TORN = """() => {
    const torn = [];
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        for (const found of node.data.matchAll(/\\d{1,2}\\.?\\s(?:\\d{1,2}\\.|[A-Z][a-z]{2})\\s\\d{4}/gu)) {
            const range = document.createRange();
            range.setStart(node, found.index);
            range.setEnd(node, found.index + found[0].length);
            if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) torn.push(found[0]);
        }
    }
    return torn;
}"""


@pytest.fixture
def reports(worker: Page, served: FieldServer, monkeypatch: pytest.MonkeyPatch) -> Page:
    """My reports: the newest without an issue, an older one with one."""
    monkeypatch.setattr(field_ground, "REPORTS", [field_ground.REPORTS[0] | SEEN, *field_ground.REPORTS])
    worker.get_by_role("navigation").get_by_role("link", name="Hlášení").click()
    expect(worker.get_by_text("Odvoz je objednaný.")).to_be_visible()
    return worker


def test_issues_come_first_and_the_rest_is_folded(reports: Page) -> None:
    expect(reports.locator("main h3:visible")).to_have_text(["Za garážemi"])
    reports.get_by_text("Další záznamy: 1").click()
    expect(reports.locator("main h3:visible")).to_have_text(["Za garážemi", "Ubytovna U mostu"])


def test_a_name_leads_to_the_place_only_with_a_line(reports: Page) -> None:
    name = reports.get_by_role("main").get_by_role("link", name="Za garážemi")
    expect(name).to_have_attribute("href", "/site?id=5")
    reports.context.set_offline(True)
    expect(name).to_have_count(0)
    expect(reports.get_by_role("heading", name="Za garážemi")).to_be_visible()
    reports.context.set_offline(False)
    expect(name).to_have_attribute("href", "/site?id=5")


@pytest.mark.parametrize("language", ["cs", "en"])
def test_no_day_is_torn_on_the_smallest_screen(reports: Page, language: str) -> None:
    reports.set_viewport_size({"width": 195, "height": 422})
    reports.get_by_role("navigation").locator("a[href='#/settings']").click()
    reports.locator("select").last.select_option(language)
    reports.wait_for_function("(language) => document.documentElement.lang === language", arg=language)
    for screen in ("", "nearby", "reports", "settings"):
        reports.get_by_role("navigation").locator(f"a[href='#/{screen}']").click()
        reports.wait_for_function(
            "(name) => document.querySelector('main').dataset.screen === name", arg=screen or "home"
        )
        expect(reports.locator("main")).to_contain_text("2026")
        assert reports.evaluate(TORN) == [], screen
        assert reports.evaluate(SIDEWAYS) == 0, screen
