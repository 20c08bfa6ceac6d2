"""The field app on a phone: what its first load weighs, how soon it opens offline, how many taps a place takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.cookies import PLAIN_NAME
from tests.benchmarks.browser import chromium
from tests.benchmarks.counting_line import counting_line
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.processes import lokality
from tests.browser.conftest import PHONE
from tests.browser.field_ground import HERE
from tests.browser.field_hand import photo, ready
from tests.signed_in import TOKEN

FIRST_LOAD_KIB = 300.0
OPENED_TO_BARE = 1.5
TAPS = 12.0
_OPENINGS = 21
_WAITS = 60_000.0  # milliseconds
_ASSETS = Path(__file__).resolve().parents[2] / "build" / "assets"
# As little as a page can be: one link to press, from the same server, with nothing to load.
_BARE = (
    '<!doctype html><html lang="cs"><meta charset="utf-8"><title>-</title>'
    '<a class="primary big" href="/">Zapsat</a></html>'
)
# The moment at which the first thing to press was on the screen: the frame after it stood in the page was painted.
_WATCH = """(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => { window.pressable = performance.now(); };
    const look = () => {
        if (document.querySelector('a.primary.big')) requestAnimationFrame(() => painted.port2.postMessage(0));
        else requestAnimationFrame(look);
    };
    look();
})()"""


def field(_sites: int) -> Iterator[Measurement]:
    """Over the demo city, by a phone that was never here; the openings in turn with those of a bare page."""
    with (
        _demo() as address,
        chromium() as browser,
        counting_line(urlsplit(address).port or 0) as line,
        _phone(browser) as context,
    ):
        page = context.new_page()
        page.goto(f"{line.address}/terrain")
        ready(page)
        loaded = line.answered / 1024
        yield at_most("field app, first load over the wire, KiB", loaded, FIRST_LOAD_KIB, "without map data")
        page.get_by_label("Místa tohoto území").select_option(index=1)
        page.get_by_role("heading", name="Ke kontrole,").wait_for()
        page.close()
        yield _openings(context, line.address)
        yield _taps(context, line.address)


@contextmanager
def _demo() -> Iterator[str]:
    """The address of a server over a demo city of its own, which also hands out the bare page."""
    with tempfile.TemporaryDirectory(prefix="lokality-bench-field-") as folder:
        database = f"sqlite:///{folder}/demo.db"
        environment = os.environ | {"LOKALITY_DATABASE_URL": database, "LOKALITY_DATA_DIRECTORY": folder}
        command = [str(Path(sys.executable).with_name("lokality")), "demo"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        bare = _ASSETS / "bare.html"
        bare.write_text(_BARE, encoding="utf-8")
        try:
            with lokality(database) as server:
                yield server.address
        finally:
            bare.unlink()


@contextmanager
def _phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        locale="cs-CZ",
        is_mobile=True,
        has_touch=True,
        geolocation={"latitude": HERE["latitude"], "longitude": HERE["longitude"]},
        permissions=["geolocation"],
    )
    context.set_default_timeout(_WAITS)
    context.add_cookies([{"name": PLAIN_NAME, "value": TOKEN, "url": "http://127.0.0.1", "sameSite": "Lax"}])
    yield context
    context.close()


def _openings(context: BrowserContext, address: str) -> Measurement:
    """The app without a line against a bare page with one, in turn."""
    app: list[float] = []
    bare: list[float] = []
    for number in range(_OPENINGS + 1):
        for times, path, has_line in ((app, "/terrain", False), (bare, "/assets/bare.html", True)):
            context.set_offline(not has_line)
            page = context.new_page()
            page.add_init_script(_WATCH)
            page.goto(address + path)
            page.wait_for_function("() => window.pressable")
            if number:  # the first only warms
                times.append(page.evaluate("window.pressable"))
            page.close()
    of_app, of_bare = median(app), median(bare)
    detail = f"medians of {_OPENINGS}: {of_app:.0f} ms offline, {of_bare:.0f} ms a bare page of the server"
    return at_most("field app opened offline / bare page", of_app / of_bare, OPENED_TO_BARE, detail)


def _taps(context: BrowserContext, address: str) -> Measurement:
    """A dump with a photo, from the icon to "saved on the phone", without a line; each tap is counted as it is made."""
    context.set_offline(True)
    page = context.new_page()
    taps = 1  # the icon on the first screen
    page.goto(f"{address}/terrain")
    for tap in _steps(page):
        tap()
        taps += 1
    with tempfile.TemporaryDirectory() as folder:
        page.locator("input[type=file]").first.set_input_files(photo(Path(folder), 1))
        page.get_by_alt_text("Fotka 1").wait_for()
    taps += 3  # "Take a photo", the shutter, "use it": the camera is the phone's own
    page.get_by_role("button", name="Uložit").click()
    taps += 1
    page.get_by_text("Uloženo v telefonu").wait_for()
    page.close()
    return at_most("field app, taps for a dump with a photo offline", taps, TAPS, "the camera counted as three")


def _steps(page: Page) -> Iterator[Callable[[], None]]:
    """What is tapped before the photo."""
    yield page.get_by_role("link", name="Zapsat místo").click
    yield page.get_by_text("Černá skládka", exact=True).click
    page.get_by_text("Podle telefonu, s přesností").wait_for()  # it finds itself; nothing to tap
    yield page.locator("fieldset", has_text="Stav").get_by_role("radio").first.check
    yield page.locator("fieldset", has_text="Druh odpadu").get_by_role("checkbox").first.check
