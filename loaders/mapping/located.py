"""What sites, services and addresses have in common: a postal address in parts and as one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.written_addresses import Address, parse_address
from loaders.mapping.reading import ChunkReading

Texts = Sequence[str | None]

PARTS = ("street", "house_number", "orientation_number", "municipality", "municipality_part", "postcode")


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """Addresses of a chunk: `display` is one text a person reads, the others its parts where they are known."""

    display: Texts
    parts: dict[str, Texts]


def read_addresses(reading: ChunkReading, needed: Sequence[int]) -> AddressColumns:
    """Addresses of a chunk. Only for the rows in `needed` (those without a position) is the text taken apart."""
    display = list(reading.texts("address"))
    parts = {name: list(reading.texts(name)) for name in PARTS}
    _join_letters(reading, parts)
    has_parts = any(reading.has(name) for name in PARTS)
    if reading.has("address"):
        for offset in needed:
            _fill(parts, offset, parse_address(display[offset]))
    if has_parts:
        display = [text or _written(parts, offset) for offset, text in enumerate(display)]
    return AddressColumns(display, dict(parts))


def _join_letters(reading: ChunkReading, parts: dict[str, list[str | None]]) -> None:
    """RÚIAN keeps the letter of an orientation number (5a) in a column of its own."""
    if not reading.has("orientation_letter"):
        return
    parts["orientation_number"] = [
        f"{number}{(letter or '').lower()}" if number else None
        for number, letter in zip(parts["orientation_number"], reading.texts("orientation_letter"), strict=True)
    ]


def _fill(parts: dict[str, list[str | None]], offset: int, address: Address) -> None:
    for name in PARTS:
        if parts[name][offset] is None:
            parts[name][offset] = getattr(address, name)


def _written(parts: dict[str, list[str | None]], offset: int) -> str | None:
    street, house, orientation, town, part, postcode = (parts[name][offset] for name in PARTS)
    number = "/".join(text for text in (house, orientation) if text)
    first = " ".join(text for text in (street or part or (None if town is None else "č.p."), number) if text)
    place = " ".join(text for text in (postcode, town) if text)
    if not number and not street:
        first = part or ""
    return ", ".join(text for text in (first, place) if text) or None
