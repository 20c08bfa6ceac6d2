"""Zones that compute themselves: what lies within so many metres of places, and the whole buildings that it touches.

All outlines are in EPSG:5514 metres.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

# A circle is drawn with corners; between two of them its outline runs inside the true one, nowhere farther than this.
CIRCLE_ERROR_M = 0.1
_SURFACES = frozenset({3, 6})  # shapely's numbers of Polygon and MultiPolygon


@dataclass(frozen=True, slots=True)
class WholePieces:
    """Buildings or plots joined, and how many they were."""

    outline: BaseGeometry
    count: int


def around(places: Sequence[BaseGeometry], within_m: float) -> BaseGeometry:
    """All that lies within so many metres of any of the places; of 0 m what lies inside those that are areas."""
    shapes = np.array([one if one.is_valid else shapely.make_valid(one) for one in places], object)
    if within_m > 0:
        shapes = shapely.buffer(shapes, within_m, quad_segs=_corners_of_a_quarter(within_m))
    return _joined(shapes[np.isin(shapely.get_type_id(shapes), list(_SURFACES))])


def whole_pieces(outline: BaseGeometry, pieces: Sequence[BaseGeometry]) -> WholePieces:
    """The pieces that the outline touches, each whole. One that only meets its edge in a line or point stays out."""
    shapes = np.array(pieces, object)
    touching = shapely.STRtree(shapes).query(outline, predicate="intersects")
    shapely.prepare(outline)
    # Most lie within: only those across the edge need the slow question whether they share more than a line.
    taken_whole = shapely.covers(outline, shapes[touching])
    across = np.flatnonzero(~taken_whole)
    taken_whole[across] = shapely.area(shapely.intersection(shapes[touching[across]], outline)) > 0
    taken = shapes[np.sort(touching[taken_whole])]
    return WholePieces(_joined(taken), len(taken))


def _joined(shapes: NDArray[np.object_]) -> BaseGeometry:
    """The union; what lies apart is not compared with each other, which is most of a city's buildings."""
    return surfaces(shapely.disjoint_subset_union_all(shapes)) if len(shapes) else shapely.Polygon()


def surfaces(outline: BaseGeometry) -> BaseGeometry:
    """What of an outline is an area; clipping can leave lines and points behind. Empty where nothing is."""
    if shapely.get_type_id(outline) in _SURFACES:
        return outline
    parts = [part for part in shapely.get_parts(outline) if shapely.get_type_id(part) in _SURFACES]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _corners_of_a_quarter(radius_m: float) -> int:
    """Corners so close that between them the outline is at most `CIRCLE_ERROR_M` short of the circle."""
    half_angle = math.acos(max(0.0, 1 - CIRCLE_ERROR_M / radius_m))
    return max(8, math.ceil(math.pi / 4 / half_angle))
