"""Addresses as people write them in a list, found in the register of addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from geodata.model.people import Actor
from geodata.services.ingest.matching import Address, Position, match_addresses
from geodata.written_addresses import parse_address


def positions_of(session: Session, actor: Actor, texts: Sequence[str]) -> list[Position | None]:
    """The position (degrees WGS84) of each address; None for one that is not there, or could be several places."""
    asked = [(place, address) for place, text in enumerate(texts) for address in _readings(text)]
    matches = match_addresses(session, actor, [address for _place, address in asked])
    fitting: list[set[Position]] = [set() for _text in texts]
    for (place, _address), position in zip(asked, matches, strict=True):
        if position is not None:
            fitting[place].add(position)
    return [next(iter(positions)) if len(positions) == 1 else None for positions in fitting]


def _readings(text: str) -> Iterator[Address]:
    """An address in the town that it names, and in the part of the town; as it is where it names neither."""
    written = parse_address(text)
    towns: list[str | None] = [town for town in (written.municipality, written.municipality_part) if town]
    for town in towns or [None]:
        yield Address(written.street, written.house_number, written.orientation_number, town)
