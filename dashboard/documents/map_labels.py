"""Names on a map of zones: of the zones first, then of streets, where they cover neither a sign nor each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from dashboard.documents.map_view import MapView
from dashboard.documents.map_words import LETTER, Point, map_text, stretches, turned
from dashboard.documents.zone_signs import INK, QUIET

_ZONE_SIZE, _CHOSEN_SIZE, _STREET_SIZE = 19, 23, 16
_STREETS_FROM = 0.18  # units a metre: smaller streets would be hidden under their names
_STREETS_AT_MOST = 60
_LETTERS_AT_MOST = 34
_HIGHER = (0, 1, -1, 2, -2, 3, -3)  # lines above and below the middle where a name is tried


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

    def zones(self, zones: Iterable[tuple[Named, BaseGeometry]], chosen: int | None) -> Iterator[str]:
        """`1 Kolonie` in the middle of a zone, `1` where the name has no room; of the chosen one first and larger."""
        for zone, outline in sorted(zones, key=lambda one: (one[0].number != chosen, one[1].area < 1, one[0].number)):
            is_chosen = zone.number == chosen
            size = _CHOSEN_SIZE if is_chosen else _ZONE_SIZE
            words = f"{zone.number} {_short(zone.name)}"
            for said in (words, str(zone.number)):
                place = self._free(outline, len(said) * size * LETTER, size)
                if place is not None:
                    yield map_text(said, place, size, INK, halo=4.5, bold=True)
                    break

    def _free(self, outline: BaseGeometry, wide: float, high: float) -> Point | None:
        within = shapely.clip_by_rect(outline, 0, 0, self._view.width, self._view.height)
        if within.is_empty:
            return None
        x, y = within.representative_point().coords[0]
        x = min(max(x, wide / 2 + 6), self._view.width - wide / 2 - 6)
        for lines in _HIGHER:
            middle = (x, y + lines * high * 1.15)
            box = shapely.box(x - wide / 2, middle[1] - high / 2, x + wide / 2, middle[1] + high / 2)
            if self._view.shows(middle, high / 2 + 4) and self._take(box):
                return middle
        return None

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
                inside = all(self._view.shows(end, 6) for end in stretch.coords)
                if inside and self._take(stretch.buffer(_STREET_SIZE / 2, cap_style="flat")):
                    named.add(name)
                    yield map_text(name, middle, _STREET_SIZE, QUIET, turn=turned(stretch), halo=3.0)
                    break

    def _take(self, room: BaseGeometry) -> bool:
        if any(room.intersects(other) for other in self._taken):
            return False
        self._taken.append(room)
        return True


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS_AT_MOST else f"{name[: _LETTERS_AT_MOST - 1].rstrip()}…"
