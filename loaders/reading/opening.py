"""One door to all formats: a path becomes an open layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.reading import archive
from loaders.reading.chunk import Source
from loaders.reading.detect import Format, detect
from loaders.reading.guards import require_regular_file, said_as_sentences
from loaders.reading.ruian import VfrFile
from loaders.reading.shapefiles import ShapefileSet
from loaders.reading.spreadsheets import Spreadsheet
from loaders.reading.text_tables import TextTable
from loaders.reading.vector import VectorFile

# What is taken out of an archive; pictures and documents beside the data stay inside.
_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
_DATA = frozenset(
    {".gpkg", ".geojson", ".json", ".topojson", ".fgb", ".kml", ".gpx", ".xml", ".csv", ".tsv", ".txt"}
    | {".xlsx", ".xls", ".ods"}
)
_PACKED = frozenset({".zip", ".kmz", ".gz"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person, or a profile, says about how to read a file. `known` recognises names of fields in a header.

    `hours_as_written` keeps the time zone of an hour, which GDAL drops where it makes times of a GeoJSON's texts.
    """

    layer: str | None = None
    encoding: str | None = None
    preferred_layers: Sequence[str] = ()
    known: Callable[[str], bool] = field(default=lambda label: False)
    hours_as_written: bool = False


def open_file(path: Path, workspace: Path, choice: Choice | None = None) -> Source:
    """Open a file of any supported format.

    What has to be unpacked goes into the existing folder `workspace`, which the caller removes.
    Raises UnreadableFile (with its kinds LayerChoiceNeeded and UnknownLayer) with one sentence on what to do.
    """
    require_regular_file(path)
    choice = choice or Choice()
    with said_as_sentences(path.name):
        format_ = detect(path)
        if format_ is Format.GZIP:
            path = archive.gunzipped(path, workspace)
            require_regular_file(path)
            format_ = detect(path)
            if format_ is Format.GZIP:
                raise _packed_twice(path)
        if format_ is Format.ZIP:
            return _open_archive(path, workspace, choice)
    return _open_plain(path, format_, workspace, choice)


def _open_plain(path: Path, format_: Format, workspace: Path, choice: Choice) -> Source:
    match format_:
        case Format.TEXT:
            return TextTable(path, choice.encoding, choice.known)
        case Format.SPREADSHEET:
            return Spreadsheet(path, choice.layer, choice.known)
        case Format.VFR:
            return VfrFile(path, workspace, choice.layer, choice.preferred_layers)
        case Format.SHAPEFILE:
            return ShapefileSet([path], workspace, choice.layer, choice.encoding).opened()
        case _:
            return VectorFile(path, format_, workspace, choice.layer, hours_as_written=choice.hours_as_written)


def _packed_twice(path: Path) -> UnreadableFile:
    return UnreadableFile(N_("{name} is packed in a packed file. Unpack it once and load that."), name=path.name)


def _open_archive(path: Path, workspace: Path, choice: Choice) -> Source:
    members = archive.unzipped(path, workspace, _SHAPEFILE_PARTS | _DATA)
    shapefiles = sorted(member for member in members if member.suffix.lower() == ".shp")
    if shapefiles:
        return ShapefileSet(shapefiles, workspace, choice.layer, choice.encoding).opened()
    data = [member for member in members if member.suffix.lower() in _DATA and member.stat().st_size]
    if not data:
        names = archive.member_names(path)
        if any(Path(name).suffix.lower() in _PACKED for name in names):
            raise _packed_twice(path)
        raise UnreadableFile(
            N_("{name} holds no table and no map that we know. Load the file with the data itself."), name=path.name
        )
    data = _without_companions(data)
    if len(data) > 1:
        raise UnreadableFile(
            N_("{name} holds several files ({files}). Load them one by one."),
            name=path.name,
            files=", ".join(sorted(member.name for member in data)[:10]),
        )
    format_ = detect(data[0])
    if format_ in (Format.ZIP, Format.GZIP):
        raise _packed_twice(path)
    return _open_plain(data[0], format_, workspace, choice)


def _without_companions(data: Sequence[Path]) -> list[Path]:
    """Without read-me texts and metadata that travel beside the data, and with the main part of a KMZ."""
    documents = [member for member in data if member.name == "doc.kml"]
    if documents:
        return documents
    weighty = [member for member in data if member.suffix.lower() not in (".txt", ".xml")]
    return weighty or list(data)
