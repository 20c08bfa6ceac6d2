"""Rows become social services and the places where they are given."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from geodata.errors import N_, Message
from loaders.mapping.keys import source_keys
from loaders.mapping.located import read_addresses
from loaders.mapping.placing import Placer
from loaders.mapping.reading import ChunkReading
from loaders.records import Values

_BETWEEN_GROUPS = re.compile(r"\s*[;|\n]\s*|,\s+")


def read_services(reading: ChunkReading, placer: Placer) -> dict[str, Values]:
    """The columns of services; a row without a name and a provider is rejected.

    One register number may stand in several rows, one for each place of the service.
    """
    places = placer.places(reading)
    addresses = read_addresses(reading, np.flatnonzero(np.isnan(places.longitude)).tolist())
    names, providers = reading.texts("name"), reading.texts("provider")
    _require_a_name(reading, names, providers)
    numbers = reading.texts("register_number")
    kinds = _codes(reading, "kind")
    return {
        "source_key": source_keys(
            _ids(reading, numbers),
            [kinds, names, providers, addresses.display],
            places.longitude,
            places.latitude,
        ),
        "register_number": numbers,
        "name": names,
        "provider": providers,
        "kind": kinds,
        "form": _codes(reading, "form"),
        "target_groups": [_groups(text) for text in reading.notes("target_groups")],
        "capacity": reading.numbers("capacity"),
        "capacity_unit": _codes(reading, "capacity_unit"),
        "address": addresses.display,
        "street": addresses.parts["street"],
        "house_number": addresses.parts["house_number"],
        "orientation_number": addresses.parts["orientation_number"],
        "municipality_name": addresses.parts["municipality"],
        "lon": places.longitude,
        "lat": places.latitude,
    }


def _ids(reading: ChunkReading, numbers: Sequence[str | None]) -> Sequence[str | None] | None:
    if reading.has("source_id"):
        return reading.texts("source_id")
    return numbers if reading.has("register_number") else None


def _require_a_name(reading: ChunkReading, names: Sequence[str | None], providers: Sequence[str | None]) -> None:
    for offset, (name, provider) in enumerate(zip(names, providers, strict=True)):
        if name is None and provider is None and offset not in reading.rejected:
            reading.reject(
                offset,
                reading.name_of("name"),
                "",
                Message(N_("The row has no name.")),
                Message(N_("Fill in the name and load the file again.")),
            )


def _codes(reading: ChunkReading, field: str) -> list[str | None]:
    default = reading.default(field)
    if not reading.has(field):
        return [default] * len(reading)
    return [code or default for code in reading.codes(field)]


def _groups(text: str | None) -> list[str]:
    return [group.strip() for group in _BETWEEN_GROUPS.split(text) if group.strip()] if text else []
