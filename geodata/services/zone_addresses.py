"""The addresses in zones, by street: what a bylaw names one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.czech_order import OrderKey, czech_order
from geodata.database import Database
from geodata.impact.ground import points_in_metres
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.tables import AddressPoint


@dataclass(frozen=True, slots=True)
class StreetAddresses:
    """Numbers of one street (or of a part of the town that has none) in the order of counting.

    `whole`: the zone has every address of the street that the city knows.
    """

    street: str
    numbers: tuple[str, ...]
    whole: bool


def zone_addresses(
    database: Database, actor: Actor, outlines: Sequence[BaseGeometry]
) -> tuple[tuple[StreetAddresses, ...], ...]:
    """For each outline (EPSG:5514 metres) the addresses in it, by street in the Czech order."""
    require(actor, Action.VIEW)
    query = (
        select(
            AddressPoint.street, AddressPoint.town_part, AddressPoint.town, AddressPoint.house_number,
            AddressPoint.orientation_number, AddressPoint.longitude, AddressPoint.latitude,
        )
        .where(
            AddressPoint.municipality_id == actor.municipality_id,
            AddressPoint.longitude.is_not(None),
            AddressPoint.latitude.is_not(None),
        )
        .order_by(AddressPoint.id)
    )  # fmt: skip
    with database.read() as session:
        rows = session.execute(query).all()
    named = [
        _Address(row.street or row.town_part or row.town, row.house_number, row.orientation_number) for row in rows
    ]
    everywhere = Counter(one.street for one in named)
    tree = shapely.STRtree(points_in_metres([row.longitude for row in rows], [row.latitude for row in rows]))
    return tuple(
        _streets((named[place] for place in tree.query(outline, predicate="intersects").tolist()), everywhere)
        for outline in outlines
    )


@dataclass(frozen=True, slots=True)
class _Address:
    street: str
    house: str | None
    orientation: str | None

    @property
    def number(self) -> str:
        """`2198/9` where a house has both."""
        return "/".join(filter(None, (self.house, self.orientation)))

    @property
    def order(self) -> OrderKey:
        """Along the street: by the number that counts there."""
        return czech_order(self.orientation or self.house or "")


def _streets(within: Iterable[_Address], everywhere: Mapping[str, int]) -> tuple[StreetAddresses, ...]:
    found: dict[str, list[_Address]] = {}
    for one in within:
        found.setdefault(one.street, []).append(one)
    return tuple(
        StreetAddresses(
            street,
            tuple(one.number for one in sorted(found[street], key=lambda one: one.order)),
            whole=len(found[street]) == everywhere[street],
        )
        for street in sorted(found, key=czech_order)
    )
