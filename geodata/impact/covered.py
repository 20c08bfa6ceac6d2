"""What zones lie over besides venues: places that criteria measure from, and how much of the localities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from geodata.impact.reckoning import Impact
from geodata.model.criteria import Near


@dataclass(frozen=True, slots=True)
class Covered:
    """A place that the zones cover, at least in part; `share` of its area (1 for a point).

    `residents` are the bounds of how many people live there, None where nobody estimated it; `locality_id` is that of a
    locality.
    """

    kind: Near
    name: str
    share: float
    residents: tuple[int, int] | None
    locality_id: int | None = None


def covered(impact: Impact) -> tuple[Covered, ...]:
    """The places that the union of all zones touches, in the order of the ground."""
    return tuple(_touched(impact))


def _touched(impact: Impact) -> Iterator[Covered]:
    places = impact.ground.protected
    if not places or not len(impact.union.parts):
        return
    outlines = np.array([place.outline for place in places], object)
    of_place, of_part = shapely.STRtree(impact.union.parts).query(outlines, predicate="intersects")
    shared = np.zeros(len(places))
    np.add.at(shared, of_place, shapely.area(shapely.intersection(outlines[of_place], impact.union.parts[of_part])))
    areas = shapely.area(outlines)
    for one in np.unique(of_place).tolist():
        share = float(min(1.0, shared[one] / areas[one])) if areas[one] else 1.0
        if share:  # one that only touches the edge is not covered
            yield Covered(places[one].kind, places[one].name, share, places[one].residents, places[one].locality_id)


def residents_of(places: tuple[Covered, ...]) -> tuple[int, int]:
    """Between how many and how many people live in what is covered: of each place the share that its area has."""
    known = [place for place in places if place.residents is not None]
    low, high = (sum(place.share * (place.residents or (0, 0))[bound] for place in known) for bound in (0, 1))
    return round(low), round(high)
