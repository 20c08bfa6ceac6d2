"""In which area and locality many points lie, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.services.locality_versions import versions_on
from geodata.tables import Area, LocalityVersion


@dataclass(frozen=True, slots=True)
class Containment:
    """Outlines of a municipality's areas and localities, the smallest first."""

    area_ids: NDArray[np.int64]
    areas: shapely.STRtree
    locality_ids: NDArray[np.int64]
    localities: shapely.STRtree

    @classmethod
    def of(cls, session: Session, municipality_id: int) -> Containment:
        """The containment as the municipality's outlines are today."""
        areas = session.execute(
            select(Area.id, Area.outline).where(Area.municipality_id == municipality_id, Area.outline.is_not(None))
        ).all()
        localities = session.execute(
            select(LocalityVersion.locality_id, LocalityVersion.outline).where(
                LocalityVersion.municipality_id == municipality_id,
                LocalityVersion.outline.is_not(None),
                LocalityVersion.id.in_(versions_on(clock.today())),
            )
        ).all()
        return cls(*_smallest_first(areas), *_smallest_first(localities))

    @property
    def has_areas(self) -> bool:
        """Whether there is an area to lie in, or outside of."""
        return len(self.area_ids) > 0

    def area_of(self, longitude: ArrayLike, latitude: ArrayLike) -> list[int | None]:
        """The id of the smallest area around each point (degrees WGS84), None where there is none."""
        return _smallest_around(self.areas, self.area_ids, longitude, latitude)

    def locality_of(self, longitude: ArrayLike, latitude: ArrayLike) -> list[int | None]:
        """The id of the smallest locality around each point (degrees WGS84), None where there is none."""
        return _smallest_around(self.localities, self.locality_ids, longitude, latitude)


def _smallest_first(rows: Sequence[Any]) -> tuple[NDArray[np.int64], shapely.STRtree]:
    ordered: list[tuple[int, BaseGeometry]] = sorted(
        ((row[0], row[1]) for row in rows), key=lambda row: (row[1].area, row[0])
    )
    return np.array([id_ for id_, _ in ordered], np.int64), shapely.STRtree([outline for _, outline in ordered])


def _smallest_around(
    tree: shapely.STRtree, ids: NDArray[np.int64], longitude: ArrayLike, latitude: ArrayLike
) -> list[int | None]:
    longitude = np.asarray(longitude, float)
    if not len(ids):
        return [None] * len(longitude)
    nobody = len(ids)
    smallest = np.full(len(longitude), nobody)
    point, outline = tree.query(shapely.points(longitude, np.asarray(latitude, float)), predicate="intersects")
    np.minimum.at(smallest, point, outline)
    return [int(ids[place]) if place < nobody else None for place in smallest.tolist()]
