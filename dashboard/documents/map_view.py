"""The ground that a map for a paper shows, and its scale: north is up, a metre is as long in both directions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.documents.map_words import Point
from geodata.spatial import Box

# Metres of a degree of latitude, and of one of longitude at the equator; good to a part in two hundred.
_METRES_NORTH, _METRES_EAST = 111_230.0, 111_320.0
_ROUND = (1, 2, 5)  # of these and their tens a scale bar is made
_BEYOND = 0.05  # of the view is kept around it, so that no edge is drawn along its frame
_SMALLEST = 0.4  # units of the drawing; nobody sees a smaller bend


@dataclass(frozen=True, slots=True)
class MapView:
    """A box of degrees WGS84 shown in a drawing of so many units, at most rounding off its proportions."""

    box: Box
    width: float
    height: float

    @property
    def units_per_metre(self) -> float:
        """How long a metre is drawn."""
        _west, south, _east, north = self.box
        return self.height / ((north - south) * _METRES_NORTH)

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a position in degrees WGS84 is drawn."""
        west, south, east, north = self.box
        return (longitude - west) / (east - west) * self.width, (north - latitude) / (north - south) * self.height

    def shows(self, place: Point, margin: float = 0.0) -> bool:
        """Whether a place of the drawing lies inside, so far from the frame."""
        x, y = place
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def drawn(self, outline: BaseGeometry) -> BaseGeometry:
        """What the view shows of an outline in degrees WGS84, in units of the drawing; empty where it is elsewhere."""
        west, south, east, north = self.box
        aside, above = (east - west) * _BEYOND, (north - south) * _BEYOND
        within = shapely.clip_by_rect(outline, west - aside, south - above, east + aside, north + above)
        if within.is_empty:
            return within
        scale = np.array([self.width / (east - west), self.height / (south - north)])
        units = shapely.transform(within, lambda degrees: (degrees - np.array([west, north])) * scale)
        return shapely.simplify(units, _SMALLEST)


def view_of(bounds: Box, width: float, height: float, *, least_m: float, room: float = 0.08) -> MapView:
    """The view that shows these bounds (degrees WGS84) in the middle, `room` of them free on each side.

    It is at least `least_m` metres high or wide, whichever the drawing is less of.
    """
    west, south, east, north = bounds
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    metres_east = _METRES_EAST * math.cos(math.radians(middle_y))
    across = max((east - west) * metres_east * (1 + 2 * room), least_m)
    down = max((north - south) * _METRES_NORTH * (1 + 2 * room), least_m)
    across, down = max(across, down * width / height), max(down, across * height / width)
    aside, above = across / metres_east / 2, down / _METRES_NORTH / 2
    return MapView((middle_x - aside, middle_y - above, middle_x + aside, middle_y + above), width, height)


def own_parts(drawn: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Of each surface what the smaller ones on top of it leave to be seen; the whole where that is nothing."""
    surfaces = shapely.make_valid(np.array(drawn, object), method="structure", keep_collapsed=False)
    tree, areas = shapely.STRtree(surfaces), shapely.area(surfaces)
    return [_without_smaller(place, surfaces, tree, areas) for place in range(len(surfaces))]


def _without_smaller(
    place: int, surfaces: NDArray[np.object_], tree: shapely.STRtree, areas: NDArray[np.float64]
) -> BaseGeometry:
    surface = surfaces[place]
    above = [one for one in tree.query(surface, predicate="intersects").tolist() if areas[one] < areas[place]]
    left = surface.difference(shapely.union_all(surfaces[above]))
    return surface if left.is_empty else left


def joined_bounds(*bounds: Box) -> Box:
    """The box around boxes."""
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def scale_length(view: MapView, at_most: float) -> int:
    """A round number of metres, the longest whose bar takes at most so many units; never less than one metre."""
    metres = at_most / view.units_per_metre
    tens = 10 ** math.floor(math.log10(max(metres, 1.0)))
    return int(max((one * tens for one in _ROUND if one * tens <= metres), default=1))


def path_of(drawn: BaseGeometry) -> str:
    """Surfaces and lines as the data of an SVG path; holes are holes by the rule `evenodd`."""
    return "".join(_path_parts(drawn))


def _path_parts(drawn: BaseGeometry) -> Iterator[str]:
    for part in shapely.get_parts(drawn):
        match part.geom_type:
            case "Polygon":
                for ring in (part.exterior, *part.interiors):
                    yield f"M{_corners(ring.coords[:-1])}Z"
            case "LineString":
                yield f"M{_corners(part.coords)}"
            case "MultiPolygon" | "MultiLineString" | "GeometryCollection":
                yield from _path_parts(part)


def _corners(places: object) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in places)  # type: ignore[attr-defined]
