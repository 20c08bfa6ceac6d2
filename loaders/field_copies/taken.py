"""What a GeoPackage for QField says of itself: which city it is from, and what its places were like when taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import N_
from geodata.model.field_records import LARGEST_ID
from geodata.model.sites import SiteKind
from loaders.errors import UnreadableFile
from loaders.field_copies.columns import ABOUT, CITY, COPY, NUMBER, TAKEN, as_text
from loaders.normalise.cells import cells_of
from loaders.reading.chunk import RawChunk
from loaders.reading.detect import Format, detect
from loaders.reading.guards import require_regular_file, said_as_sentences
from loaders.reading.vector import VectorFile


@dataclass(frozen=True, slots=True)
class TakenPlace:
    """A place when the copy was taken; `position` is longitude and latitude in degrees WGS84."""

    kind: SiteKind
    seen_last: int
    values: Mapping[str, str]
    position: tuple[float, float]


class CopyFile:
    """An opened GeoPackage that came from here. Raises UnreadableFile for any other file."""

    def __init__(self, path: Path, workspace: Path) -> None:
        self._path, self._workspace = path, workspace
        require_regular_file(path)
        with said_as_sentences(path.name):
            format_ = detect(path)
        if format_ is not Format.GEOPACKAGE:
            raise self._foreign()
        tables = {layer.name for layer in VectorFile(path, Format.GEOPACKAGE, workspace, ABOUT).layers}
        if not {ABOUT, TAKEN} <= tables:
            raise self._foreign()
        self.kinds = [kind for kind in SiteKind if kind.value in tables]
        about = {str(row.get("key")): str(row.get("value")) for row in self._rows(ABOUT)}
        self.city = about.get(CITY, "")
        self.copy = about.get(COPY, "")  # "" in copies from before it was written
        with said_as_sentences(path.name):
            self.places = dict(map(read_place, self._rows(TAKEN)))

    def layer(self, kind: SiteKind) -> list[RawChunk]:
        """The rows of a kind's layer, with their points in the system that the layer declares."""
        layer = VectorFile(self._path, Format.GEOPACKAGE, self._workspace, kind.value)
        if not layer.has_geometry or layer.crs is None:
            raise UnreadableFile(
                N_("The layer {layer} has no points or no coordinate system. Take a new copy for QField."),
                layer=kind.value,
            )
        return list(layer.chunks())

    def _rows(self, table: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for chunk in VectorFile(self._path, Format.GEOPACKAGE, self._workspace, table).chunks():
            cells = {name: cells_of(column) for name, column in chunk.columns.items()}
            rows += [{name: column[offset] for name, column in cells.items()} for offset in range(len(chunk))]
        return rows

    def _foreign(self) -> UnreadableFile:
        return UnreadableFile(
            N_("{name} is no GeoPackage that Lokality made for QField. Load it without --qfield, or take a new copy."),
            name=self._path.name,
        )


def read_place(row: Mapping[str, Any]) -> tuple[int, TakenPlace]:
    """The number of a place and what it was like; ValueError where somebody changed the table."""
    values = json.loads(as_text(row.get("values")))
    if not isinstance(values, dict):
        raise ValueError("the values of a place are no object")
    position = values.pop("position", None)
    if not isinstance(position, list) or len(position) != 2:
        raise ValueError("a place has no position")
    longitude, latitude = (_degrees(part) for part in position)
    texts = {str(name): as_text(value) for name, value in values.items()}
    kind, seen_last = SiteKind(as_text(row.get("layer"))), _whole(row.get("seen_last"), 0)
    return _whole(row.get(NUMBER), 1), TakenPlace(kind, seen_last, texts, (longitude, latitude))


def _whole(value: Any, smallest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not smallest <= value <= LARGEST_ID:
        raise ValueError("a number of a place or of a visit is none")
    if value != int(value):
        raise ValueError("a number of a place or of a visit is broken")
    return int(value)


def _degrees(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -180 <= value <= 180:
        raise ValueError("a position is none")
    return float(value)
