"""The view that shows a box whole, on a phone too."""

from __future__ import annotations

import math

from dashboard.map.spec import SHALLOWEST_ZOOM, Box, View

# Pixels that are free of the legend and buttons even on the smallest screen.
_ACROSS, _DOWN = 320, 320
_WORLD = 256  # pixels of the whole world at zoom 0
NEAREST = 17  # a single place among its neighbours


def view_of(box: Box) -> View:
    """The nearest view in which the box (west, south, east, north in degrees WGS84) is seen whole."""
    west, south, east, north = box
    top, bottom = _down(north), _down(south)
    zoom = min(_fitting(east - west, 360.0, _ACROSS), _fitting(bottom - top, 1.0, _DOWN), NEAREST)
    middle = math.degrees(math.atan(math.sinh(math.pi * (1 - (top + bottom)))))
    return View((middle, (west + east) / 2), max(SHALLOWEST_ZOOM, zoom))


def _fitting(length: float, world: float, pixels: int) -> int:
    """The deepest zoom at which a part of the world of this length takes no more than so many pixels."""
    if length <= 0:
        return NEAREST
    return math.floor(math.log2(pixels / _WORLD * world / length))


def _down(latitude: float) -> float:
    """How far down a latitude lies on the map of the world, from 0 to 1."""
    return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
