"""A small map of a place for a paper: streets with their names, house numbers, the sign of the place, a scale.

Drawn as SVG. No network, no tiles.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from dashboard.documents.drawings import picture_of
from dashboard.documents.map_words import LETTER, Point, map_text, stretches, turned
from dashboard.documents.place_signs import sign_shapes
from geodata.crs import distance_m
from geodata.model.sites import SiteKind
from geodata.services.local_map import House, LocalMap

WIDTH, HEIGHT = 1000, 600  # units of the drawing
ACROSS_M, DOWN_M = 400.0, 240.0  # what they show
PAPER_MM = 160
_SCALE_M = 50
_GROUND, _ROAD, _ROAD_EDGE, _INK, _QUIET = "#f3f1ec", "#ffffff", "#c9c4b8", "#1b2a2f", "#6a7478"
_STREET_SIZE, _HOUSE_SIZE, _SIGN_SIZE = 21, 15, 54
_SPARSE = 150  # of more houses than this the numbers would run into each other


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Degrees of the map's box as units of the drawing: north is up, one metre is as long in both directions."""

    ground: LocalMap

    def at(self, longitude: float, latitude: float) -> Point:
        west, south, east, north = self.ground.box
        return (longitude - west) / (east - west) * WIDTH, (north - latitude) / (north - south) * HEIGHT

    def lines(self, outline: BaseGeometry) -> list[LineString]:
        parts = getattr(outline, "geoms", [outline])
        lines = (part for part in parts if isinstance(part, LineString))
        return [LineString([self.at(*place) for place in line.coords]) for line in lines]

    def units(self, metres: float) -> float:
        """How long so many metres are from west to east."""
        west, south, east, north = self.ground.box
        middle = (south + north) / 2
        return metres / distance_m((west, middle), (east, middle)) * WIDTH


def map_picture(ground: LocalMap, kind: SiteKind, longitude: float, latitude: float) -> bytes | None:
    """The map as PNG, the place at its position (degrees WGS84); None where no street and no address is known."""
    if not ground.streets and not ground.houses:
        return None
    return picture_of(map_drawing(ground, kind, longitude, latitude), PAPER_MM)


def map_drawing(ground: LocalMap, kind: SiteKind, longitude: float, latitude: float) -> str:
    """The same as SVG. Names of streets stand in it as text."""
    drawing = _Drawing(ground)
    streets = [(name, drawing.lines(outline)) for name, outline in ground.streets]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        ' font-family="Libertinus Serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_GROUND}"/>',
        *_roads(streets),
        *_houses(drawing, ground.houses),
        *_names(streets, drawing.at(longitude, latitude)),
        *_sign(kind, drawing.at(longitude, latitude)),
        *_scale(drawing.units(_SCALE_M)),
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" fill="none" stroke="{_ROAD_EDGE}"'
        ' stroke-width="2"/>',
        "</svg>",
    ]
    return "".join(parts)


def _roads(streets: Iterable[tuple[str, list[LineString]]]) -> Iterator[str]:
    """All edges first, so that streets open into each other."""
    paths = ["M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line.coords) for _name, lines in streets for line in lines]
    for colour, width in ((_ROAD_EDGE, 24), (_ROAD, 20)):
        for path in paths:
            yield (
                f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"'
                ' stroke-linejoin="round"/>'
            )


def _houses(drawing: _Drawing, houses: tuple[House, ...]) -> Iterator[str]:
    for house in houses:
        x, y = drawing.at(house.longitude, house.latitude)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_QUIET}"/>'
        if len(houses) <= _SPARSE and house.number:
            yield map_text(house.number, (x + 6, y + 5), _HOUSE_SIZE, _QUIET, anchor="start")


def _names(streets: Iterable[tuple[str, list[LineString]]], place: Point) -> Iterator[str]:
    """Each name once, on the longest line, where it runs straight and the name covers neither the place nor another."""
    taken: list[tuple[Point, float]] = [(place, _SIGN_SIZE)]
    for name, lines in streets:
        room = len(name) * _STREET_SIZE * LETTER + 10
        for stretch in stretches(lines, room):
            middle = stretch.interpolate(0.5, normalized=True).coords[0]
            if all(math.dist(middle, other) > (room + width) / 2 for other, width in taken):
                taken.append((middle, room))
                yield map_text(name, middle, _STREET_SIZE, _INK, turn=turned(stretch))
                break


def _sign(kind: SiteKind, place: Point) -> Iterator[str]:
    colour, shapes = sign_shapes(kind)
    x, y = place
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_SIGN_SIZE * 0.72:.1f}" fill="#ffffff" stroke="{colour}"'
    yield ' stroke-width="4"/>'
    corner = f"{x - _SIGN_SIZE / 2:.1f} {y - _SIGN_SIZE / 2:.1f}"
    yield f'<g transform="translate({corner}) scale({_SIGN_SIZE / 24})">{shapes}</g>'


def _scale(length: float) -> Iterator[str]:
    """A bar of so many metres at the lower left, and where north is at the upper right."""
    left, below = 24, HEIGHT - 24
    yield f'<rect x="{left - 12}" y="{below - 36}" width="{length + 24:.1f}" height="48" fill="#ffffff"'
    yield ' fill-opacity="0.85"/>'
    yield f'<path d="M{left} {below - 8}V{below}H{left + length:.1f}V{below - 8}" fill="none" stroke="{_INK}"'
    yield ' stroke-width="2.5"/>'
    yield map_text(f"{_SCALE_M} m", (left + length / 2, below - 7), 18, _INK)
    yield f'<path d="M{WIDTH - 36} 20L{WIDTH - 48} 56L{WIDTH - 36} 48L{WIDTH - 24} 56Z" fill="{_INK}"/>'
    yield map_text("S", (WIDTH - 36, 78), 20, _INK)
