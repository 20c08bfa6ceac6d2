"""Address points along the streets of Vzorov, odd numbers on one side and even ones on the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import numpy as np
import shapely

from geodata.demo.districts import DISTRICTS
from geodata.demo.streets import StreetPlan

ADDRESSES_ABOUT = 3_000
_FROM_MIDDLE_M = 16.0  # from the middle of the street to the house
_CORNER_M = 22.0
_FIRST_CODE = 990_000_001  # beyond the codes that RÚIAN gives out


@dataclass(frozen=True, slots=True)
class AddressPlan:
    """An address; its position in plan metres."""

    code: str
    street: str
    house_number: str
    orientation_number: str
    district: str
    east: float
    north: float

    @property
    def text(self) -> str:
        """As people write it."""
        return f"{self.street} {self.house_number}/{self.orientation_number}"


def plan_addresses(streets: Iterable[StreetPlan], chance: Random) -> list[AddressPlan]:
    """About ADDRESSES_ABOUT addresses; house numbers are given in each district as houses were built."""
    streets = list(streets)
    spacing = sum(street.line.length for street in streets) / ADDRESSES_ABOUT
    house_numbers = {district.key: _shuffled_numbers(chance) for district in DISTRICTS}
    last_number: dict[str, int] = {}
    addresses: list[AddressPlan] = []
    for street in streets:
        for side, (east, north) in _places(street, spacing, chance):
            orientation = last_number.get(street.name, 0) + 1
            orientation += (orientation + side) % 2
            last_number[street.name] = orientation
            addresses.append(
                AddressPlan(
                    str(_FIRST_CODE + len(addresses)),
                    street.name,
                    str(house_numbers[street.district].pop()),
                    str(orientation),
                    street.district,
                    east,
                    north,
                )
            )
    return addresses


def _shuffled_numbers(chance: Random) -> list[int]:
    numbers = list(range(1, ADDRESSES_ABOUT))
    chance.shuffle(numbers)
    return numbers


def _places(street: StreetPlan, spacing: float, chance: Random) -> Iterable[tuple[int, tuple[float, float]]]:
    """Side (0 left, 1 right) and place of each house along a street."""
    along = np.arange(_CORNER_M, street.line.length - _CORNER_M, spacing * 0.9)
    for number, distance in enumerate(along.tolist()):
        here = shapely.line_interpolate_point(street.line, distance + chance.uniform(-5, 5))
        ahead = shapely.line_interpolate_point(street.line, distance + 6)
        direction = np.array([ahead.x - here.x, ahead.y - here.y])
        length = float(np.hypot(*direction)) or 1.0
        side = number % 2
        sideways = np.array([-direction[1], direction[0]]) / length * (_FROM_MIDDLE_M if side == 0 else -_FROM_MIDDLE_M)
        yield side, (float(here.x + sideways[0]), float(here.y + sideways[1]))
