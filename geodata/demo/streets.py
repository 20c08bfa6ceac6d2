"""The streets of Vzorov: a grid turned differently in each district, streets along the borders, four avenues."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata.demo.districts import (
    DISTRICTS,
    District,
    built_up,
    district_outlines,
    in_district,
    inner_borders,
    lines_of,
)
from geodata.demo.street_names import AVENUES, BORDER_NAMES, street_names

_REACH = 14  # grid lines on each side of a district's middle; the district's outline cuts what is too much
_LONGEST_M = 1000.0
_SHORTEST_M = 110.0
_LEFT_OUT = 0.14  # the share of grid lines that a real city has built over


@dataclass(frozen=True, slots=True)
class StreetPlan:
    """A street before it is stored: its line in plan metres and the key of the district it lies in."""

    name: str
    line: LineString
    district: str


def plan_streets(chance: Random) -> list[StreetPlan]:
    """All streets of the city; the same for the same random numbers."""
    streets = _avenues() + _border_streets()
    names = street_names(chance)
    outlines = district_outlines()
    for district in DISTRICTS:
        within = outlines[district.key].intersection(built_up())
        for line in _grid(district, within, chance):
            streets.append(StreetPlan(next(names), line, district.key))
    return streets


def _avenues() -> list[StreetPlan]:
    """From the middle to the districts around it; they cross the grids as old roads do."""
    middle = DISTRICTS[0]
    avenues: list[StreetPlan] = []
    for name, key in AVENUES:
        target = next(district for district in DISTRICTS if district.key == key)
        line = LineString(
            [
                (middle.east, middle.north),
                ((middle.east + target.east) / 2 + 60, (middle.north + target.north) / 2 - 45),
                (target.east, target.north),
                (target.east + (target.east - middle.east) * 0.6, target.north + (target.north - middle.north) * 0.6),
            ]
        )
        avenues.extend(StreetPlan(name, part, key) for part in lines_of(line.intersection(built_up())))
    return avenues


def _border_streets() -> list[StreetPlan]:
    names = iter(BORDER_NAMES)
    outlines = district_outlines()
    streets = []
    for border in inner_borders():
        if border.length < _SHORTEST_M:
            continue
        middle = border.interpolate(0.5, normalized=True).buffer(5)
        key = next(key for key, outline in outlines.items() if outline.intersects(middle))
        streets.append(StreetPlan(next(names), border, key))
    return streets


def _grid(district: District, within: BaseGeometry, chance: Random) -> list[LineString]:
    across = _line_places(district.across, chance)
    along = _line_places(district.along, chance)
    far = _REACH * max(district.across, district.along)
    lines = [LineString([(place, -far), (place, far)]) for place in along]
    lines += [LineString([(-far, place), (far, place)]) for place in across]
    pieces: list[LineString] = []
    for line in lines:
        for part in lines_of(in_district(district, line).intersection(within)):
            pieces.extend(_cut(part, chance))
    return [piece for piece in pieces if piece.length >= _SHORTEST_M and chance.random() > _LEFT_OUT]


def _line_places(spacing: float, chance: Random) -> list[float]:
    return [number * spacing + chance.uniform(-0.08, 0.08) * spacing for number in range(-_REACH, _REACH + 1)]


def _cut(line: LineString, chance: Random) -> list[LineString]:
    """A long line as several streets of unequal length."""
    if line.length <= _LONGEST_M:
        return [line]
    at = line.length * chance.uniform(0.4, 0.6)
    return [
        piece for part in (substring(line, 0, at), substring(line, at, line.length)) for piece in _cut(part, chance)
    ]


def grid_block(district: District, first: tuple[int, int], last: tuple[int, int]) -> Polygon:
    """The blocks from `first` to `last` (numbers of grid lines along and across) as one outline in plan metres."""
    shape = shapely.box(
        first[0] * district.along, first[1] * district.across, last[0] * district.along, last[1] * district.across
    )
    block: Polygon = in_district(district, shape)
    return block
