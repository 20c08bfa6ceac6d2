"""The page of a proposal in a browser: its figures, its forms, its map, and who reads it."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from dashboard.cookies import PLAIN_NAME
from geodata.services.sessions import new_token
from tests.browser.conftest import STEP_WITHIN, Served, come_to_rest
from tests.browser.zone_hand import Spot, ZoneHand
from tests.signed_in import let_in

expect.set_options(timeout=STEP_WITHIN)


def main_of(page: Page) -> Locator:
    return page.get_by_test_id("stMainBlockContainer")


def figure(page: Page, name: str) -> Locator:
    """A figure above the page, by its name."""
    return page.locator(".lokality-figures div", has_text=name).locator("strong")


def choose(page: Page, field: str, option: str) -> None:
    """Choose an option of a list by its words."""
    page.get_by_role("combobox", name=field).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def signed_in_as(page: Page, served: Served, login: str) -> Page:
    """Let the page, that of a visitor so far, be this person's."""
    token = new_token()
    let_in(served.database_url, login, token)
    page.context.add_cookies([{"name": PLAIN_NAME, "value": token, "url": served.address, "sameSite": "Lax"}])
    return page


class ProposalHand(ZoneHand):
    """A hand on the map beside a proposal; spots are degrees east and north of `origin` (longitude, latitude)."""

    def __init__(self, page: Page, address: str, origin: Spot) -> None:
        super().__init__(page, address)
        self.origin = origin

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator(".st-key-proposal-map-folded iframe")

    def spot(self, east: float, north: float) -> dict[str, float]:
        longitude, latitude = self.origin[0] + east, self.origin[1] + north
        found: dict[str, float] = self.ask(f"map.latLngToContainerPoint([{latitude}, {longitude}])")
        return {"x": found["x"], "y": found["y"]}

    def look_at(self, middle: Spot, zoom: int) -> None:
        """Bring a place into the middle of the map, as a hand with a wheel would."""
        self.wait_zones()
        come_to_rest(self.page)
        latitude, longitude = self.origin[1] + middle[1], self.origin[0] + middle[0]
        self.ask(f"map.setView([{latitude}, {longitude}], {zoom}, {{animate: false}}) && null")

    def put(self, *spots: Spot) -> None:
        """Click these places, once the page stands still: what grows above the map moves it."""
        come_to_rest(self.page)
        super().put(*spots)

    def pull(self, start: Spot, end: Spot) -> None:
        """Drag what lies at one place to another, once the page stands still."""
        come_to_rest(self.page)
        super().pull(start, end)
