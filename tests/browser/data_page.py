"""The Data page in a browser: opened, and a file dropped on it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import STEP_WITHIN, Served


def open_page(page: Page, served: Served) -> None:
    """Open the page; the very first time it imports every library that reads files."""
    page.goto(f"{served.address}/data")
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible(timeout=3 * STEP_WITHIN)


def drop(page: Page, served: Served, name: str, content: bytes, media_type: str = "") -> None:
    """Open the page and drop a file; wait until it is understood."""
    open_page(page, served)
    file = {"name": name, "mimeType": media_type or "application/octet-stream", "buffer": content}
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", name="Jak se souboru rozumí")).to_be_visible()
