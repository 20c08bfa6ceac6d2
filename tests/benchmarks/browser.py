"""A real Chromium on our map page, and the moments at which it was drawn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import FLAGS

VIEW = ViewportSize(width=1280, height=800)
_WAITS = 60_000.0  # milliseconds


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise RuntimeError("install Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor who was never here before: nothing is kept in the browser."""
    context = browser.new_context(viewport=VIEW, locale="cs-CZ")
    context.set_default_timeout(_WAITS)
    yield context.new_page()
    context.close()


def open_map(page: Page, address: str, query: str = "") -> float:
    """Milliseconds from the navigation until the last feature in view was drawn."""
    page.goto(f"{address}/map?{query}", wait_until="commit")
    began: float = page.evaluate("performance.timeOrigin")
    page.frame_locator("iframe").locator("#map_div[data-state=drawn]").wait_for()
    return drawn_at(page) - began


def drawn_at(page: Page) -> float:
    """The moment (milliseconds of the epoch) at which the map was last drawn completely."""
    moment: float = (
        page.frame_locator("iframe")
        .locator("#map_div")
        .evaluate("() => performance.timeOrigin + performance.getEntriesByName('lokality-drawn').at(-1).startTime")
    )
    return moment
