"""Geometry that can be kept: flat, finite, valid. What was changed is said per row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import SupportsInt

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.errors import N_, Message
from loaders.findings import Severity
from loaders.normalise.cells import Trouble
from loaders.normalise.frames import Floats

Geometries = NDArray[np.object_]

_POINT = 0
_DRAW_AGAIN = Message(N_("Draw it again in the source and export it."))


@dataclass(frozen=True, slots=True)
class Mending:
    """Geometries after mending, what was said of rows, and of how many rows heights or measures were left out."""

    geometries: Geometries
    troubles: list[Trouble]
    flattened: int


def mended(geometries: Geometries, closed: Sequence[int] = ()) -> Mending:
    """Flatten, drop what is not finite, repair outlines that cross themselves.

    `closed` are offsets whose rings the reader had to close. Coordinates stay in their system. Geometries that
    cannot be kept become None with a trouble of severity rejected; empty ones become None without a word.
    """
    geometries = geometries.copy()
    troubles = [
        _trouble(offset, Severity.REPAIRED, N_("The outline was not closed."), N_("It was closed."))
        for offset in closed
    ]
    geometries[shapely.is_empty(geometries)] = None
    high = shapely.has_z(geometries) | shapely.has_m(geometries)
    flattened = int(high.sum())
    if flattened:
        geometries[high] = shapely.force_2d(geometries[high])
    troubles += _drop_infinite(geometries)
    troubles += _repair_invalid(geometries)
    return Mending(geometries, troubles, flattened)


def _trouble(offset: SupportsInt, severity: Severity, reason: str, repair: str | Message) -> Trouble:
    said = Message(repair) if isinstance(repair, str) else repair
    return Trouble(int(offset), "", severity, Message(reason), said)


def _drop_infinite(geometries: Geometries) -> list[Trouble]:
    coordinates, owners = shapely.get_coordinates(geometries, return_index=True)
    broken = np.unique(owners[~np.isfinite(coordinates).all(axis=1)])
    geometries[broken] = None
    return [
        _trouble(offset, Severity.REJECTED, N_("The geometry has coordinates that are no numbers."), _DRAW_AGAIN)
        for offset in broken
    ]


def _repair_invalid(geometries: Geometries) -> list[Trouble]:
    kinds = shapely.get_type_id(geometries)
    if not (kinds > _POINT).any():
        return []
    suspects = np.flatnonzero((kinds > _POINT) & ~shapely.is_valid(geometries))
    troubles = []
    for offset in suspects:
        repaired = shapely.make_valid(geometries[offset], method="structure", keep_collapsed=False)
        if repaired is None or repaired.is_empty:
            geometries[offset] = None
            troubles.append(_trouble(offset, Severity.REJECTED, N_("The outline encloses nothing."), _DRAW_AGAIN))
            continue
        geometries[offset] = repaired
        troubles.append(
            _trouble(
                offset,
                Severity.REPAIRED,
                N_("The outline crosses itself."),
                N_("It was repaired. Look at its shape on the map."),
            )
        )
    return troubles


def are_points(geometries: Geometries) -> bool:
    """Whether all that is there are single points (as in most files), so that two columns of numbers will do."""
    kinds = shapely.get_type_id(geometries)
    return bool((kinds <= _POINT).all())


def point_columns(geometries: Geometries) -> tuple[Floats, Floats]:
    """x and y of points, of other geometries those of the middle of their box; NaN where there is none."""
    x, y = shapely.get_x(geometries), shapely.get_y(geometries)
    others = np.flatnonzero(shapely.get_type_id(geometries) > _POINT)
    if len(others):
        boxes = shapely.bounds(geometries[others])
        x[others], y[others] = _off_zero(boxes[:, 0], boxes[:, 2]), _off_zero(boxes[:, 1], boxes[:, 3])
    return x, y


def _off_zero(low: Floats, high: Floats) -> Floats:
    """The middle, or the lower end where the middle is zero: that would mean that the position is missing."""
    middle = (low + high) / 2
    return np.where(middle == 0, low, middle)


def outlines(
    geometries: Geometries, to_wgs84: Callable[[Floats, Floats], tuple[Floats, Floats]]
) -> tuple[Geometries, Floats, Floats]:
    """Outlines in degrees WGS84 (None for points), with the longitude and latitude of a point on each.

    The point lies inside a polygon, not in its centre: the centre of a bent area may lie in the neighbour's yard.
    """
    shapes = geometries.copy()
    shapes[shapely.get_type_id(geometries) <= _POINT] = None
    shapes = shapely.transform(shapes, lambda xy: np.column_stack(to_wgs84(xy[:, 0], xy[:, 1])))
    inside = shapely.point_on_surface(shapes)
    return shapes, shapely.get_x(inside), shapely.get_y(inside)
