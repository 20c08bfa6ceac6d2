"""What the watch over a page excuses and what it does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import Served, come_to_rest, watched_page

MAP_SCRIPT = "**/assets/leaflet/leaflet*.js"


def test_a_script_broken_off_is_excused(demo_city: Served, chromium: Browser) -> None:
    with watched_page(chromium) as page:
        page.context.route(MAP_SCRIPT, lambda route: route.abort("connectionaborted"))
        with page.context.expect_event("weberror") as thrown:
            page.goto(f"{demo_city.address}/map")
        assert str(thrown.value.error) == "Event"


def test_a_script_that_the_server_refuses_is_a_fault(demo_city: Served, chromium: Browser) -> None:
    def refused(route: Route) -> None:
        route.fulfill(status=404, body="")

    watching = watched_page(chromium)
    page = watching.__enter__()
    page.context.route(MAP_SCRIPT, refused)
    with page.context.expect_event("weberror"):
        page.goto(f"{demo_city.address}/map")
    come_to_rest(page)
    with pytest.raises(pytest.fail.Exception, match="script refused with 404"):
        watching.__exit__(None, None, None)
