"""Unreadable, truncated, mislabelled and hostile files get one clear sentence, quickly, and leave nothing behind."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import re
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter

from loaders.errors import UnreadableFile
from loaders.reading import archive, limits
from tests.unit.loaders.files import USTI, feature, frame, geojson, load, packed, point, sheet, table

CSV = "název;lon;lat\nA;14,04;50,66\n"
ENTITY = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>{name}</name></Placemark></Document></kml>'
)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever happens, no temporary folder stays and nothing appears beside the file."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield
    assert list(scratch.iterdir()) == []


def refused(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(UnreadableFile) as refusal:
        load(path)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return sentence


def zip_bomb(path: Path) -> Path:
    return packed(path, {"data.csv": b"0" * (limits.SMALL_UNPACKED + 10_000_000)})


def lying_zip(path: Path) -> Path:
    """A ZIP whose headers promise a few bytes and whose content is larger."""
    content = zip_bomb(path).read_bytes()
    promised, real = struct.pack("<L", 100), struct.pack("<L", limits.SMALL_UNPACKED + 10_000_000)
    path.write_bytes(content.replace(real, promised))
    return path


def workbook_with_a_far_cell(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write(0, 0, "název")
        worksheet.write(1_048_575, 16_383, "daleko")
    return path


def ods_of_repeated_cells(path: Path) -> Path:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed(path, {"mimetype": mimetype, "content.xml": content.encode()})


def truncated(path: Path) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    return path


def gpkg(path: Path) -> Path:
    frame(name=["A", "B"]).to_file(path, driver="GPKG")
    return path


def flatgeobuf(path: Path) -> Path:
    frame(name=["A", "B"]).to_file(path, driver="FlatGeobuf")
    return path


def nested(path: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive_:
        archive_.writestr("data.csv", CSV)
    return packed(path, {"inner.zip": inner.getvalue()})


def wide_geojson(path: Path) -> Path:
    names = ",".join(f'"p{number}":1' for number in range(200_000))
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{' + names + '},"geometry":null}]}'
    )
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def kml(path: Path, inside: str) -> Path:
    return table(path, f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>')


def wide_kml(path: Path) -> Path:
    data = "".join(f'<Data name="p{number}"><value>1</value></Data>' for number in range(200_000))
    return kml(path, f"<Placemark><ExtendedData>{data}</ExtendedData></Placemark>")


def kml_of_folders(path: Path) -> Path:
    mark = "<Placemark><name>A</name><Point><coordinates>14,50</coordinates></Point></Placemark>"
    return kml(path, "".join(f"<Folder><name>f{number}</name>{mark}</Folder>" for number in range(1_000)))


def gpkg_that_never_ends(path: Path) -> Path:
    frame(name=["A", "B"]).to_file(path, driver="GPKG")
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS fid FROM c"
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"CREATE VIEW never AS {endless}")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('never', 'attributes', 'never')"
        )
        database.commit()
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty.csv": (lambda path: written(path, b""), "is empty"),
    "bomb.zip": (zip_bomb, "grow beyond all bounds"),
    "lying.zip": (lying_zip, "damaged|grow beyond"),
    "bomb.csv.gz": (
        lambda path: written(path, gzip.compress(b"0" * (limits.SMALL_UNPACKED + 10_000_000))),
        "grow beyond all bounds",
    ),
    "bomb.xlsx": (
        lambda path: packed(path, {"xl/workbook.xml": b"0" * (limits.SMALL_UNPACKED + 10_000_000)}),
        "grow beyond all bounds",
    ),
    "nested.zip": (nested, "packed in a packed file"),
    "nested.csv.gz": (lambda path: written(path, gzip.compress(gzip.compress(CSV.encode()))), "packed in a packed"),
    "traversal.zip": (lambda path: packed(path, {"../../outside.csv": CSV.encode()}), "written elsewhere"),
    "absolute.zip": (lambda path: packed(path, {"/tmp/outside.csv": CSV.encode()}), "written elsewhere"),
    "windows.zip": (lambda path: packed(path, {"C:\\outside.csv": CSV.encode()}), "written elsewhere"),
    "nothing.zip": (lambda path: packed(path, {"readme.doc": b"x"}), "holds no table"),
    "several.zip": (lambda path: packed(path, {"a.csv": CSV.encode(), "b.csv": CSV.encode()}), "several files"),
    "xxe.kml": (lambda path: table(path, ENTITY + KML.format(name="&a;")), "entities"),
    "laughs.kml": (lambda path: table(path, LAUGHS + KML.format(name="&b;")), "entities"),
    "xxe.gpx": (
        lambda path: table(path, ENTITY + "<gpx><wpt lat='1' lon='1'><name>&a;</name></wpt></gpx>"),
        "entities",
    ),
    "xxe.xml.gz": (
        lambda path: written(path, gzip.compress((ENTITY + "<VymennyFormat>&a;</VymennyFormat>").encode())),
        "entities",
    ),
    "unknown.xml": (lambda path: table(path, "<?xml version='1.0'?><books/>"), "do not know"),
    "wide.kml": (wide_kml, "more than 2000 columns"),
    "folders.kml": (kml_of_folders, "several layers.*…"),
    "deep.kml": (lambda path: kml(path, "<Folder>" * 100_000 + "</Folder>" * 100_000), "damaged"),
    "deep.gpx": (lambda path: table(path, "<gpx>" + "<a>" * 500_000), "damaged"),
    "endless.gpkg": (gpkg_that_never_ends, "may never end"),
    "broken.kml": (lambda path: table(path, "<kml><Document>"), "holds no rows|damaged"),
    "page.xls": (lambda path: table(path, "<html><body><table></table></body></html>"), "web page"),
    "wide.csv": (lambda path: table(path, ",".join(["a"] * 10_000_000) + "\n"), "cell too large|more than"),
    "wide_rows.csv": (lambda path: table(path, ";".join(["a"] * 5_000) + "\n"), "more than 2000 columns"),
    "wide.geojson": (wide_geojson, "more than 2000 columns"),
    "cell.csv": (lambda path: table(path, 'a;b\n"' + "x\n" * 5_000_000 + '";1\n'), "cell too large"),
    "far.xlsx": (workbook_with_a_far_cell, "spans too many cells|more than 2000 columns"),
    "repeated.ods": (ods_of_repeated_cells, "spans too many cells"),
    "cut.geojson": (lambda path: truncated(geojson(path, feature(point(*USTI)), feature(point(*USTI)))), "damaged"),
    "cut.gpkg": (lambda path: truncated(gpkg(path)), "damaged"),
    "cut.fgb": (lambda path: truncated(flatgeobuf(path)), "damaged"),
    "cut.xlsx": (lambda path: truncated(sheet(path, [["název"], ["A"]])), "damaged"),
    "cut.zip": (lambda path: truncated(packed(path, {"a.csv": CSV.encode() * 500})), "damaged"),
    "cut.csv.gz": (lambda path: truncated(written(path, gzip.compress(os.urandom(5000)))), "damaged"),
    "picture.csv": (lambda path: written(path, b"\x89PNG\r\n\x1a\n" + os.urandom(500)), "picture"),
    "paper.geojson": (lambda path: written(path, b"%PDF-1.7" + os.urandom(500)), "PDF"),
    "program.csv": (lambda path: written(path, b"\x7fELF" + b"\x00\x01\x02" * 500), "no table and no map"),
    "notes.json": (lambda path: table(path, json.dumps({"notes": ["a"]})), "without places"),
    "database.gpkg": (
        lambda path: written(path, b"SQLite format 3\x00" + b"\x00" * 5000),
        "damaged|not a GeoPackage",
    ),
    "part.dbf": (lambda path: written(path, b"\x03" + b"\x00" * 100), "part of a Shapefile"),
    "deep.geojson": (lambda path: table(path, '{"type":"FeatureCollection","features":' + "[" * 100_000), "damaged"),
    "packed.7z": (lambda path: written(path, b"7z\xbc\xaf\x27\x1c" + os.urandom(100)), "Pack it as ZIP"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_sentence(name: str, tmp_path: Path) -> None:
    make, sentence = HOSTILE[name]
    path = make(tmp_path / name)
    before = sorted(tmp_path.iterdir())
    assert re.search(sentence, refused(path))
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_a_device_and_nothing_are_said(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    assert "is a device" in refused(Path("/dev/zero"))
    assert "There is no file" in refused(tmp_path / "nowhere.csv")
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert "is a device" in refused(pipe)


def test_a_virtual_layer_cannot_read_another_file(tmp_path: Path) -> None:
    secret = geojson(tmp_path / "secret.geojson", feature(point(*USTI), name="secret"))
    layer = f'<OGRVRTLayer name="a"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    virtual = table(tmp_path / "a.geojson", f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>")
    assert "do not know" in refused(virtual)
    pipeline = {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline read {secret}", "features": []}
    refused(table(tmp_path / "b.geojson", json.dumps(pipeline)))


def test_a_shapefile_without_its_parts_names_them(tmp_path: Path) -> None:
    frame(name=["A", "B"]).to_file(tmp_path / "mista.shp")
    (tmp_path / "mista.dbf").unlink()
    assert ".dbf" in refused(tmp_path / "mista.shp")


def test_a_full_disk_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = packed(tmp_path / "a.zip", {"a.csv": CSV.encode()})
    monkeypatch.setattr(archive, "_copy", no_room)
    assert "no room on the disk" in refused(path)


def test_a_locked_archive_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": CSV.encode()})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert "password" in refused(path)


def test_a_damaged_member_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": CSV.encode() * 100}, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"14,04", b"99,04", 1))
    assert "damaged" in refused(path)


def test_the_meter_stops_at_the_limit_not_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAXIMUM_UNPACKED", 1_000)
    path = packed(tmp_path / "a.zip", {"a.csv": os.urandom(100_000)})
    assert "grow beyond" in refused(path)


def test_broken_compression_is_said(tmp_path: Path) -> None:
    content = zlib.compress(CSV.encode() * 100)
    assert "damaged" in refused(
        written(tmp_path / "a.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + content[2:50])
    )
