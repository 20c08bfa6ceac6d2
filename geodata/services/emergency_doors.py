"""One door of an emergency event is one row, however its address was written and wherever it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.folding import folded
from geodata.model.people import Actor
from geodata.services.ingest.matching import Position
from geodata.services.named_addresses import positions_of
from geodata.tables import AddressPoint, EmergencyAddress
from geodata.written_addresses import PROVISIONAL, parse_address

_SAYS_NOTHING = " .,;"
Door = TypeVar("Door")


def known_door(session: Session, actor: Actor, event_id: int, words: str) -> EmergencyAddress | None:
    """The address of the event that these words name: written so, only otherwise, or found in the register there."""
    query = select(EmergencyAddress).where(EmergencyAddress.event_id == event_id).order_by(EmergencyAddress.id)
    rows = session.scalars(query).all()
    wanted = _as_read(words)
    same = next((row for row in rows if _as_read(row.text) == wanted), None)
    if same is not None:
        return same
    (position,) = positions_of(session, actor, [words])
    there = [row for row in rows if position is not None and (row.longitude, row.latitude) == position]
    return _only(words, {row: row.text for row in there})


def doors_written_by_hand(
    session: Session, actor: Actor, event_id: int, points: Sequence[AddressPoint]
) -> dict[AddressPoint, EmergencyAddress]:
    """Of these points of the register those that somebody wrote into the event already, and the address written."""
    query = select(EmergencyAddress).where(EmergencyAddress.event_id == event_id, EmergencyAddress.code.is_(None))
    rows = session.scalars(query.order_by(EmergencyAddress.id)).all()
    placed: dict[Position, list[AddressPoint]] = defaultdict(list)
    for point in points:
        if point.longitude is not None and point.latitude is not None:
            placed[point.longitude, point.latitude].append(point)
    found: dict[AddressPoint, EmergencyAddress] = {}
    for row, position in zip(rows, positions_of(session, actor, [row.text for row in rows]), strict=True):
        there = placed.get(position, []) if position else []
        door = _only(row.text, {one: address_text(one) for one in there})
        if door is not None:
            found.setdefault(door, row)
    return found


def address_text(point: AddressPoint) -> str:
    """The address of a point as the rows of an event have it: `Lipová 12/5`."""
    numbers = "/".join(filter(None, (point.house_number, point.orientation_number)))
    return f"{point.street or point.town_part or point.town} {numbers}".strip()


def _as_read(words: str) -> tuple[str, ...]:
    """What is the same in two writings of one address: capitals, diacritics, blanks and the sign č.p. say nothing."""
    text = words.strip(_SAYS_NOTHING)
    read = parse_address(text)
    if read.house_number is None and read.orientation_number is None:
        return (folded(text),)
    kind = read.house_number_kind if read.house_number_kind == PROVISIONAL else None
    parts = (read.street, read.house_number, read.orientation_number, read.municipality, read.municipality_part, kind)
    return tuple(folded(part) for part in parts)


def _only(words: str, there: dict[Door, str]) -> Door | None:
    """Of the doors at one place the one that the words name: several entrances may have one position."""
    if len(there) > 1:
        wanted = _numbers(words)
        there = {door: text for door, text in there.items() if wanted <= _numbers(text)}
    return next(iter(there)) if len(there) == 1 else None


def _numbers(words: str) -> frozenset[str]:
    read = parse_address(words)
    return frozenset(folded(number) for number in _told(read.house_number, read.orientation_number))


def _told(*numbers: str | None) -> Iterable[str]:
    return (number for number in numbers if number)
