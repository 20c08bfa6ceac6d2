"""The addresses in zones, by street: what a bylaw names one by one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from geodata.czech_order import OrderKey, czech_order
from geodata.database import Database
from geodata.folding import folded
from geodata.impact.ground import points_in_metres
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress
from geodata.policy import Action, require
from geodata.tables import AddressPoint
from geodata.written_addresses import PROVISIONAL, Address, parse_address


@dataclass(frozen=True, slots=True)
class StreetAddresses:
    """Numbers of one street (or of a part of the town that has none) in the order of counting.

    `whole`: the zone has every address of the street that the city knows.
    """

    street: str
    numbers: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class AddressedZone:
    """A zone by its outline (EPSG:5514 metres), or by the addresses that it names one by one, where it names some."""

    outline: BaseGeometry
    named: tuple[NamedAddress, ...] = ()


def zone_addresses(
    database: Database, actor: Actor, zones: Sequence[AddressedZone]
) -> tuple[tuple[StreetAddresses, ...], ...]:
    """For each zone its addresses, by street in the Czech order: those in its outline, or just those that it names.

    A circle around a named house has its neighbours in it too, and they are no part of what is named. One that is not
    in the register any more stands as it was written first; one that never was there is not listed.
    """
    require(actor, Action.VIEW)
    query = (
        select(
            AddressPoint.id, AddressPoint.street, AddressPoint.town_part, AddressPoint.town, AddressPoint.house_number,
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
    known = [_known(row) for row in rows]
    everywhere = Counter(one.street for one in known)
    tree = shapely.STRtree(points_in_metres([row.longitude for row in rows], [row.latitude for row in rows]))
    by_street = _by_street(rows) if any(zone.named for zone in zones) else {}
    return tuple(
        _streets(_named(zone.named, by_street), everywhere)
        if zone.named
        else _streets((known[place] for place in tree.query(zone.outline, predicate="intersects").tolist()), everywhere)
        for zone in zones
    )


@dataclass(frozen=True, slots=True)
class _Address:
    """`id` in the register; None for one that is not there any more."""

    id: int | None
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


def _known(row: Any) -> _Address:
    return _Address(row.id, row.street or row.town_part or row.town, row.house_number, row.orientation_number)


def _by_street(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """The rows by the folded name of their street; those without one by the village and its part, as people write."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        for name in {folded(row.street)} if row.street else {folded(row.town), folded(row.town_part)} - {""}:
            found.setdefault(name, []).append(row)
    return found


def _named(named: Iterable[NamedAddress], by_street: Mapping[str, list[Any]]) -> list[_Address]:
    """Each address that has a place once: of those of its street and number the nearest to where it was found."""
    found: dict[object, _Address] = {}
    streets: dict[str, str] = {}  # as the first address that is not in the register writes them
    for one in named:
        if one.longitude is None or one.latitude is None:
            continue
        written = parse_address(one.text)
        at = written.house_number, written.orientation_number
        fitting = [row for row in by_street.get(folded(written.street), ()) if _has_number(row, *at)]
        # In degrees: those of one street and number lie in different towns.
        nearest = min(fitting, key=lambda row, one=one: _apart(row, one), default=None)  # type: ignore[misc]
        if nearest is not None:
            found[nearest.id] = _known(nearest)
            continue
        street = written.street or one.text
        found.setdefault(
            _as_compared(written, one.text), _Address(None, streets.setdefault(folded(street), street), *at)
        )
    return list(found.values())


def _as_compared(written: Address, text: str) -> tuple[str, ...]:
    """One address is one however it is written. A lone number may be either, that of a provisional house is its own."""
    number = "/".join(filter(None, (written.house_number, written.orientation_number)))
    if not number:
        return (folded(text),)
    kind = PROVISIONAL if written.house_number_kind == PROVISIONAL else ""
    parts = written.street, number, kind, written.municipality, written.municipality_part, written.postcode
    return tuple(folded(part) for part in parts)


def _has_number(row: Any, house: str | None, orientation: str | None) -> bool:
    """A lone number may be either."""
    has = folded(row.house_number), folded(row.orientation_number)
    if house and orientation:
        return has == (folded(house), folded(orientation))
    return folded(house or orientation) in has if house or orientation else False


def _apart(row: Any, one: NamedAddress) -> float:
    return math.hypot(row.longitude - (one.longitude or 0), row.latitude - (one.latitude or 0))


def _streets(within: Iterable[_Address], everywhere: Mapping[str, int]) -> tuple[StreetAddresses, ...]:
    found: dict[str, list[_Address]] = {}
    for one in within:
        found.setdefault(one.street, []).append(one)
    return tuple(
        StreetAddresses(
            street,
            tuple(one.number for one in sorted(found[street], key=lambda one: one.order)),
            whole=len(found[street]) == everywhere[street] and all(one.id is not None for one in found[street]),
        )
        for street in sorted(found, key=czech_order)
    )
