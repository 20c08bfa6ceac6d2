"""What contradicts itself, says nothing, or cannot be true: refused or emptied, and always said."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import shapely
import xlsxwriter

from geodata.clock import standing_at
from geodata.errors import LokalityError
from loaders.errors import ProfileFault, UnreadableFile
from loaders.fields import Target
from loaders.profile import Profile
from tests.unit.loaders.files import USTI, feature, geojson, load, packed, point, table

KML = (
    '<?xml version="1.0"{said}?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Dům</name>'
    "<Point><coordinates>14.04,50.66</coordinates></Point></Placemark></Document></kml>"
)
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'
TABLE = "název;lon;lat\nDům;14,04;50,66\n"
SQUARE = shapely.box(14.0, 50.6, 14.1, 50.7)


def outline(shape: Any) -> dict[str, Any]:
    return dict(json.loads(shapely.to_geojson(shape)))


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(LokalityError) as refused:
        load(path, **options)
    return str(refused.value)


@pytest.mark.parametrize(
    "ending", ["xlsx", "ods", "gpkg", "shp", "kmz", "zip", "fgb", "kml", "gpx", "topojson", "geojson", "json", "gz"]
)
def test_a_text_that_is_named_as_something_else_is_refused(ending: str, tmp_path: Path) -> None:
    path = table(tmp_path / f"a.{ending}", TABLE)
    with pytest.raises(UnreadableFile, match="plain text"):
        load(path)


def test_a_text_named_as_something_else_is_refused_in_an_archive_too(tmp_path: Path) -> None:
    assert "plain text" in refusal(packed(tmp_path / "a.zip", {"a.gpkg": TABLE.encode()}))


@pytest.mark.parametrize("ending", ["xlsx", "gpkg", "shp", "zip", "geojson"])
def test_xml_that_is_named_as_something_else_is_refused(ending: str, tmp_path: Path) -> None:
    path = table(tmp_path / f"a.{ending}", KML.format(said=""))
    with pytest.raises(UnreadableFile, match="XML"):
        load(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.kml", "a.txt", "a.csv"])
def test_a_hostile_xml_in_utf_16_is_no_table(name: str, encoding: str, tmp_path: Path) -> None:
    path = table(tmp_path / name, DOCTYPE, encoding)
    with pytest.raises(UnreadableFile):
        load(path)


@pytest.mark.parametrize("ending", ["txt", "exe", "xls", "csv", ""])
def test_a_text_of_which_only_a_name_could_be_guessed_is_refused(ending: str, tmp_path: Path) -> None:
    path = table(tmp_path / f"a.{ending}".rstrip("."), "hello I am text")
    said = refusal(path)
    assert "no header" in said
    assert "position" in said
    assert "address" in said
    assert refusal(path, profile="hazardous_buildings") == said


def test_a_sheet_of_names_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(3):
            sheet.write(row, 0, "Hospoda U Lípy")
    assert "no header" in refusal(path)


def test_a_profile_that_takes_the_column_takes_names_alone(tmp_path: Path) -> None:
    own = Profile("mine", Target.SITES, {"name": ["#1"]})
    loaded = load(table(tmp_path / "a.txt", "hello I am text"), own)
    assert loaded["name"] == ["hello I am text"]


def test_a_table_without_a_header_that_says_where_is_taken(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", "Dům;14,0401;50,6601\nRuina;14,0502;50,6702\n"))
    assert loaded["name"] == ["Dům", "Ruina"]


def test_a_day_in_the_future_is_left_empty_and_said(tmp_path: Path) -> None:
    text = "název;lon;lat;zjištěno dne\nDům;14,04;50,66;24. 11. 2026\nRuina;14,05;50,67;23. 11. 2026\n"
    with standing_at(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        loaded = load(table(tmp_path / "a.csv", text), "hazardous_buildings")
    assert [day is None for day in loaded["observed_on"]] == [True, False]
    assert loaded.reasons == ["2: The day is still to come."]
    assert (loaded.report.repaired, loaded.report.rejected) == (1, 0)
    assert [finding.value for finding in loaded.report.findings] == ["24. 11. 2026"]


def test_a_locality_cannot_hold_from_a_day_to_come(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(outline(SQUARE), lokalita="Předlice", platí_od="2099-01-01"))
    loaded = load(path, "localities")
    assert loaded["valid_from"] == [None]
    assert loaded.report.repaired == 1


@pytest.mark.parametrize("profile", ["localities", "hazardous_buildings", "areas"])
@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (shapely.Polygon([(179, 50), (-179, 50), (-179, 51), (179, 51)]), "180th meridian"),
        (shapely.box(4, 50, 24, 51), "more than 10 degrees"),
        (shapely.box(-10, -10, 10, 10), "more than 10 degrees"),
        (shapely.box(14, 40, 15, 60), "more than 10 degrees"),
    ],
)
def test_an_implausible_outline_is_rejected_and_said(
    profile: str, shape: shapely.Geometry, reason: str, tmp_path: Path
) -> None:
    alone = load(geojson(tmp_path / "a.geojson", feature(outline(shape), name="Vše")), profile)
    assert alone.report.rejected == 1
    assert reason in " ".join(alone.reasons)
    features = [feature(outline(SQUARE), name=f"Místo {number}") for number in range(3)]
    among = load(geojson(tmp_path / "b.geojson", *features, feature(outline(shape), name="Vše")), profile)
    assert among.report.rejected_rows == {4}


def test_a_point_at_zero_waits_to_be_placed_and_is_said(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(point(*USTI), name="Dům"), feature(point(0, 0), name="Ruina"))
    loaded = load(path, "hazardous_buildings")
    assert [longitude == longitude for longitude in loaded["lon"]] == [True, False]
    assert loaded.reasons == ["2: The position is zero, which stands for a missing one."]
    assert loaded.report.questioned == 1


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::999999", "nonsense"])
def test_an_unknown_coordinate_system_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(point(*USTI), name="Dům"), crs=name)
    said = refusal(path)
    assert name in said
    assert "--crs" in said
    assert load(path, crs="EPSG:4326")["name"] == ["Dům"]


def test_a_coordinate_system_behind_a_link_is_refused(tmp_path: Path) -> None:
    link = {"type": "link", "properties": {"href": "http://example.com/crs/42", "type": "proj4"}}
    collection = {"type": "FeatureCollection", "features": [feature(point(*USTI), name="Dům")], "crs": link}
    path = table(tmp_path / "a.geojson", json.dumps(collection))
    with pytest.raises(ProfileFault, match=r"example\.com/crs/42"):
        load(path)


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_a_known_coordinate_system_is_taken(crs: str, tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(point(*USTI), name="Dům", crs="moje"), crs=crs)
    assert load(path)["lon"] == pytest.approx([USTI[0]])


def test_a_row_whose_coordinates_cannot_be_read_waits_only_with_a_name(tmp_path: Path) -> None:
    text = "název;lon;lat\nDům;14,04;50,66\nRuina;14,05;abc\n;14,05;abc\n"
    loaded = load(table(tmp_path / "a.csv", text), "hazardous_buildings")
    assert loaded["name"] == ["Dům", "Ruina"]
    assert loaded.report.rejected_rows == {4}
    assert loaded.report.repaired == 1
