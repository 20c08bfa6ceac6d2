"""Where the Czech Republic lies, in degrees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# The country's bounding box in degrees, and how far beyond it a place may lie without being asked about.
COUNTRY = (12.09, 48.55, 18.86, 51.06)
TOLERANCE = 0.25


def inside_country(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which positions (degrees) lie in or near the country."""
    west, south, east, north = COUNTRY
    inside: NDArray[np.bool_] = (
        (longitude >= west - TOLERANCE)
        & (longitude <= east + TOLERANCE)
        & (latitude >= south - TOLERANCE)
        & (latitude <= north + TOLERANCE)
    )
    return inside
