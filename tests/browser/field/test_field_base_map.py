"""Under the map of the field app lie the pictures of the base map while there is a line, and none without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import field_ground
from tests.browser.field_hand import begin, field_phone, opened
from tests.browser.field_server import FieldServer, picture

BASE_MAP: dict[str, Any] = {
    "url": "/under/{z}/{x}/{y}.png",
    "link": "",
    "deepest": 19,
    "attribution": {"cs": "© Město", "en": "© City"},
}
PICTURES = ".map .leaflet-tile-pane img"


@pytest.fixture
def based(chromium: Browser, served: FieldServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The phone in a city that has a base map."""
    monkeypatch.setitem(field_ground.FORM, "base_map", BASE_MAP)

    def draw(route: Route) -> None:
        route.fulfill(body=picture("khaki"), content_type="image/png")

    with field_phone(chromium) as page:
        page.route("**/under/**", draw)
        yield opened(page, served)


def open_map(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Klepnout do mapy").click()
    page.locator(".map canvas").wait_for()


def test_with_a_line_its_pictures_lie_under_the_places_and_its_maker_is_named(based: Page) -> None:
    open_map(based)
    expect(based.locator(PICTURES).first).to_be_visible()
    expect(based.get_by_text("© Město")).to_be_visible()


def test_without_a_line_nothing_is_asked_of_it(based: Page) -> None:
    based.context.set_offline(True)
    open_map(based)
    expect(based.locator(PICTURES)).to_have_count(0)
    expect(based.get_by_text("© Město")).to_have_count(0)
