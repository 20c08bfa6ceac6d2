"""The addresses in zones, by street: what a bylaw names one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.czech_order import czech_order
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
    named = [(row.street or row.town_part or row.town, _number(row.house_number, row.orientation_number)) for row in rows]
    everywhere = _by_street(named)
    points = points_in_metres([row.longitude for row in rows], [row.latitude for row in rows])
    tree = shapely.STRtree(points)
    return tuple(
        _streets((named[place] for place in tree.query(outline, predicate="intersects").tolist()), everywhere)
        for outline in outlines
    )


def _streets(named: Iterable[tuple[str, str]], everywhere: dict[str, list[str]]) -> tuple[StreetAddresses, ...]:
    found = _by_street(named)
    return tuple(
        StreetAddresses(street, tuple(sorted(found[street], key=czech_order)), len(found[street]) == len(everywhere[street]))
        for street in sorted(found, key=czech_order)
    )


def _by_street(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    streets: dict[str, list[str]] = {}
    for street, number in named:
        streets.setdefault(street, []).append(number)
    return streets


def _number(house: str | None, orientation: str | None) -> str:
    """`2198/9` where a house has both."""
    return "/".join(filter(None, (house, orientation)))
