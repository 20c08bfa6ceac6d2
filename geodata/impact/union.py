"""Zones joined where they touch: what lies in several of them counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Union:
    """The joined outlines in EPSG:5514 metres, as polygons that do not touch each other's inside."""

    parts: Geometries

    @property
    def area_m2(self) -> float:
        """What the zones cover, overlaps once."""
        return float(shapely.area(self.parts).sum())


def joined(outlines: Sequence[BaseGeometry]) -> Union:
    """The union of the outlines (EPSG:5514)."""
    return Union(_parts(list(outlines)))


def joined_again(before: Union, old: BaseGeometry, outlines: Sequence[BaseGeometry], new: BaseGeometry) -> Union:
    """The union after `old` became `new`; `outlines` are all of them as they are now, `new` among them.

    Only the parts that the old or the new outline touches are joined anew.
    """
    touched = shapely.intersects(before.parts, old) | shapely.intersects(before.parts, new)
    gone = before.parts[touched]
    others = shapely.get_parts([outline for outline in outlines if outline is not new])
    # By a point inside: pieces that only touch a part at a corner belong to another one.
    inside = shapely.STRtree(gone).query(shapely.point_on_surface(others), predicate="intersects")[0]
    come = _parts([*others[np.unique(inside)], new])
    return Union(np.concatenate([before.parts[~touched], come]))


def _parts(outlines: list[BaseGeometry]) -> Geometries:
    parts: Geometries = (
        shapely.get_parts(shapely.disjoint_subset_union_all(outlines)) if outlines else np.array([], object)
    )
    return parts
