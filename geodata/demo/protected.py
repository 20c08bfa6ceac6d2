"""What zones of Vzorov are measured from and made of: schools, playgrounds, a station; buildings of two localities."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.demo.addresses import AddressPlan
from geodata.demo.districts import DISTRICTS
from geodata.demo.localities import LocalityPlan
from geodata.model.criteria import NearTo

K = NearTo
# Localities whose buildings are known, with the streets around them.
_BUILT = ("nadrazni", "vysina_jih")
_AROUND_M = 120.0
_HOUSE_M = (13.0, 10.0)
_TURNS = {district.key: district.turn for district in DISTRICTS}
# Sides of what is an area rather than a door.
_YARDS_M = {K.SCHOOL: (55.0, 38.0), K.KINDERGARTEN: (34.0, 26.0), K.PLAYGROUND: (28.0, 22.0)}


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """A protected place; `outline` is a point or an area in plan metres."""

    kind: NearTo
    name: str
    address: AddressPlan
    outline: BaseGeometry


@dataclass(frozen=True, slots=True)
class BuildingPlan:
    """A building with its house number; `outline` in plan metres."""

    number: str
    outline: BaseGeometry


_PLACES: tuple[tuple[NearTo, str, str], ...] = (
    (K.SCHOOL, "Základní škola Hutě", "hute"),
    (K.SCHOOL, "Základní škola Nádraží", "nadrazi"),
    (K.SCHOOL, "Základní škola Střed", "stred"),
    (K.SCHOOL, "Základní škola Mlýny", "mlyny"),
    (K.SCHOOL, "Základní škola Výšina", "vysina"),
    (K.SCHOOL, "Základní škola Sady", "sady"),
    (K.SCHOOL, "Gymnázium Vzorov", "stred"),
    (K.SCHOOL, "Střední škola řemesel", "zareci"),
    (K.KINDERGARTEN, "Mateřská škola Kolonie", "hute"),
    (K.KINDERGARTEN, "Mateřská škola Pod Tratí", "nadrazi"),
    (K.KINDERGARTEN, "Mateřská škola Náhon", "mlyny"),
    (K.KINDERGARTEN, "Mateřská škola Zářečí", "zareci"),
    (K.KINDERGARTEN, "Mateřská škola Výšina", "vysina"),
    (K.KINDERGARTEN, "Mateřská škola Podlesí", "podlesi"),
    (K.PLAYGROUND, "Hřiště Hutě", "hute"),
    (K.PLAYGROUND, "Hřiště Nádraží", "nadrazi"),
    (K.PLAYGROUND, "Hřiště Výšina – jih", "vysina"),
    (K.PLAYGROUND, "Hřiště Podlesí", "podlesi"),
    (K.PLAYGROUND, "Hřiště Sady", "sady"),
    (K.YOUTH_FACILITY, "Dům dětí a mládeže", "stred"),
    (K.TREATMENT, "Adiktologická ambulance", "stred"),
    (K.TREATMENT, "Doléčovací centrum", "sady"),
    (K.HEALTHCARE, "Poliklinika Vzorov", "mlyny"),
    (K.PLACE_OF_WORSHIP, "Kostel na náměstí", "stred"),
    (K.PUBLIC_OFFICE, "Radnice", "stred"),
    (K.STATION, "Vlakové nádraží", "nadrazi"),
)


def plan_places(addresses: list[AddressPlan], chance: Random) -> list[PlacePlan]:
    """Each place stands at an address of its district; no two at the same."""
    homes: dict[str, list[AddressPlan]] = {}
    for address in addresses:
        homes.setdefault(address.district, []).append(address)
    for district in homes.values():
        chance.shuffle(district)
    return [_placed(kind, name, homes[district].pop()) for kind, name, district in _PLACES]


def _placed(kind: NearTo, name: str, address: AddressPlan) -> PlacePlan:
    sides = _YARDS_M.get(kind)
    outline = Point(address.east, address.north) if sides is None else _house(address, sides)
    return PlacePlan(kind, name, address, outline)


def plan_buildings(addresses: list[AddressPlan], localities: list[LocalityPlan]) -> list[BuildingPlan]:
    """A building around each address in and near two localities, so that whole buildings can make a zone there."""
    outlines = [locality.outline for locality in localities if locality.key in _BUILT and locality.outline is not None]
    near = shapely.union_all([outline.buffer(_AROUND_M) for outline in outlines])
    return [
        BuildingPlan(address.house_number, _house(address, _HOUSE_M))
        for address in addresses
        if near.contains(Point(address.east, address.north))
    ]


def _house(address: AddressPlan, sides: tuple[float, float]) -> BaseGeometry:
    """A rectangle in the direction of the streets of its district."""
    across, along = sides
    box = shapely.box(-across / 2, -along / 2, across / 2, along / 2)
    return translate(rotate(box, _TURNS[address.district]), address.east, address.north)
