"""The place that a finding measured its distance to."""

from __future__ import annotations

import math

import shapely

from geodata.impact.ground import Protected
from geodata.impact.reckoning import ON_EDGE_M, Impact
from geodata.impact.summary import FindingRow


def nearest_place(impact: Impact, row: FindingRow) -> Protected | None:
    """The place of the impact's own ground that lies as far from the venue as the finding tells (EPSG:5514, metres).

    None where the finding tells no distance: then nobody is to learn of a place either.
    """
    if row.distance_m is None:
        return None
    ids = impact.ground.venue_ids.tolist()
    point = impact.ground.venue_points[ids.index(row.venue.id)]
    near = {
        kind
        for shape in impact.shapes
        if shape.measured is not None and shape.rule == row.rule and shape.criterion in row.criteria
        for kind in shape.measured.near
    }
    places = [place for place in impact.ground.protected if place.kind in near]
    nearest = min(places, key=lambda place: float(shapely.distance(place.outline, point)), default=None)
    if nearest is None:
        return None
    is_told = math.isclose(shapely.distance(nearest.outline, point), row.distance_m, abs_tol=ON_EDGE_M)
    return nearest if is_told else None
