"""Addresses without coordinates, matched against the loaded address points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from geodata.folding import folded
from geodata.model.people import Actor
from geodata.tables import AddressPoint

_NAMES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a written address; any may be missing."""

    street: str | None
    house_number: str | None
    orientation_number: str | None
    town: str | None


# The columns of a batch that `Address` is made of, in its order.
ADDRESS_PARTS = ("street", "house_number", "orientation_number", "municipality_name")

Position = tuple[float, float]  # longitude, latitude in degrees WGS84


@dataclass(frozen=True, slots=True)
class _Point:
    """An address point with folded names."""

    house_number: str
    orientation_number: str
    town: str
    town_part: str
    position: Position


_Points = Mapping[str, Sequence[_Point]]  # by the folded name of a street, or of a village and of its parts


def match_addresses(session: Session, actor: Actor, addresses: Sequence[Address]) -> list[Position | None]:
    """The position of each address, or None where it is unknown or could be several places."""
    numbered = [address for address in addresses if _numbers(address)]
    streets = _streets(session, actor, {folded(address.street) for address in numbered if address.street})
    found = {address: _fitting(address, streets.get(folded(address.street), ())) for address in numbered}
    elsewhere = [address for address, positions in found.items() if not positions]
    villages = _villages(session, actor, {number for address in elsewhere for number in _numbers(address)})
    for address in elsewhere:
        found[address] = _fitting(address, villages.get(folded(address.street or address.town), ()))
    return [_only(found.get(address, set())) for address in addresses]


def _fitting(address: Address, points: Sequence[_Point]) -> set[Position]:
    town = folded(address.town)
    return {point.position for point in points if _fits(address, town, point)}


def _only(positions: set[Position]) -> Position | None:
    """The one position; nowhere, or in several towns: a person decides."""
    return next(iter(positions)) if len(positions) == 1 else None


def _numbers(address: Address) -> list[str]:
    return [folded(number) for number in (address.house_number, address.orientation_number) if number]


def _streets(session: Session, actor: Actor, names: set[str]) -> _Points:
    points: dict[str, list[_Point]] = defaultdict(list)
    for street, point in _read(session, actor, AddressPoint.street_folded, names):
        points[street].append(point)
    return points


def _villages(session: Session, actor: Actor, numbers: set[str]) -> _Points:
    """Points without a street; people write "Lhota 12", as if the village or its part were one."""
    points: dict[str, list[_Point]] = defaultdict(list)
    for _, point in _read(session, actor, AddressPoint.house_number, numbers, AddressPoint.street_folded == ""):
        for name in {point.town, point.town_part}:
            points[name].append(point)
    return points


def _read(
    session: Session,
    actor: Actor,
    column: InstrumentedAttribute[Any],
    values: set[str],
    *further: ColumnElement[bool],
) -> Iterator[tuple[str, _Point]]:
    listed = sorted(values)
    for start in range(0, len(listed), _NAMES_AT_ONCE):
        query = select(
            AddressPoint.street_folded, AddressPoint.house_number, AddressPoint.orientation_number,
            AddressPoint.town_folded, AddressPoint.town_part, AddressPoint.longitude, AddressPoint.latitude,
        ).where(
            column.in_(listed[start : start + _NAMES_AT_ONCE]),
            AddressPoint.municipality_id == actor.municipality_id,
            *further,
        )  # fmt: skip
        for street, house, orientation, town, part, longitude, latitude in session.execute(query):
            if longitude is not None and latitude is not None:
                position = longitude, latitude
                yield street, _Point(folded(house), folded(orientation), town, folded(part), position)


def _fits(address: Address, town: str, point: _Point) -> bool:
    if town and town not in {point.town, point.town_part}:
        return False
    match _numbers(address):
        case [house, orientation]:
            return (house, orientation) == (point.house_number, point.orientation_number)
        case [number]:
            # One number alone may be either: "Lipová 12" is mostly the orientation number on the door.
            return number in {point.house_number, point.orientation_number}
        case _:
            return False
