"""Signs with numbers that would lie over each other are moved aside, each with a line to where it belongs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from dashboard.documents.map_view import MapView
from dashboard.documents.map_words import Point

_DIRECTIONS = 12
_RINGS = 9


def moved_apart(places: Sequence[Point], view: MapView, apart: float, from_frame: float) -> list[Point]:
    """For each place where its sign is drawn: no two nearer than `apart`, none nearer to the frame than `from_frame`.

    Where there is no room any more a sign stays where it belongs.
    """
    taken: list[Point] = []
    for place in places:
        free = (
            tried
            for tried in _around(place, apart)
            if view.shows(tried, from_frame) and all(math.dist(tried, other) >= apart for other in taken)
        )
        taken.append(next(free, place))
    return taken


def _around(place: Point, apart: float) -> Iterator[Point]:
    """The place itself, then ring after ring around it."""
    yield place
    x, y = place
    for ring in range(1, _RINGS + 1):
        reach = apart * (0.5 + ring / 2)
        for step in range(_DIRECTIONS * (1 + ring // 3)):
            angle = 2 * math.pi * step / (_DIRECTIONS * (1 + ring // 3)) - math.pi / 4
            yield x + reach * math.cos(angle), y + reach * math.sin(angle)
