"""Names on a map of zones: of the zones first, then of streets, where they cover neither a sign nor each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from dashboard.documents.map_view import MapView, own_parts
from dashboard.documents.map_words import BOLD_LETTER, LETTER, Point, map_text, stretches, turned
from dashboard.documents.zone_signs import INK, QUIET, number_room, zone_number

_ZONE_SIZE, _CHOSEN_SIZE, _STREET_SIZE = 19, 23, 16
_STREETS_FROM = 0.18  # units a metre: smaller streets would be hidden under their names
_STREETS_AT_MOST = 60
_LETTERS_AT_MOST = 34
_HIGHER = (0, 1, -1, 2, -2, 3, -3)  # lines above and below the middle where a name is tried

_FROM_FRAME = 5  # units that are free along the frame
_CIRCLE_TO = 4  # units: how well the widest place of a zone is found


class Named(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...


class Labels:
    """Keeps what is covered already; scale and north arrow are."""

    def __init__(self, view: MapView, signs: Sequence[Point], sign_size: float) -> None:
        self._view = view
        self._taken: list[BaseGeometry] = [
            *(shapely.box(x - sign_size, y - sign_size, x + sign_size, y + sign_size) for x, y in signs),
            shapely.box(0, view.height - 70, 260, view.height),
            shapely.box(view.width - 62, 0, view.width, 94),
        ]

    def zones(self, zones: Sequence[tuple[Named, BaseGeometry]], chosen: int | None) -> Iterator[str]:
        """`1 Kolonie` where it has room within what one sees of the zone, else its number in a box.

        The chosen one comes first and is larger. A zone too small for its number has that beside it.
        """
        seen = zip(zones, own_parts([outline for _zone, outline in zones]), strict=True)
        for (zone, outline), own in sorted(seen, key=lambda one: (one[0][0].number != chosen, one[0][0].number)):
            size = _CHOSEN_SIZE if zone.number == chosen else _ZONE_SIZE
            words = f"{zone.number} {_short(zone.name)}"
            middles = self._middles(own)
            place = self._within(own, middles, len(words) * size * BOLD_LETTER, size)
            if place is not None:
                yield map_text(words, place, size, INK, halo=4.5, bold=True)
                continue
            wide, high = number_room(zone.number, size)
            place = self._within(own, middles, wide, high) or self._beside(outline, wide, high)
            if place is not None:
                yield zone_number(place, zone.number, size)

    def _middles(self, own: BaseGeometry) -> list[Point]:
        """Where a name is tried: where a zone is widest, then anywhere in it."""
        within = shapely.clip_by_rect(own, 0, 0, self._view.width, self._view.height)
        surfaces = [part for part in shapely.get_parts(within) if part.area]
        if not surfaces:
            return []
        largest = max(surfaces, key=lambda part: part.area)
        widest = shapely.maximum_inscribed_circle(largest, _CIRCLE_TO).coords[0]
        return [widest, largest.representative_point().coords[0]]

    def _within(self, own: BaseGeometry, middles: Iterable[Point], wide: float, high: float) -> Point | None:
        """A free place in the zone for something so large."""
        for x, y in middles:
            for lines in _HIGHER:
                middle = (x, y + lines * high * 1.15)
                room = _room(middle, wide, high)
                if self._is_inside(room) and own.covers(room) and self._take(room):
                    return middle
        return None

    def _beside(self, outline: BaseGeometry, wide: float, high: float) -> Point | None:
        """A free place at a zone, and across its edge."""
        for x, y in self._middles(outline) or [outline.centroid.coords[0]]:
            for lines in _HIGHER:
                middle = (x, y + lines * high * 1.15)
                room = _room(middle, wide, high)
                if self._is_inside(room) and self._take(room):
                    return middle
        return None

    def _is_inside(self, room: BaseGeometry) -> bool:
        west, south, east, north = room.bounds
        return self._view.shows((west, south), _FROM_FRAME) and self._view.shows((east, north), _FROM_FRAME)

    def streets(self, streets: Iterable[tuple[str, BaseGeometry]]) -> Iterator[str]:
        """Each name once, along its street; none where the whole city is shown."""
        if self._view.units_per_metre < _STREETS_FROM:
            return
        named: set[str] = set()
        longest = sorted(streets, key=lambda one: -one[1].length)
        for name, outline in longest:
            if name in named or len(named) >= _STREETS_AT_MOST:
                continue
            lines = [part for part in shapely.get_parts(outline) if isinstance(part, LineString)]
            for stretch in stretches(lines, len(name) * _STREET_SIZE * LETTER + 8):
                middle = stretch.interpolate(0.5, normalized=True).coords[0]
                inside = all(self._view.shows(end, _STREET_SIZE / 2 + _FROM_FRAME) for end in stretch.coords)
                if inside and self._take(stretch.buffer(_STREET_SIZE / 2, cap_style="flat")):
                    named.add(name)
                    yield map_text(name, middle, _STREET_SIZE, QUIET, turn=turned(stretch), halo=3.0)
                    break

    def _take(self, room: BaseGeometry) -> bool:
        if any(room.intersects(other) for other in self._taken):
            return False
        self._taken.append(room)
        return True


def _room(middle: Point, wide: float, high: float) -> BaseGeometry:
    x, y = middle
    return shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS_AT_MOST else f"{name[: _LETTERS_AT_MOST - 1].rstrip()}…"
