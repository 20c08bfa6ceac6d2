"""What a file is, told by its content; the name only helps where content says nothing (text tables)."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.reading import archive
from loaders.reading.guards import require_few_json_names, require_modest_xml, said_as_sentences, xml_root


class Format(StrEnum):
    """Families of formats, each read in one way."""

    GEOJSON = "GeoJSON"
    GEOJSON_LINES = "GeoJSONSeq"
    ESRI_JSON = "ESRIJSON"
    TOPOJSON = "TopoJSON"
    GEOPACKAGE = "GPKG"
    SHAPEFILE = "ESRI Shapefile"
    FLATGEOBUF = "FlatGeobuf"
    KML = "KML"
    GPX = "GPX"
    VFR = "VFR"
    SPREADSHEET = "spreadsheet"
    TEXT = "text"
    ZIP = "ZIP"
    GZIP = "gzip"


_HEAD = 65_536
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SQLITE = b"SQLite format 3\x00"
_SHAPEFILE = b"\x00\x00\x27\x0a"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OTHER_PACKERS = (b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_XML_ROOTS = {"kml": Format.KML, "gpx": Format.GPX, "VymennyFormat": Format.VFR}
_TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
# Endings that promise a format which is no plain text, or no XML. A table in text is often called .xls: Excel opens it.
_NEVER_XML = frozenset(
    {".xlsx", ".xls", ".ods", ".gpkg", ".shp", ".kmz", ".zip", ".gz", ".fgb", ".topojson", ".geojson", ".json"}
)
_NEVER_TEXT = (_NEVER_XML - {".xls"}) | {".kml", ".gpx", ".xml"}
# Parts of a Shapefile by which people sometimes send it.
_SHAPEFILE_PARTS = frozenset({".dbf", ".shx", ".prj", ".cpg"})


def detect(path: Path) -> Format:
    """The format of a plain file. Raises UnreadableFile with what it seems to be instead."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(archive.GZIP_MAGIC):
        return Format.GZIP
    if head.startswith(archive.ZIP_MAGIC):
        return _kind_of_zip(path)
    if head.startswith(_OLD_EXCEL):
        return Format.SPREADSHEET
    if head.startswith(_SQLITE):
        return _kind_of_sqlite(path)
    if head.startswith(_SHAPEFILE):
        return _whole_shapefile(path)
    if head.startswith(b"fgb"):
        return Format.FLATGEOBUF
    _refuse_what_is_no_data(head, path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    wide = _from_utf16(head)
    if text.startswith(b"<") or wide.startswith(b"<"):
        kind = _kind_of_xml(path, wide or text)
        _require_fitting_name(
            path, _NEVER_XML, N_("{name} is not what its name says: it holds XML. Rename it to .xml.")
        )
        return kind
    if text[:1] in (b"{", b"[", b"\x1e"):
        return _kind_of_json(path, text)
    _require_fitting_name(
        path,
        _NEVER_TEXT,
        N_("{name} is not what its name says: it holds plain text. Export it again, or rename a table to .csv."),
    )
    return Format.TEXT


def _require_fitting_name(path: Path, contradicted: frozenset[str], sentence: str) -> None:
    """Refuse content that its name denies: most likely an error page or a note was saved in place of the data."""
    if path.suffix.lower() in contradicted:
        raise UnreadableFile(sentence, name=path.name)


def _from_utf16(head: bytes) -> bytes:
    """The start of a text in UTF-16 as UTF-8 without white space in front; empty for any other content."""
    if head.startswith(_UTF16):
        charset = "utf-16"
    elif head[:1] and _looks_like_utf16(head):
        charset = "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
    else:
        return b""
    return head.decode(charset, errors="ignore").encode("utf-8", errors="ignore").lstrip()


def _kind_of_zip(path: Path) -> Format:
    with said_as_sentences(path.name):
        names = set(archive.member_names(path))
    if "xl/workbook.bin" in names:
        raise UnreadableFile(N_("{name} is a binary workbook (XLSB). Save it as XLSX."), name=path.name)
    if "xl/workbook.xml" in names or {"mimetype", "content.xml"} <= names:
        return Format.SPREADSHEET
    return Format.ZIP


def _kind_of_sqlite(path: Path) -> Format:
    with said_as_sentences(path.name):
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
                query = "SELECT name, type, coalesce(sql, '') FROM sqlite_master"
                contents = database.execute(query).fetchall()
        except sqlite3.Error as fault:
            raise OSError(str(fault)) from fault
    if not any(name == "gpkg_contents" for name, _, _ in contents):
        raise UnreadableFile(
            N_("{name} is a database, but not a GeoPackage. Export the table as GeoPackage or CSV."), name=path.name
        )
    if any(type_ == "view" and "recursive" in sql.lower() for _, type_, sql in contents):
        raise UnreadableFile(N_("{name} holds a view that may never end. Export its layers as tables."), name=path.name)
    return Format.GEOPACKAGE


def _whole_shapefile(path: Path) -> Format:
    if path.suffix.lower() == ".shx":
        raise _only_a_part(path)
    beside = {other.suffix.lower() for other in path.parent.glob(f"{_literal(path.stem)}.*")}
    missing = sorted({".shx", ".dbf"} - beside)
    if missing:
        raise UnreadableFile(
            N_("The Shapefile {name} lacks its parts {missing}. Pack all its files as one ZIP and load that."),
            name=path.name,
            missing=", ".join(missing),
        )
    return Format.SHAPEFILE


def _literal(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)


def _only_a_part(path: Path) -> UnreadableFile:
    return UnreadableFile(
        N_("{name} is only a part of a Shapefile. Pack all its files as one ZIP and load that."), name=path.name
    )


def _refuse_what_is_no_data(head: bytes, path: Path) -> None:
    if head.startswith(b"%PDF"):
        raise UnreadableFile(N_("{name} is a PDF. Ask for the table it was printed from."), name=path.name)
    if head.startswith(_PICTURES):
        raise UnreadableFile(N_("{name} is a picture. Photos are added to a place, not loaded here."), name=path.name)
    if head.startswith(_OTHER_PACKERS):
        raise UnreadableFile(N_("{name} is packed in a way we do not open. Pack it as ZIP."), name=path.name)
    if path.suffix.lower() in _SHAPEFILE_PARTS:
        raise _only_a_part(path)
    if b"\x00" in head and not head.startswith(_UTF16) and not _looks_like_utf16(head):
        raise UnreadableFile(
            N_("{name} is no table and no map that we know. Save it as CSV, XLSX, GeoJSON or GeoPackage."),
            name=path.name,
        )


def _looks_like_utf16(head: bytes) -> bool:
    pairs = len(head) // 2
    zeros = max(head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0))
    return pairs > 0 and head.count(0) == zeros and zeros > pairs // 2


def _kind_of_xml(path: Path, text: bytes) -> Format:
    start = text[:2000].lower()
    if b"<html" in start or b"<!doctype html" in start or b"<table" in start:
        raise UnreadableFile(
            N_("{name} is a web page. Open it in a spreadsheet and save it as XLSX, or download the data itself."),
            name=path.name,
        )
    with said_as_sentences(path.name), path.open("rb") as stream:
        root = xml_root(stream)
        if root in ("kml", "gpx"):
            require_modest_xml(path)
    if root not in _XML_ROOTS:
        raise UnreadableFile(
            N_("{name} is XML of a kind that we do not know ({root}). KML, GPX and RÚIAN VFR can be loaded."),
            name=path.name,
            root=root[:60],
        )
    return _XML_ROOTS[root]


def _kind_of_json(path: Path, text: bytes) -> Format:
    require_few_json_names(path)
    if text.startswith(b"\x1e") or re.match(rb'\{[^\n]*"Feature"[^\n]*\}\s*\n\s*\{', text):
        return Format.GEOJSON_LINES
    # Some exports write a long description first and the type last.
    said = text + _tail(path)
    if re.search(rb'"type"\s*:\s*"Topology"', said):
        return Format.TOPOJSON
    if re.search(rb'"(geometryType|spatialReference)"\s*:', text) and b'"FeatureCollection"' not in said:
        return Format.ESRI_JSON
    if re.search(rb'"(features|coordinates|geometries|geometry)"\s*:', text) or b'"FeatureCollection"' in said:
        return Format.GEOJSON
    if path.suffix.lower() in _TABLE_SUFFIXES:
        return Format.TEXT
    raise UnreadableFile(
        N_("{name} is JSON without places (no features). Export it as GeoJSON or CSV."), name=path.name
    )


def _tail(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _HEAD))
        return stream.read()
