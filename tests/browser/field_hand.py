"""What a worker does with the field app."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Geolocation, Page, ViewportSize, expect

from tests.browser.conftest import FLAGS, PHONE, STEP_WITHIN, watched_page
from tests.browser.field_ground import HERE
from tests.browser.field_server import FieldServer

SAVED = "Uloženo v telefonu"
_ROWS = """(store) => new Promise((resolve, reject) => {
    const asking = indexedDB.open('lokality-terrain-7');
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => {
        const rows = asking.result.transaction(store).objectStore(store).getAll();
        rows.onsuccess = () => { asking.result.close(); resolve(rows.result); };
    };
})"""
# What may be waited for by `until`.
NOTE_IS_KEPT = f"async () => (await ({_ROWS})('drafts')).some((draft) => draft.note)"
NOTHING_WAITS = f"""async () => {{
    const records = await ({_ROWS})('records');
    const photos = await ({_ROWS})('photos');
    return records.length > 0 && !photos.length && records.every((record) => record.state === 'sent');
}}"""
# How far the screen reaches beyond its edge, in CSS pixels.
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
NOTHING_IS_SENT_NOW = "async () => !(await navigator.locks.query()).held.length"


@contextmanager
def field_phone(chromium: Browser, **options: object) -> Iterator[Page]:
    """A phone that stands in the street and may tell where."""
    usual: dict[str, object] = {
        "viewport": PHONE,
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
        "geolocation": HERE,
        "permissions": ["geolocation"],
        "signed_in": False,
    }
    with watched_page(chromium, **(usual | options)) as page:
        page.set_default_timeout(STEP_WITHIN)
        yield page


def opened(page: Page, served: FieldServer) -> Page:
    """The app after its first visit, with its area kept and ready to open without a line."""
    page.goto(f"{served.address}/terrain")
    expect(page.get_by_role("heading", name="Dnes", level=1)).to_be_visible()
    page.get_by_label("Místa tohoto území").select_option("3")
    expect(page.get_by_role("heading", name="Ke kontrole, Vzorov-střed")).to_be_visible()
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until the app opens without a line."""
    page.wait_for_function("() => document.documentElement.dataset.offline === 'ready'")


def begin(page: Page, kind: str = "Černá skládka") -> None:
    """Begin to log a place where one stands."""
    page.get_by_role("link", name="Zapsat místo").click()
    expect(page.get_by_text("Podle telefonu, s přesností")).to_be_visible()
    page.get_by_text(kind, exact=True).click()


def save(page: Page) -> None:
    """Save the form."""
    page.get_by_role("button", name="Uložit").click()
    expect(page.get_by_text(SAVED)).to_be_visible()


def photo(directory: Path, number: int) -> Path:
    """A photo that differs from every other one."""
    path = directory / f"foto-{number}.jpg"
    Image.new("RGB", (320, 240), (number * 7 % 256, number * 31 % 256, number % 256)).save(path, "JPEG")
    return path


def until(page: Page, state: str) -> None:
    """Wait for a state that only an asynchronous function of the page can tell."""
    page.evaluate(f"""async () => {{
        const state = {state};
        while (!(await state())) await new Promise((resolve) => requestAnimationFrame(resolve));
    }}""")


def lasting_phone(chromium: Browser, profile: Path) -> Page:
    """A browser whose data outlives it; close its context to close it."""
    context = chromium.browser_type.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=FLAGS,
        viewport=ViewportSize(width=PHONE["width"], height=PHONE["height"]),
        locale="cs-CZ",
        timezone_id="Europe/Prague",
        geolocation=Geolocation(latitude=HERE["latitude"], longitude=HERE["longitude"], accuracy=HERE["accuracy"]),
        permissions=["geolocation"],
    )
    context.set_default_timeout(STEP_WITHIN)
    return context.pages[0]


def databases(page: Page) -> list[str]:
    """The names of the databases on the phone."""
    names: list[str] = page.evaluate("async () => (await indexedDB.databases()).map(({name}) => name).sort()")
    return names


def rows(page: Page, store: str, account_id: int = 7) -> list[dict[str, object]]:
    """What the phone's database of an account holds."""
    found: list[dict[str, object]] = page.evaluate(_ROWS.replace("terrain-7", f"terrain-{account_id}"), store)
    return found
