"""Where the Czech Republic lies, in degrees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# The country's bounding box in degrees, and how far beyond it a place may lie without being asked about.
COUNTRY = (12.09, 48.55, 18.86, 51.06)
TOLERANCE = 0.25
# Where EPSG:5514 is used, by the register of EPSG: the Czech Republic and Slovakia.
MEASURED = (12.09, 47.73, 22.56, 51.06)


def inside_country(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which positions (degrees) lie in or near the country."""
    return inside_box(longitude, latitude, COUNTRY)


def inside_box(
    longitude: NDArray[np.float64],
    latitude: NDArray[np.float64],
    box: tuple[float, float, float, float],
    tolerance: float = TOLERANCE,
) -> NDArray[np.bool_]:
    """Which positions (degrees) lie in the box (west, south, east, north) or so near it."""
    west, south, east, north = box
    inside: NDArray[np.bool_] = (
        (longitude >= west - tolerance)
        & (longitude <= east + tolerance)
        & (latitude >= south - tolerance)
        & (latitude <= north + tolerance)
    )
    return inside
