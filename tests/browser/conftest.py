"""A real Chromium, a page that tolerates no error and no foreign host, and a server of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect, sync_playwright

from dashboard.cookies import PLAIN_NAME
from tests.browser.steady_hand import stand_still, steady_hand
from tests.conftest import MISSING
from tests.postgis import free_port
from tests.signed_in import TOKEN, let_in

# --no-sandbox: in a container Chromium runs as root; the rest keeps it from asking the network by itself.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
FAKE_CAMERA = "--use-fake-device-for-media-stream"
OWN_HOSTS = {"127.0.0.1", "localhost"}
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
ANSWERS_WITHIN = 60.0  # seconds; a first start imports every library
STEP_WITHIN = 20_000  # milliseconds; two cores are shared with the server
BARE_EVENT = "script error: Event"
AXE = Path(__file__).resolve().parents[2] / "build" / "test-assets" / "axe.min.js"


@dataclass(frozen=True)
class Served:
    """A running Lokality: where it answers and where its database lies."""

    address: str
    database_url: str
    log: Path


@contextmanager
def serving(directory: Path, database_url: str, **settings: str) -> Iterator[Served]:
    """Run `lokality serve` on a free port until the end of the block.

    The base map is off, so that whatever still leaves the machine is a fault. `settings` are further
    `LOKALITY_…` variables without their prefix, in any case. The browser of the tests is signed in as the local
    account.
    """
    let_in(database_url)
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOKALITY_")}
    environment |= {
        "LOKALITY_DATABASE_URL": database_url,
        "LOKALITY_DATA_DIRECTORY": str(directory),
        "LOKALITY_BASE_MAP": "none",
    }
    environment |= {f"LOKALITY_{name.upper()}": value for name, value in settings.items()}
    address, log = f"http://127.0.0.1:{port}", directory / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("lokality")), "serve", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_it_answers(address, process, log)
        yield Served(address, database_url, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when `/healthz` answers 200; fail the test with the server's words when it does not."""
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture
def server(sqlite_url: str, tmp_path: Path) -> Iterator[Served]:
    """A server over an empty database of this test alone."""
    with serving(tmp_path, sqlite_url) as served:
        yield served


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, built once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("demo") / "lokality.db"
    environment = os.environ | {
        "LOKALITY_DATABASE_URL": f"sqlite:///{path}",
        "LOKALITY_DATA_DIRECTORY": str(path.parent),
    }
    subprocess.run(
        [str(Path(sys.executable).with_name("lokality")), "demo"],
        env=environment,
        check=True,
        capture_output=True,
    )
    return path


def copy_demo(demo_database: Path, path: Path) -> None:
    """A copy of the demo city and its photos, as a server finds them beside each other."""
    shutil.copyfile(demo_database, path)
    shutil.copytree(demo_database.parent / "photos", path.parent / "photos")


@pytest.fixture
def demo_server(demo_database: Path, tmp_path: Path) -> Iterator[Served]:
    """A server over this test's own copy of the demo city."""
    path = tmp_path / "demo.db"
    copy_demo(demo_database, path)
    with serving(tmp_path, f"sqlite:///{path}") as served:
        yield served


@pytest.fixture(scope="session")
def demo_city(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over one copy of the demo city for all tests that only look."""
    directory = tmp_path_factory.mktemp("demo-city")
    path = directory / "demo.db"
    copy_demo(demo_database, path)
    with serving(directory, f"sqlite:///{path}") as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless, with a camera that films a moving picture of its own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip(f"{MISSING}install Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, FAKE_CAMERA])
        yield browser
        browser.close()


class Watch:
    """What a page must not do: throw, or ask a host that is not ours."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._scripts_broken_off = 0

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context, and stop foreign requests before they leave the machine."""
        context.on("weberror", lambda error: self._faults.append(f"script error: {error.error}"))
        context.on("requestfailed", self._note_script_broken_off)
        context.on("response", self._note_script_refused)
        context.route(lambda url: not is_own(url), lambda route: self.refuse(route.request.url, route.abort))

    @property
    def faults(self) -> list[str]:
        """Everything that went wrong.

        streamlit-folium throws a bare Event for a script of its map that did not arrive. A journey that leaves a
        page, or whose server ends, while the map is still loading breaks such a script off; that is excused, one
        Event for one script. A script that the server refuses is a fault by itself.
        """
        thrown = [fault for fault in self._faults if fault == BARE_EVENT]
        return [fault for fault in self._faults if fault != BARE_EVENT] + thrown[self._scripts_broken_off :]

    def _note_script_broken_off(self, request: Request) -> None:
        if request.resource_type == "script" and is_own(request.url):
            self._scripts_broken_off += 1

    def _note_script_refused(self, response: Response) -> None:
        if response.request.resource_type == "script" and response.status >= httpx.codes.BAD_REQUEST:
            self._faults.append(f"script refused with {response.status}: {response.url}")

    def refuse(self, url: str, abort: Callable[[], None]) -> None:
        """Note a foreign request and let it fail."""
        self._faults.append(f"request to a foreign host: {url}")
        abort()


def is_own(url: str) -> bool:
    """Whether an address stays on this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in OWN_HOSTS


@contextmanager
def watched_page(chromium: Browser, **options: object) -> Iterator[Page]:
    """A new page in Czech and in Prague's time; leaving the block fails when the page misbehaved.

    `options` are those of a browser context, and `signed_in=False` for a visitor without a session.
    """
    settings: dict[str, object] = {"locale": "cs-CZ", "timezone_id": "Europe/Prague", "viewport": DESKTOP}
    signed_in = options.pop("signed_in", True)
    context = chromium.new_context(**(settings | options))  # type: ignore[arg-type]
    if signed_in:  # cookies know no ports: this one fits every server of the run
        context.add_cookies([{"name": PLAIN_NAME, "value": TOKEN, "url": "http://127.0.0.1", "sameSite": "Lax"}])
    context.set_default_timeout(STEP_WITHIN)
    watch = Watch()
    watch.over(context)
    try:
        yield context.new_page()
    finally:
        context.close()
    if watch.faults:
        pytest.fail("\n".join(watch.faults))


def come_to_rest(page: Page) -> None:
    """Wait until Streamlit has drawn the page: what still moves may slip away from under a click."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    stand_still(page)


@pytest.fixture(autouse=True, scope="session")
def _hand() -> Iterator[None]:
    with steady_hand():
        yield


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of desktop size."""
    with watched_page(chromium) as page:
        yield page


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of a phone's size, with touch, a position in Ústí nad Labem and leave to tell it."""
    with watched_page(
        chromium,
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        geolocation={"latitude": 50.6607, "longitude": 14.0323, "accuracy": 12},
        permissions=["geolocation"],
    ) as page:
        yield page


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Further pages, each in a context of its own: a second person, another language."""
    with ExitStack() as stack:

        def open_page(**options: object) -> Page:
            opened: AbstractContextManager[Page] = watched_page(chromium, **options)
            return stack.enter_context(opened)

        yield open_page
