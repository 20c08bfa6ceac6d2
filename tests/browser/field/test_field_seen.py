"""What is left to be seen gets fewer with each visit, whether it was sent or not, and the order says what it is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.field_hand import NOTHING_WAITS, until
from tests.browser.field_server import FieldServer

NEXT = "main li[data-site] h3"


def again(page: Page) -> None:
    """Look at the list again."""
    page.get_by_role("navigation").get_by_role("link", name="Dnes").click()
    page.get_by_role("navigation").get_by_role("link", name="Poblíž").click()


def unchanged(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Poblíž").click()
    expect(page.get_by_role("heading", name="Ke kontrole: 2")).to_be_visible()
    expect(page.get_by_text("V pořadí, v jakém se dají obejít.")).to_be_visible()
    page.get_by_role("button", name="Za garážemi: beze změny").click()


def only_the_other_is_left(page: Page) -> None:
    again(page)
    expect(page.get_by_role("heading", name="Ke kontrole: 1")).to_be_visible()
    expect(page.get_by_role("heading", name="Dnes už viděno: 1")).to_be_visible()
    expect(page.locator(NEXT)).to_have_text(["Stará mlékárna", "Ubytovna U mostu", "Za garážemi"])
    seen = page.locator('[data-site="5"]')
    expect(seen).not_to_contain_text("Po termínu")
    expect(seen).to_contain_text("termín podnětu 10. 1. 2026")
    page.get_by_role("navigation").get_by_role("link", name="Dnes").click()
    expect(page.get_by_role("heading", name="Ke kontrole, Vzorov-střed: 1")).to_be_visible()


def test_without_a_line_the_list_gets_shorter_and_the_row_stays_under_the_thumb(worker: Page) -> None:
    worker.context.set_offline(True)
    unchanged(worker)
    expect(worker.get_by_role("heading", name="Ke kontrole: 1")).to_be_visible()
    row = worker.locator("main section").first.locator('[data-site="5"]')
    expect(row).to_contain_text("Zapsáno, čeká na odeslání.")
    expect(row).not_to_contain_text("Po termínu")
    only_the_other_is_left(worker)


def test_what_was_sent_today_is_seen_too(worker: Page, served: FieldServer) -> None:
    unchanged(worker)
    until(worker, NOTHING_WAITS)
    assert len(served.records) == 1
    only_the_other_is_left(worker)
    worker.reload()
    expect(worker.get_by_role("heading", name="Ke kontrole, Vzorov-střed: 1")).to_be_visible()
