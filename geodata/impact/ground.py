"""What zones lie over: venues, addresses and streets in metres, put in order once and asked many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.crs import wgs84_to_krovak
from geodata.folding import folded
from geodata.model.criteria import Near

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Venue:
    """A place that a rule may hit. `machines` is None where nobody knows how many it has."""

    id: int
    name: str
    address: str | None
    kind: str | None
    operator: str | None
    machines: int | None
    locality: str | None


@dataclass(frozen=True, slots=True)
class Protected:
    """A place that criteria measure from: a point or an area in EPSG:5514.

    `residents` are the bounds between which somebody estimated how many people live there.
    """

    kind: Near
    name: str
    outline: BaseGeometry
    residents: tuple[int, int] | None = None


@dataclass(frozen=True)
class Ground:
    """`venue_points` and `address_points` are points in EPSG:5514, in the order of `venues` and of the addresses.

    `street_lines` are lines in EPSG:5514 in the order of `streets`, their names. `partly_known` are the kinds of
    protected places of which some might be withheld from the reader, by the reader's rights alone: whether there are
    such places makes no difference, or it would tell that they exist.
    """

    venues: tuple[Venue, ...]
    venue_points: Geometries
    address_points: Geometries
    streets: tuple[str, ...] = ()
    street_lines: Geometries | None = None
    protected: tuple[Protected, ...] = ()
    partly_known: frozenset[Near] = frozenset()

    def without_venues(self) -> Ground:
        """The same ground for rules that concern no venues."""
        return replace(self, venues=(), venue_points=points_in_metres((), ()))

    @cached_property
    def venue_ids(self) -> NDArray[np.int64]:
        """The ids of the venues, in their order."""
        return np.array([venue.id for venue in self.venues], np.int64)

    @cached_property
    def venue_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.venue_points)

    @cached_property
    def address_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.address_points)

    @cached_property
    def street_places(self) -> dict[str, list[int]]:
        """By the folded name of a street where in `streets` its parts are."""
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.streets):
            places.setdefault(folded(name), []).append(place)
        return places

    @cached_property
    def street_tree(self) -> shapely.STRtree:
        return shapely.STRtree(() if self.street_lines is None else self.street_lines)


def points_in_metres(longitude: Sequence[float], latitude: Sequence[float]) -> Geometries:
    """Points in EPSG:5514 of positions in degrees WGS84."""
    east, north = wgs84_to_krovak(np.asarray(longitude, np.float64), np.asarray(latitude, np.float64))
    points: Geometries = shapely.points(east, north)
    return points


EMPTY_GROUND = Ground((), points_in_metres((), ()), points_in_metres((), ()))
