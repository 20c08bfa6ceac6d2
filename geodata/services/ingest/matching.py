"""Addresses without coordinates, matched against the loaded address points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata.folding import folded
from geodata.model.people import Actor
from geodata.tables import AddressPoint

_STREETS_AT_ONCE = 500


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


def match_addresses(session: Session, actor: Actor, addresses: Sequence[Address]) -> list[Position | None]:
    """The position of each address, or None where it is unknown or could be several places."""
    points = _points_of(session, actor, addresses)
    return [_only_position(address, points[folded(address.street or address.town)]) for address in addresses]


def _points_of(session: Session, actor: Actor, addresses: Sequence[Address]) -> dict[str, list[AddressPoint]]:
    """Address points by folded street, or by folded town where the address names no street (villages)."""
    points: dict[str, list[AddressPoint]] = defaultdict(list)
    streets = sorted({folded(address.street) for address in addresses if address.street})
    towns = sorted({folded(address.town) for address in addresses if address.town and not address.street})
    for column, names in ((AddressPoint.street_folded, streets), (AddressPoint.town_folded, towns)):
        for start in range(0, len(names), _STREETS_AT_ONCE):
            query = select(AddressPoint).where(
                column.in_(names[start : start + _STREETS_AT_ONCE]),
                AddressPoint.municipality_id == actor.municipality_id,
                AddressPoint.longitude.is_not(None),
            )
            if column is AddressPoint.town_folded:
                query = query.where(or_(AddressPoint.street_folded == "", AddressPoint.street_folded.is_(None)))
            for point in session.scalars(query):
                key = point.street_folded if column is AddressPoint.street_folded else point.town_folded
                points[key].append(point)
    return points


def _only_position(address: Address, points: Sequence[AddressPoint]) -> Position | None:
    if not address.house_number and not address.orientation_number:
        return None
    fitting = [point for point in points if _fits(address, point)]
    positions = {(point.longitude, point.latitude) for point in fitting}
    if len(positions) != 1:
        return None  # nowhere, or in several towns: a person decides
    longitude, latitude = positions.pop()
    return (longitude, latitude) if longitude is not None and latitude is not None else None


def _fits(address: Address, point: AddressPoint) -> bool:
    if address.town and folded(address.town) not in {point.town_folded, folded(point.town_part)}:
        return False
    if address.house_number and address.orientation_number:
        return (point.house_number, folded(point.orientation_number)) == (
            address.house_number,
            folded(address.orientation_number),
        )
    # One number alone may be either: "Lipová 12" is mostly the orientation number on the door.
    number = folded(address.house_number or address.orientation_number)
    return number in {folded(point.house_number), folded(point.orientation_number)}
