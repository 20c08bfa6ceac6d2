"""Rows become what zones are measured from and made of: protected places, buildings and plots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.errors import N_, Message
from geodata.model.zones import LandPieceKind
from loaders.mapping.keys import source_keys
from loaders.mapping.located import read_addresses
from loaders.mapping.outlined import surface_of
from loaders.mapping.placing import GEOMETRY, Placer
from loaders.mapping.reading import ChunkReading
from loaders.normalise.cells import cells_of, shown
from loaders.records import Values
from loaders.words import code_list

# OpenStreetMap says what a place is under one of several keys, each a column of its own.
_KINDS = ("kind", "further_kind", "stop_kind")


def read_protected_places(reading: ChunkReading, placer: Placer) -> dict[str, Values]:
    """The columns of protected places; a row of no kind that criteria measure from is rejected."""
    places = placer.places(reading)
    addresses = read_addresses(reading, np.flatnonzero(np.isnan(places.longitude)).tolist())
    names, kinds = reading.texts("name"), _kinds(reading)
    ids = reading.texts("source_id") if reading.has("source_id") else None
    return {
        "source_key": source_keys(ids, [kinds, names, addresses.display], places.longitude, places.latitude),
        "kind": kinds,
        "name": names,
        "address": addresses.display,
        "street": addresses.parts["street"],
        "house_number": addresses.parts["house_number"],
        "orientation_number": addresses.parts["orientation_number"],
        "municipality_name": addresses.parts["municipality"],
        "lon": places.longitude,
        "lat": places.latitude,
        "outline": list(shapely.to_wkb(_surfaces(places.outlines, len(reading)))),
        "closed_on": reading.days("closed_on"),
    }


def read_land_pieces(reading: ChunkReading, placer: Placer) -> dict[str, Values]:
    """The columns of buildings and plots; a row without an outline is rejected."""
    shapes = _surfaces(placer.places(reading, "outline").outlines, len(reading))
    for offset in np.flatnonzero(shapely.is_missing(shapes)).tolist():
        if offset not in reading.rejected:
            reading.reject(
                offset,
                reading.name_of("outline") or GEOMETRY,
                "",
                Message(N_("The building or plot has no outline.")),
                Message(N_("Export it with its outline, not with its middle.")),
            )
    default = reading.default("kind") or LandPieceKind.BUILDING.value
    kinds = [kind or default for kind in reading.codes("kind")] if reading.has("kind") else [default] * len(reading)
    ids = reading.texts("source_id") if reading.has("source_id") else [None] * len(reading)
    numbers = _numbers(reading, ids)
    middles = shapely.centroid(shapes)
    return {
        "source_key": source_keys(ids, [kinds, numbers], shapely.get_x(middles), shapely.get_y(middles)),
        "kind": kinds,
        "number": numbers,
        "outline": list(shapely.to_wkb(shapes)),
    }


def _kinds(reading: ChunkReading) -> Sequence[str | None]:
    """The first word of each row that is known; a row that has none takes the profile's, if there is one."""
    columns = [
        (code_list(reading.profile, field, reading.name_of(field)), cells_of(column))
        for field in _KINDS
        if (column := reading.column(field)) is not None
    ]
    kinds: list[str | None] = []
    for offset in range(len(reading)):
        known = (words.parse(cells[offset]) for words, cells in columns if words.knows(cells[offset]))
        kind = next(known, None) or reading.default("kind")
        if kind is None and offset not in reading.rejected:
            said = next((cells[offset] for _words, cells in columns if cells[offset] is not None), "")
            reading.reject(
                offset,
                reading.name_of("kind"),
                shown(said),
                Message(N_("This is no kind of place that a zone can be measured from.")),
                Message(N_("Write for example škola, mateřská škola, hřiště, léčebna, kostel, úřad or zastávka.")),
            )
        kinds.append(kind)
    return kinds


def _numbers(reading: ChunkReading, ids: Sequence[str | None]) -> list[str | None]:
    """The number of a building; of a plot with what follows its slash. Without any the identifier of the source."""
    return [
        "/".join(part for part in (number, further) if part) or id_
        for number, further, id_ in zip(
            reading.texts("number"), reading.texts("part_number"), ids, strict=True
        )
    ]  # fmt: skip


def _surfaces(shapes: NDArray[np.object_] | None, count: int) -> NDArray[np.object_]:
    """The polygons of each shape, None where it has none: a point, a line."""
    if shapes is None:
        return np.full(count, None, dtype=object)
    return np.array([surface_of(shape) for shape in shapes], dtype=object)
