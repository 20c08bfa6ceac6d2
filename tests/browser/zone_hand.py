"""A hand that draws zones: presses the tools, puts corners at places on the earth, reads what the map holds."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.map_city import CENTRE
from tests.browser.map_hand import Hand

Spot = tuple[float, float]  # degrees east and north of the centre of the city


class ZoneHand(Hand):
    """Drives `zone_page`."""

    def open(self, query: str = "") -> ZoneHand:
        """Open the page and wait until the zones are drawn."""
        super().open(query)
        return self.wait_zones()

    def wait_zones(self) -> ZoneHand:
        """Wait until the zones and venues have arrived."""
        expect(self.map).to_have_attribute("data-zones", "drawn")
        return self

    def tool(self, name: str) -> Locator:
        return self.frame.get_by_role("button", name=name)

    @property
    def corners(self) -> Locator:
        """The corners that can be dragged, without the small points between them."""
        return self.frame.locator(".marker-icon:not(.marker-icon-middle):not(.cursor-marker)")

    def point(self, spot: Spot) -> tuple[float, float]:
        """Where in the window this place is."""
        box = self.map.bounding_box()
        assert box is not None
        at = self.spot(*spot)
        return box["x"] + at["x"], box["y"] + at["y"]

    def put(self, *spots: Spot) -> None:
        """Click these places, moving there as a hand does: what hovers over a corner snaps to it."""
        for spot in spots:
            x, y = self.point(spot)
            self.page.mouse.move(x + 3, y + 3)
            self.page.mouse.move(x, y, steps=3)
            self.page.mouse.click(x, y)

    def pull(self, start: Spot, end: Spot) -> None:
        """Drag what lies at one place to another."""
        (x, y), (to_x, to_y) = self.point(start), self.point(end)
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move((x + to_x) / 2, (y + to_y) / 2, steps=4)
        mouse.move(to_x, to_y, steps=4)
        mouse.up()

    def rings(self) -> list[list[list[float]]]:
        """The rings of the polygon that Python heard of."""
        drawn: dict[str, Any] = self.heard()["drawn"]
        assert drawn["type"] == "Polygon"
        rings: list[list[list[float]]] = drawn["coordinates"]
        return rings

    def expect_targets(self) -> None:
        """Wait until the outlines to snap to have arrived."""
        expect(self.map).to_have_attribute("data-targets", "offered")

    def expect_corners(self, *counts: int) -> None:
        """Wait until Python has heard of rings with so many corners."""
        self.page.wait_for_function(
            """counts => {
              const said = document.querySelector('[data-testid=stCode] code');
              const drawn = said && JSON.parse(said.innerText).drawn;
              return drawn && JSON.stringify(drawn.coordinates.map(ring => ring.length - 1)) === JSON.stringify(counts);
            }""",
            arg=list(counts),
        )


def around(spot: Spot, size: float) -> list[Spot]:
    """The corners of a square about a place, from the lower left one on."""
    east, north = spot
    return [
        (east - size, north - size),
        (east + size, north - size),
        (east + size, north + size),
        (east - size, north + size),
    ]


def degrees(spot: Spot) -> tuple[float, float]:
    """Longitude and latitude of a place."""
    return CENTRE[1] + spot[0], CENTRE[0] + spot[1]
