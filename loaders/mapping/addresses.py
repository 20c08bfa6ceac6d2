"""Rows become address places of RÚIAN."""

from __future__ import annotations

from geodata.errors import N_, Message
from geodata.folding import folded
from geodata.written_addresses import PROVISIONAL, REGISTERED
from loaders.mapping.located import PARTS, read_addresses
from loaders.mapping.placing import Placer
from loaders.mapping.reading import ChunkReading
from loaders.records import Values


def read_address_places(reading: ChunkReading, placer: Placer) -> dict[str, Values]:
    """The columns of address places; a row without a code is rejected, one without a position is kept."""
    places = placer.places(reading)
    codes = reading.texts("code")
    for offset, code in enumerate(codes):
        if code is None and offset not in reading.rejected:
            reading.reject(
                offset,
                reading.name_of("code"),
                "",
                Message(N_("The row has no code of an address place (ADM).")),
                Message(N_("Load the file as RÚIAN publishes it.")),
            )
    parts = read_addresses(reading, []).parts
    return {
        "source_key": codes,
        "code": codes,
        "house_number_kind": [_kind(text) for text in reading.texts("house_number_kind")],
        **{name: parts[name] for name in PARTS},
        "lon": places.longitude,
        "lat": places.latitude,
    }


def _kind(text: str | None) -> str | None:
    if not text:
        return None
    return PROVISIONAL if "e" in folded(text) else REGISTERED
