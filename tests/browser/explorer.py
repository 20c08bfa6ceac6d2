"""The map page in a browser: opens it, finds places on the map, waits until everything has settled."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.map_hand import Hand


class Explorer(Hand):
    """Drives `/map` and `/log-place`; positions are Leaflet's (latitude, longitude)."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)

    def open(self, query: str = "", path: str = "map") -> Explorer:
        """Open a page with a map and wait until everything in view is drawn."""
        self.page.goto(f"{self.address}/{path}{'?' + query if query else ''}")
        return self.wait()

    def wait(self) -> Explorer:
        """Wait until all that the view needs is drawn."""
        super().wait()
        return self

    @property
    def rows(self) -> Locator:
        """The rows of the list."""
        return self.page.locator("[class*='st-key-sign-'][class*='-row-'] button")

    @property
    def card(self) -> Locator:
        return self.page.locator(".st-key-map-card")

    @property
    def in_view(self) -> Locator:
        """The line above the list that says how many places are in view."""
        return self.page.locator(".st-key-map-beside").get_by_text(re.compile("ve výřezu|in view"))

    def expect_in_view(self) -> int:
        """How many places the list says are in view, once it says the same as the map."""
        counted = self.counts()
        number = sum(counted["kinds"].values())
        expect(self.in_view).to_have_text(re.compile(rf"^{number}\s"))
        return int(number)

    def single_site(self) -> dict[str, Any]:
        """A site in view that stands alone: its id, and where in the frame it lies."""
        found: dict[str, Any] = self.ask(
            """(() => {
                const points = lokalityMap.painter.points.filter((point) => point.feature.layer === 'sites');
                const corner = map.containerPointToLayerPoint([0, 0]);
                const size = map.getSize();
                const alone = points.find((one) => {
                    const [x, y] = [one.x - corner.x, one.y - corner.y];
                    const inside = x > 60 && x < size.x - 230 && y > 60 && y < size.y - 60;
                    const far = lokalityMap.painter.points.every((other) =>
                        other === one || Math.hypot(other.x - one.x, other.y - one.y) > 40);
                    return inside && far;
                });
                return {id: alone.feature.properties.id, name: alone.feature.properties.name,
                        x: alone.x - corner.x, y: alone.y - corner.y};
            })()"""
        )
        return found

    def tap(self, place: dict[str, Any]) -> None:
        """Click on a place in the frame."""
        self.map.click(position={"x": place["x"], "y": place["y"]})
