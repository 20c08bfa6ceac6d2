"""Places of a made-up country: half of them spread evenly, half crowded in towns. Always the same for one number."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 5514
TOWNS = 200
# West, south, east, north of Czechia in degrees WGS84.
COUNTRY = (12.1, 48.55, 18.85, 51.05)
_TOWN_RADIUS = 0.06  # degrees of latitude, about 7 km
_NARROWER = 1.55  # a degree of longitude is that much shorter than one of latitude at 50 degrees north


class Points(NamedTuple):
    """Degrees WGS84."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]


def scattered(count: int) -> Points:
    """`count` points over the country. A smaller number is a thinner sample of the same country."""
    chance = np.random.default_rng(SEED)
    west, south, east, north = COUNTRY
    towns = chance.uniform((west + 0.3, south + 0.3), (east - 0.3, north - 0.3), (TOWNS, 2))
    size = 1 / np.arange(1, TOWNS + 1)  # the usual sizes of towns: the n-th has a n-th of the largest
    town = chance.choice(TOWNS, count, p=size / size.sum())
    spread = chance.normal(0, _TOWN_RADIUS, (count, 2)) * np.sqrt(size[town] * 4).clip(0.3, 1)[:, None]
    crowded = towns[town] + spread * (_NARROWER, 1)
    even = chance.uniform((west, south), (east, north), (count, 2))
    position = np.where((chance.random(count) < 0.5)[:, None], crowded, even)
    position = position.clip((west, south), (east, north)).round(6)
    return Points(position[:, 0].copy(), position[:, 1].copy())
