"""A hand on the map in a browser: opens it, points at places on the earth, reads what Python heard."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.conftest import STEP_WITHIN
from tests.browser.map_city import CENTRE

# Two cores are shared by the browser, the server and whoever else tests.
expect.set_options(timeout=STEP_WITHIN)


class Hand:
    """Drives `map_page` in one page; positions are (latitude, longitude)."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, query: str = "") -> Hand:
        """Open the page and wait until everything in view is drawn."""
        self.page.goto(f"{self.address}/?{query}")
        return self.wait()

    def wait(self) -> Hand:
        """Wait until all that the view needs is drawn."""
        expect(self.map).to_have_attribute("data-state", "drawn")
        return self

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def map(self) -> Locator:
        return self.frame.locator("#map_div")

    def ask(self, script: str) -> Any:
        """The value of a script in the map's frame; `map` is the Leaflet map."""
        return self.map.evaluate(f"() => {{ const map = lokalityMap.map; return {script}; }}")

    def counts(self) -> dict[str, Any]:
        """What is in view, as the map counts it."""
        found: dict[str, Any] = self.ask("lokalityMap.counts")
        return found

    def spot(self, east: float, north: float) -> dict[str, float]:
        """Where in the frame a place lies that is so many degrees from the centre of the city."""
        found: dict[str, float] = self.ask(f"map.latLngToContainerPoint([{CENTRE[0] + north}, {CENTRE[1] + east}])")
        return {"x": found["x"], "y": found["y"]}

    def click(self, east: float, north: float) -> None:
        self.map.click(position=self.spot(east, north))  # type: ignore[arg-type]

    def pan(self, right: int, down: int) -> None:
        """Drag the map and wait until it has come to rest."""
        self.watch_rest()
        self.drag(right, down)
        self.wait_rest()

    def watch_rest(self) -> None:
        """Remember the next time the map comes to rest."""
        self.ask("(window.atRest = new Promise((done) => map.once('moveend', done)), null)")

    def wait_rest(self) -> None:
        """Wait until the map has come to rest and is drawn."""
        self.ask("window.atRest.then(() => lokalityMap.idle).then(() => null)")
        self.wait()

    def drag(self, right: int, down: int) -> None:
        """Press, move by so many pixels and release, from the upper middle of the map."""
        box = self.map.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + right / 2, y + down / 2, steps=4)
        mouse.move(x + right, y + down, steps=4)
        mouse.up()

    @property
    def heard_text(self) -> Locator:
        return self.page.get_by_test_id("stCode").locator("code")

    def heard(self) -> dict[str, Any]:
        """What Python heard of the map in its last run."""
        found: dict[str, Any] = json.loads(self.heard_text.inner_text())
        return found

    def expect_heard(self, name: str, value: object) -> None:
        """Wait until Python says this."""
        expect(self.heard_text).to_contain_text(json.dumps({name: value})[1:-1])
