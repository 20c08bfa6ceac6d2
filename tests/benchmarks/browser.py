"""A real Chromium on our map page, and the moments at which it was drawn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from dashboard.cookies import PLAIN_NAME
from tests.browser.conftest import FLAGS
from tests.signed_in import TOKEN

VIEW = ViewportSize(width=1280, height=800)
_WAITS = 60_000.0  # milliseconds
_HANDED_OVER = 600.0  # milliseconds within which streamlit-folium tells Python of a move


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
    context.add_cookies([{"name": PLAIN_NAME, "value": TOKEN, "url": "http://127.0.0.1", "sameSite": "Lax"}])
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


def panned(page: Page, right: int, down: int) -> float:
    """Milliseconds from a pan of our map by so many pixels until all that came into view was drawn."""
    return _panned(
        page,
        """async (map_div, [right, down]) => {
            const { map } = lokalityMap;
            const drawn = new Promise((resolve) => map.once("lokality:drawn", resolve));
            const began = performance.now();
            map.panBy([right, down], { animate: false });
            await drawn;
            return performance.now() - began;
        }""",
        right,
        down,
    )


# Leaflet tells of every layer that is added; the last of a run is followed by one frame in which all are painted.
_NEWEST_RUN = """() => {
    let newest = 0;
    window.map.eachLayer((layer) => { newest = Math.max(newest, layer.feature?.properties?.run ?? 0); });
    return newest;
}"""


def open_rerun_page(page: Page, address: str, query: str) -> None:
    """Open the page that reruns st_folium and wait until its features were drawn."""
    page.goto(f"{address}/?{query}")
    frame = page.frame_locator("iframe").locator("#map_div")
    frame.wait_for()
    frame.evaluate(f"async () => {{ while (!({_NEWEST_RUN})()) await new Promise(requestAnimationFrame); }}")
    _wait_until_idle(page)


def panned_rerun_page(page: Page, right: int, down: int) -> float:
    """Milliseconds from a pan until the features that Python sent for it were drawn."""
    return _panned(
        page,
        f"""async (map_div, [right, down]) => {{
            const newest = {_NEWEST_RUN};
            const before = newest();
            const began = performance.now();
            window.map.panBy([right, down], {{ animate: false }});
            while (newest() === before) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            return performance.now() - began;
        }}""",
        right,
        down,
    )


def _panned(page: Page, script: str, right: int, down: int) -> float:
    milliseconds: float = page.frame_locator("iframe").locator("#map_div").evaluate(script, [right, down])
    _wait_until_idle(page)
    return milliseconds


def _wait_until_idle(page: Page) -> None:
    """Until Python has answered what the last move told it."""
    page.wait_for_timeout(_HANDED_OVER)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
