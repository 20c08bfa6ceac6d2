"""RÚIAN exchange files (VFR) through GDAL's GML driver: addresses, buildings, administrative areas.

GDAL gives one geometry of several (the defining point first); outlines are asked for by name. Addresses carry codes of
streets and buildings; the names stand in other layers of the same file and are joined here, as the columns `Ulice`,
`Obec`, `CastObce` and `TypSO` that RÚIAN's address CSV has too. A file of changes often lacks them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
from numpy.typing import NDArray
from pyogrio.raw import open_arrow

from geodata.errors import N_
from loaders.errors import UnknownLayer, UnreadableFile
from loaders.reading.chunk import ROWS_IN_CHUNK, Column, Layer, RawChunk, RowFault
from loaders.reading.geometry import geometries_of
from loaders.reading.guards import said_as_sentences
from loaders.reading.vector import plain_column

_BLOCK = 4 * 1024 * 1024
# Where GDAL does not know the schema it would write what it guessed beside the file.
_OPEN = {"WRITE_GFS": "NO"}
_POINT = "DefinicniBod"
_OUTLINE = "OriginalniHranice"
_COARSE_OUTLINE = "GeneralizovaneHranice"

# Layers that the product can use, the likeliest purpose first, with their geometries, the best first.
GEOMETRIES: dict[str, tuple[str, ...]] = {
    "AdresniMista": ("AdresniBod",),
    "Obce": (_OUTLINE, _COARSE_OUTLINE, _POINT),
    "Momc": (_OUTLINE, _POINT),
    "Mop": (_OUTLINE, _POINT),
    "SpravniObvody": (_OUTLINE, _POINT),
    "KatastralniUzemi": (_OUTLINE, _COARSE_OUTLINE, _POINT),
    "Okresy": (_OUTLINE, _COARSE_OUTLINE, _POINT),
    "Orp": (_OUTLINE, _COARSE_OUTLINE, _POINT),
    "Vusc": (_OUTLINE, _COARSE_OUTLINE, _POINT),
    "Zsj": (_OUTLINE, _POINT),
    "StavebniObjekty": (_OUTLINE, _POINT),
    "Parcely": (_OUTLINE, _POINT),
}
LAND_LAYERS = ("StavebniObjekty", "Parcely")
AREA_LAYERS = tuple(name for name in GEOMETRIES if name not in ("AdresniMista", *LAND_LAYERS))

# Code list TypStavebnihoObjektu, written as in the address CSV.
_NUMBER_KINDS = {1: "č.p.", 2: "č.ev.", 3: ""}


class VfrFile:
    """One layer of a VFR file. Coordinates are EPSG:5514 (S-JTSK, both negative)."""

    has_header = True
    has_geometry = True
    total: int | None = None

    def __init__(self, path: Path, workspace: Path, layer: str | None = None, preferred: Sequence[str] = ()) -> None:
        self._name = path.name
        self._address = str(path.absolute())
        if path.suffix.lower() != ".xml":
            link = workspace / "named.xml"
            link.symlink_to(path.absolute())
            self._address = str(link)
        with said_as_sentences(self._name):
            present = _layers_in(path)
        self.layers: Sequence[Layer] = [Layer(name) for name in GEOMETRIES if name in present]
        self.layer = self._chosen(layer, preferred)
        with said_as_sentences(self._name), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            about = pyogrio.read_info(self._address, layer=self.layer, **_OPEN)
        self.crs: str | None = about["crs"]
        self._fields = [str(field) for field in about["fields"]]
        joined = ["Ulice", "Obec", "CastObce", "TypSO"] if self.layer == "AdresniMista" else []
        self.columns: Sequence[str] = self._fields + joined

    def _chosen(self, wanted: str | None, preferred: Sequence[str]) -> str:
        names = [layer.name for layer in self.layers]
        if not names:
            raise UnreadableFile(
                N_("{name} is a RÚIAN file without addresses, buildings and areas. Choose another of its files."),
                name=self._name,
            )
        if wanted is not None:
            if wanted not in names:
                raise UnknownLayer(wanted, names)
            return wanted
        return next((name for name in preferred if name in names), names[0])

    def chunks(self, rows: int = ROWS_IN_CHUNK) -> Iterator[RawChunk]:
        """The elements of the layer in the order of the file, counted from 1."""
        with said_as_sentences(self._name), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = _AddressNames(self._address, [layer.name for layer in self.layers])
            yield from self._chunks(rows, names)

    def _chunks(self, rows: int, names: _AddressNames) -> Iterator[RawChunk]:
        first_row = 1
        streams = [self._stream(geometry, rows) for geometry in GEOMETRIES[self.layer]]
        for batches in zip(*streams, strict=True):
            columns = batches[0][0]
            geometries, closed, faults = _first_known(batches)
            if self.layer == "AdresniMista":
                columns |= names.of(columns)
            yield RawChunk(first_row, columns, geometries, self.crs, closed, faults)
            first_row += len(geometries)

    def _stream(self, geometry: str, rows: int) -> Iterator[tuple[dict[str, Column], NDArray[np.object_]]]:
        fields = ", ".join(f'"{field}"' for field in self._fields)
        sql = f'SELECT {geometry}, {fields} FROM "{self.layer}"'
        with open_arrow(self._address, sql=sql, batch_size=rows, use_pyarrow=True, **_OPEN) as (about, reader):
            geometry_name = about["geometry_name"] or "wkb_geometry"
            for batch in reader:
                wkb = batch.column(batch.schema.get_field_index(geometry_name))
                columns = {name: plain_column(batch.column(name)) for name in self._fields}
                yield columns, np.asarray(wkb.to_numpy(zero_copy_only=False), dtype=object)


def _layers_in(path: Path) -> set[str]:
    """Names of the layers that stand in the file, by their opening tags: GDAL would read it once per layer."""
    opening = re.compile(rb"<(?:vf:)?(" + "|".join(GEOMETRIES | _NAMES).encode() + rb")>")
    found: set[bytes] = set()
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(opening.findall(tail + block))
            tail = block[-100:]
    return {name.decode() for name in found}


def _first_known(
    batches: Sequence[tuple[dict[str, Column], NDArray[np.object_]]],
) -> tuple[NDArray[np.object_], list[int], dict[int, RowFault]]:
    """The best geometry that each element has."""
    wkb = batches[0][1].copy()
    for _, lesser in batches[1:]:
        absent = np.array([value is None for value in wkb], dtype=bool)
        wkb[absent] = lesser[absent]
    return geometries_of(wkb)


# Layers that only give names to addresses.
_NAMES = {"Ulice": (), "CastiObci": (), "Obce": (), "StavebniObjekty": ()}


class _AddressNames:
    """Names of streets, municipalities and their parts by code, read once from the layers of the same file."""

    def __init__(self, address: str, layers: Sequence[str]) -> None:
        self._address = address
        self._layers = layers
        self._read: dict[str, dict[int, tuple[Any, ...]]] | None = None

    def of(self, columns: dict[str, Column]) -> dict[str, Column]:
        """The joined columns for a chunk of AdresniMista."""
        streets = self._table("Ulice", "Nazev", "ObecKod")
        towns = self._table("Obce", "Nazev")
        parts = self._table("CastiObci", "Nazev", "ObecKod")
        buildings = self._table("StavebniObjekty", "TypStavebnihoObjektuKod", "CastObceKod")
        only_town = next(iter(towns.values()))[0] if len(towns) == 1 else None
        rows: list[tuple[Any, ...]] = []
        for street_code, building_code in zip(
            columns["UliceKod"].to_pylist(), columns["StavebniObjektKod"].to_pylist(), strict=True
        ):
            street, street_town = streets.get(street_code, (None, None))
            kind, part_code = buildings.get(building_code, (1, None))
            part, part_town = parts.get(part_code, (None, None))
            town = towns.get(street_town or part_town, (only_town,))[0]
            rows.append((street, town, part, _NUMBER_KINDS.get(kind, "")))
        names = ("Ulice", "Obec", "CastObce", "TypSO")
        return {name: pa.array([row[position] for row in rows], pa.string()) for position, name in enumerate(names)}

    def _table(self, layer: str, *fields: str) -> dict[int, tuple[Any, ...]]:
        if self._read is None:
            self._read = {}
        if layer not in self._read:
            self._read[layer] = self._read_table(layer, fields)
        return self._read[layer]

    def _read_table(self, layer: str, fields: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        _, table = pyogrio.read_arrow(
            self._address, layer=layer, columns=["Kod", *fields], read_geometry=False, **_OPEN
        )
        columns = [table.column(name).to_pylist() for name in fields]
        return dict(zip(table.column("Kod").to_pylist(), zip(*columns, strict=True), strict=True))
