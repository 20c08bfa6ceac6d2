"""Where the invented city lies: plan metres (east, north of its middle) to degrees WGS84.

The city stands in the middle of a forest without houses (the former military area of Brdy), so that no real house ever
shows under invented data, whatever base map is chosen.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.crs import krovak_to_wgs84, wgs84_to_krovak

MIDDLE = (13.845, 49.705)  # longitude, latitude
_DECIMALS = 7  # about a centimetre: the same numbers on every machine
_STEP_M = 40.0  # how often a straight line gets a point before it is bent


def bent(plan: NDArray[np.float64]) -> NDArray[np.float64]:
    """Plan metres as they lie in the field: long waves, so that no street is quite straight."""
    east, north = plan[:, 0], plan[:, 1]
    return np.column_stack(
        (
            east + 95 * np.sin(north / 900 + 0.6) + 28 * np.sin((east + north) / 430),
            north + 80 * np.sin(east / 800 - 0.4) + 24 * np.sin((east - north) / 390 + 1.1),
        )
    )


def _degrees(plan: NDArray[np.float64]) -> NDArray[np.float64]:
    middle_east, middle_north = wgs84_to_krovak(np.array([MIDDLE[0]]), np.array([MIDDLE[1]]))
    field = bent(plan)
    longitude, latitude = krovak_to_wgs84(field[:, 0] + middle_east[0], field[:, 1] + middle_north[0])
    return np.column_stack((longitude, latitude)).round(_DECIMALS)


def on_map(outline: BaseGeometry) -> BaseGeometry:
    """An outline in plan metres as one in EPSG:4326 (longitude, latitude)."""
    return shapely.transform(shapely.segmentize(outline, _STEP_M), _degrees)


def positions(plan: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of (east, north) in plan metres as rows of (longitude, latitude)."""
    return _degrees(plan)
