"""Rows become sites: what, where, in which condition and since when, with the facts that their kind keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely

from geodata.errors import N_, Message
from geodata.model.fields import FIELDS as KIND_FIELDS
from geodata.model.sites import CONDITIONS, SiteKind
from loaders.fields import DETAILS, FIELDS, Target, Value
from loaders.findings import Severity
from loaders.mapping.keys import source_keys
from loaders.mapping.located import read_addresses
from loaders.mapping.placing import Placer, Places
from loaders.mapping.reading import ChunkReading
from loaders.normalise.cells import LEFT_EMPTY, Trouble
from loaders.records import Values

Columns = dict[str, Values]


def read_sites(reading: ChunkReading, placer: Placer) -> Columns:
    """The columns of sites for a chunk; rows without name, address and position are rejected."""
    places = placer.places(reading)
    nowhere = np.isnan(places.longitude)
    addresses = read_addresses(reading, np.flatnonzero(nowhere).tolist())
    kinds = _kinds(reading)
    names = reading.texts("name")
    _require_something(reading, names, addresses.display, places)
    municipality = addresses.parts["municipality"]
    return {
        "source_key": source_keys(
            reading.texts("source_id") if reading.has("source_id") else None,
            [kinds, names, addresses.display, municipality],
            places.longitude,
            places.latitude,
        ),
        "kind": kinds,
        "name": names,
        "address": addresses.display,
        "street": addresses.parts["street"],
        "house_number": addresses.parts["house_number"],
        "orientation_number": addresses.parts["orientation_number"],
        "municipality_name": municipality,
        "lon": places.longitude,
        "lat": places.latitude,
        **({} if places.outlines is None else {"outline": shapely.to_wkb(places.outlines)}),
        "observed_on": reading.past_days("observed_on"),
        "condition": read_conditions(reading, kinds),
        "details": read_details(reading, kinds),
        "note": reading.notes(),
        "sensitivity": _sensitivities(reading),
    }


def _kinds(reading: ChunkReading) -> list[str]:
    default = reading.default("kind") or SiteKind.OTHER.value
    if not reading.has("kind"):
        return [default] * len(reading)
    return [kind or default for kind in reading.codes("kind")]


def _require_something(
    reading: ChunkReading, names: Sequence[str | None], addresses: Sequence[str | None], places: Places
) -> None:
    for offset in np.flatnonzero(np.isnan(places.longitude)).tolist():
        if names[offset] is None and addresses[offset] is None and offset not in reading.rejected:
            reading.reject(
                offset,
                reading.name_of("name"),
                "",
                Message(N_("The row has no position, no name and no address.")),
                Message(N_("Fill in one of them and load the file again.")),
            )


def read_conditions(reading: ChunkReading, kinds: Sequence[str]) -> Sequence[str | None]:
    """The condition of each place; one that does not fit its kind is said and left out."""
    if not reading.has("condition"):
        default = reading.default("condition")
        return [default] * len(reading)
    conditions = list(reading.codes("condition"))
    for offset, (condition, kind) in enumerate(zip(conditions, kinds, strict=True)):
        if condition is not None and condition not in CONDITIONS[SiteKind(kind)]:
            reason = Message(N_("A place of this kind cannot be in this condition."))
            reading.say(
                reading.name_of("condition"),
                [Trouble(offset, condition, Severity.REPAIRED, reason, LEFT_EMPTY)],
            )
            conditions[offset] = None
    return conditions


def read_details(reading: ChunkReading, kinds: Sequence[str]) -> Sequence[dict[str, Any] | None]:
    """The kind's own facts as they are stored: days as ISO text, nothing where nothing is known."""
    values = {
        field.name.removeprefix(DETAILS): _detail(reading, field.name, field.value)
        for field in FIELDS[Target.SITES]
        if field.name.startswith(DETAILS) and reading.has(field.name)
    }
    if not values:
        return [None] * len(reading)
    fitting = {kind.value: [field.name for field in KIND_FIELDS[kind] if field.name in values] for kind in SiteKind}
    details = [
        {name: values[name][offset] for name in fitting[kind] if values[name][offset] is not None}
        for offset, kind in enumerate(kinds)
    ]
    return [facts or None for facts in details]


def _detail(reading: ChunkReading, field: str, value: Value) -> Sequence[Any]:
    match value:
        case Value.CODE:
            return reading.codes(field)
        case Value.CODES:
            return reading.several_codes(field)
        case Value.COUNT:
            return reading.counts(field)
        case Value.NUMBER:
            return reading.numbers(field)
        case Value.DAY:
            return [day.isoformat() if isinstance(day, date) else None for day in reading.days(field)]
        case _:
            return reading.texts(field)


def _sensitivities(reading: ChunkReading) -> Sequence[str | None]:
    default = reading.default("sensitivity")
    if not reading.has("sensitivity"):
        return [default] * len(reading)
    return [code or default for code in reading.codes("sensitivity")]
