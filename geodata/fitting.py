"""The box around many points that one of them, entered on the wrong side of the country, does not move."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.spatial import Box, cell_middles, separated

# A point is left out when it lies so many times farther from the middle than nine tenths of the others.
_MOST = 0.9
_TIMES_FARTHER = 4
_NEAR = 40  # cells of the map (some 24 m each): nothing within a kilometre is far


def box_around(keys: NDArray[np.int64]) -> Box | None:
    """West, south, east and north (degrees WGS84) of the points with these Morton codes, without those far away."""
    if not len(keys):
        return None
    columns, rows = separated(keys)
    distance = np.hypot(columns - np.median(columns), rows - np.median(rows))
    usual = float(np.quantile(distance, _MOST, method="lower"))  # of three points, one may be the far one
    near = distance <= max(usual * _TIMES_FARTHER, _NEAR)
    longitude, latitude = cell_middles(columns[near], rows[near])
    return float(longitude.min()), float(latitude.min()), float(longitude.max()), float(latitude.max())
