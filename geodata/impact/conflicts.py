"""Where the zones of a proposal lie over those of bylaws in force, and whether both say the same there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely

from geodata.impact.outlines import SMALLEST_M2
from geodata.impact.shapes import ZoneShape


class ConflictKind(StrEnum):
    SAME_RULE = "same_rule"  # said twice
    OTHER_RULE = "other_rule"
    OTHER_HOURS = "other_hours"
    OTHER_CAP = "other_cap"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A zone of the proposal and one of a bylaw, by their places, that lie over each other."""

    kind: ConflictKind
    proposed: int
    in_force: int
    area_m2: float


def conflicts(proposed: Sequence[ZoneShape], in_force: Sequence[ZoneShape]) -> tuple[Conflict, ...]:
    """What lies over what, in the order of the proposed zones; slivers smaller than a kiosk are no conflict."""
    if not proposed or not in_force:
        return ()
    first, second = (np.array([shape.outline for shape in shapes], object) for shapes in (proposed, in_force))
    one, other = shapely.STRtree(second).query(first, predicate="intersects")
    areas = shapely.area(shapely.intersection(first[one], second[other]))
    found = [
        Conflict(_kind(proposed[mine], in_force[theirs]), mine, theirs, float(area))
        for mine, theirs, area in zip(one.tolist(), other.tolist(), areas, strict=True)
        if area >= SMALLEST_M2
    ]
    return tuple(sorted(found, key=lambda conflict: (conflict.proposed, conflict.in_force)))


def _kind(proposed: ZoneShape, in_force: ZoneShape) -> ConflictKind:
    if proposed.rule != in_force.rule:
        return ConflictKind.OTHER_RULE
    if proposed.band != in_force.band:
        return ConflictKind.OTHER_HOURS
    return ConflictKind.SAME_RULE if proposed.cap == in_force.cap else ConflictKind.OTHER_CAP
