"""The map page in a browser: opens it, finds places on the map, waits until everything has settled."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import AXE
from tests.browser.map_hand import Hand
from tests.conftest import MISSING


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

    def expect_in_view(self, number: int | None = None, *, below: int | None = None) -> int:
        """Wait until the list and the map say the same number of places (this one, or fewer than `below`); returns it.

        The list knows a place to one cell of the index, some 20 m, so one at the very edge may be only in one of them.
        The address changes before map and list do: after a filter was chosen, say what number to wait for.
        """
        self.page.wait_for_function(
            """([wanted, below]) => {
                const map = document.querySelector("iframe").contentWindow.lokalityMap;
                const line = document.querySelector(".st-key-map-beside strong");
                if (!map || !map.isIdle || !line) return false;
                const listed = parseInt(line.textContent.replace(/[^0-9]/g, ""), 10);
                const shown = Object.values(map.counts.kinds).reduce((sum, count) => sum + count, 0);
                const asked = (wanted === null || listed === wanted) && (below === null || listed < below);
                return Math.abs(listed - shown) <= 1 && asked;
            }""",
            arg=[number, below],
        )
        return int("".join(filter(str.isdigit, self.in_view.inner_text())))

    def expect_kinds(self, *kinds: str) -> None:
        """Wait until the map is drawn and shows places of exactly these kinds: the address knows the filter first."""
        self.page.wait_for_function(
            """wanted => {
                const map = document.querySelector("iframe").contentWindow.lokalityMap;
                return map && map.isIdle && Object.keys(map.counts.kinds).sort().join() === wanted;
            }""",
            arg=",".join(sorted(kinds)),
        )

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
                        other === one || Math.hypot(other.x - one.x, other.y - one.y) > 36);
                    return inside && far;
                });
                return {id: alone.feature.properties.id, name: alone.feature.properties.name,
                        x: alone.x - corner.x, y: alone.y - corner.y};
            })()"""
        )
        return found

    def tap(self, place: dict[str, Any]) -> None:
        """Click on a place in the frame, once it lies still in the window: scrolling under the finger moves the tap."""
        frame = self.page.locator("iframe")
        frame.evaluate("frame => frame.scrollIntoView({block: 'center', behavior: 'instant'})")
        self.map.click(position={"x": place["x"], "y": place["y"]})

    def serious_faults(self) -> list[str]:
        """What keeps people with assistive technology from using the page, its frames included."""
        if not AXE.exists():
            pytest.skip(f"{MISSING}make setup collects axe-core")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = self.page.evaluate("() => axe.run(document).then((found) => found.violations)")
        return [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}]
