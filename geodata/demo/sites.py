"""Some three hundred places of Vzorov: where each lies, what it is called and how it fared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

import shapely

from geodata.demo import site_texts as texts
from geodata.demo.addresses import AddressPlan
from geodata.demo.lives import Life, Trouble, life_of, life_until_demolition
from geodata.demo.localities import LocalityPlan
from geodata.demo.observations import Look, looks_of
from geodata.model.people import Sensitivity
from geodata.model.sites import SiteKind

K = SiteKind
SITES: dict[SiteKind, int] = {
    K.HAZARDOUS_BUILDING: 72,
    K.ILLEGAL_DUMP: 84,
    K.GAMBLING_VENUE: 32,
    K.HOSTEL: 18,
    K.SYRINGE_FIND: 44,
    K.PUBLIC_SPACE: 38,
    K.OTHER: 12,
}
NEVER_VISITED = 9  # gambling venues that are known from a register only
TORN_DOWN_TOGETHER = 5  # houses of the locality that vanished

# The share of places of a kind that lie in an excluded locality, as field workers find them.
_IN_LOCALITIES = {
    K.HAZARDOUS_BUILDING: 0.8,
    K.ILLEGAL_DUMP: 0.62,
    K.GAMBLING_VENUE: 0.38,
    K.HOSTEL: 0.6,
    K.SYRINGE_FIND: 0.45,
    K.PUBLIC_SPACE: 0.5,
    K.OTHER: 0.5,
}
_FOUND_BY: dict[SiteKind, tuple[str, ...]] = {
    K.HAZARDOUS_BUILDING: ("teren", "dvory", "teren", "stavebni"),
    K.ILLEGAL_DUMP: ("teren", "mestska_policie", "dvory", "technicke"),
    K.GAMBLING_VENUE: ("mestska_policie", "magistrat"),
    K.HOSTEL: ("dvere", "teren", "socialni"),
    K.SYRINGE_FIND: ("kontakt", "mestska_policie"),
    K.PUBLIC_SPACE: ("mestska_policie", "dvory", "teren"),
    K.OTHER: ("mestska_policie", "teren"),
}
_RESTRICTED_SHARE = {K.SYRINGE_FIND: 0.25, K.HAZARDOUS_BUILDING: 0.08, K.HOSTEL: 0.12}
_AWAY_M = {K.ILLEGAL_DUMP: 34.0, K.SYRINGE_FIND: 28.0, K.PUBLIC_SPACE: 20.0, K.OTHER: 40.0}


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A place; its position in plan metres, its organisation the one that found it."""

    number: int
    kind: SiteKind
    name: str
    address: str
    east: float
    north: float
    street: str
    district: str
    locality: str | None
    organisation: str
    sensitivity: Sensitivity
    looks: tuple[Look, ...]
    troubles: tuple[Trouble, ...]


class Homes:
    """Addresses by locality and outside of any, each given out once."""

    def __init__(self, addresses: list[AddressPlan], localities: list[LocalityPlan], chance: Random) -> None:
        self._chance = chance
        shapes = {locality.key: _ever(locality) for locality in localities}
        self._within: dict[str | None, list[AddressPlan]] = {key: [] for key in (*shapes, None)}
        for address in addresses:
            point = shapely.Point(address.east, address.north)
            key = next((key for key, shape in shapes.items() if shape is not None and shape.contains(point)), None)
            self._within[key].append(address)
        for homes in self._within.values():
            chance.shuffle(homes)
        self._weights = {locality.key: locality.weight for locality in localities}

    def take(self, share_in_localities: float) -> tuple[AddressPlan, str | None]:
        """An address with the key of its locality, in one with the given probability."""
        key = None
        if self._chance.random() < share_in_localities:
            known = [key for key, weight in self._weights.items() if weight and self._within[key]]
            key = self._chance.choices(known, [self._weights[key] for key in known])[0]
        return self._within[key].pop(), key

    def take_in(self, locality: str) -> AddressPlan:
        """An address in one locality."""
        return self._within[locality].pop()


def _ever(locality: LocalityPlan) -> shapely.Polygon | None:
    """The last outline that a locality had."""
    outlines = [version.outline for version in locality.versions if version.outline is not None]
    return outlines[-1] if outlines else None


def plan_sites(
    addresses: list[AddressPlan], localities: list[LocalityPlan], first: date, last: date, chance: Random
) -> list[SitePlan]:
    """All places, those of one kind after another; nothing is later than `last`."""
    homes = Homes(addresses, localities, chance)
    vanished = next(locality for locality in localities if locality.outline is None)
    names = {kind: _names(kind) for kind in SITES}
    sites: list[SitePlan] = []
    for kind, count in SITES.items():
        for place in range(count):
            if kind == K.HAZARDOUS_BUILDING and place < TORN_DOWN_TOGETHER:
                home, locality = homes.take_in(vanished.key), None
                life = life_until_demolition(first, vanished.versions[-1].valid_from, last, chance)
            else:
                home, locality = homes.take(_IN_LOCALITIES[kind])
                life = life_of(kind, first, last, chance)
            if kind == K.GAMBLING_VENUE and place < NEVER_VISITED:
                life = Life((), ())
            sites.append(_site(len(sites), kind, next(names[kind]), home, locality, life, chance))
    return sites


def _site(
    number: int, kind: SiteKind, name: str, home: AddressPlan, locality: str | None, life: Life, chance: Random
) -> SitePlan:
    away = _AWAY_M.get(kind, 0.0)
    organisation = chance.choice(_FOUND_BY[kind]) if life.seen else "magistrat"
    facts = _facts(kind, chance)
    is_house = kind in {K.HAZARDOUS_BUILDING, K.GAMBLING_VENUE, K.HOSTEL}
    return SitePlan(
        number=number,
        kind=kind,
        name=name.format(street=home.street, address=home.text),
        address=home.text if is_house else home.street,
        east=home.east + chance.uniform(-away, away),
        north=home.north + chance.uniform(-away, away),
        street=home.street,
        district=home.district,
        locality=locality,
        organisation=organisation,
        sensitivity=_sensitivity(kind, chance),
        looks=looks_of(kind, life, facts, texts.notes_for(kind, name), organisation, chance),
        troubles=life.troubles,
    )


def _sensitivity(kind: SiteKind, chance: Random) -> Sensitivity:
    drawn = chance.random()
    if drawn < _RESTRICTED_SHARE.get(kind, 0.0):
        return Sensitivity.RESTRICTED
    is_public = kind in {K.ILLEGAL_DUMP, K.PUBLIC_SPACE} and drawn > 0.7
    return Sensitivity.PUBLIC if is_public else Sensitivity.PARTNERS


def _names(kind: SiteKind) -> Iterator[str]:
    """Names with {street} or {address} to be filled in."""
    match kind:
        case K.HAZARDOUS_BUILDING:
            return cycle(["Dům {address}"])
        case K.ILLEGAL_DUMP:
            return cycle(f"Skládka {where}, {{street}}" for where in texts.DUMP_PLACES)
        case K.GAMBLING_VENUE:
            return cycle(texts.VENUES)
        case K.HOSTEL:
            return cycle(texts.HOSTELS)
        case K.SYRINGE_FIND:
            return cycle(f"Stříkačky {where}, {{street}}" for where in texts.SYRINGE_PLACES)
        case K.PUBLIC_SPACE:
            return cycle(f"{what}, {{street}}" for what in texts.PUBLIC_PLACES)
        case K.OTHER:
            return cycle(f"{what}, {{street}}" for what in texts.OTHER_PLACES)


def _facts(kind: SiteKind, chance: Random) -> Mapping[str, Any]:
    """What is true of a place from the first look on; `observations` lets the numbers move."""
    owners, weights = ("city", "state", "private", "company", "unknown"), (18, 6, 44, 24, 8)
    owner = chance.choices(owners, weights)[0]
    match kind:
        case K.HAZARDOUS_BUILDING:
            inhabited = chance.choices(("yes", "no", "unknown"), (46, 42, 12))[0]
            return {"inhabited": inhabited, "owner": owner, "storeys": chance.randint(1, 4)}
        case K.ILLEGAL_DUMP:
            waste = chance.sample(("household", "bulky", "construction", "tyres", "garden"), chance.randint(1, 3))
            return {"volume_m3": round(chance.uniform(0.5, 14), 1), "waste": waste, "land_owner": owner}
        case K.GAMBLING_VENUE:
            casino = chance.random() < 0.3
            return {
                "venue_type": "casino" if casino else "gaming_hall",
                "machines": chance.randint(30, 70) if casino else chance.randint(6, 28),
                "operator": chance.choice(texts.VENUE_OPERATORS),
                "opening_hours": chance.choice(texts.OPENING_HOURS),
            }
        case K.HOSTEL:
            beds = chance.randint(24, 140)
            return {"beds": beds, "occupied_beds": beds, "operator": chance.choice(texts.HOSTEL_OPERATORS)}
        case K.SYRINGE_FIND:
            return {"syringes": chance.randint(1, 14)}
        case K.PUBLIC_SPACE:
            problem = chance.sample(("lighting", "surface", "greenery", "furniture", "drinking"), chance.randint(1, 2))
            return {"problem": problem}
        case K.OTHER:
            return {}
