"""Protected places, buildings and plots as files say them."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from geodata.crs import area_m2
from tests.samples import sample
from tests.unit.loaders.files import load, table

BOX = shapely.box(14.03, 50.66, 14.0302, 50.6602)


def test_kinds_are_understood_in_czech_and_english(tmp_path: Path) -> None:
    said = [
        ("škola", "school"), ("ZŠ", "school"), ("Základní škola a mateřská škola", "school"), ("school", "school"),
        ("mateřská škola", "kindergarten"), ("MŠ", "kindergarten"), ("hřiště", "playground"),
        ("Dům dětí a mládeže", "youth_facility"), ("léčebna", "treatment"), ("nemocnice", "healthcare"),
        ("kostel", "place_of_worship"), ("úřad", "public_office"), ("zastávka", "station"), ("nádraží", "station"),
    ]  # fmt: skip
    rows = "".join(f"{place};{word};14,03;50,66\n" for place, (word, _kind) in enumerate(said))
    loaded = load(table(tmp_path / "data.csv", f"Název;Typ zařízení;lon;lat\n{rows}"))
    assert loaded.profile.name == "protected_places"
    assert loaded["kind"] == [kind for _word, kind in said]
    assert not loaded.reasons


def test_a_row_of_another_kind_is_refused_with_the_words_that_would_do(tmp_path: Path) -> None:
    text = "Název;Druh;lon;lat\nA;škola;14,03;50,66\nB;benzínka;14,03;50,66\nC;;14,03;50,66\n"
    loaded = load(table(tmp_path / "data.csv", text))
    assert loaded["name"] == ["A"]
    assert loaded.report.rejected == 2
    assert loaded.reasons == [f"{row}: This is no kind of place that a zone can be measured from." for row in (3, 4)]
    assert "benzínka" in str(next(iter(loaded.report.findings)).value)
    assert "hřiště" in str(next(iter(loaded.report.findings)).repair)


def test_properties_of_openstreetmap_are_understood_each_in_its_column(tmp_path: Path) -> None:
    features = geopandas.GeoDataFrame(
        {
            "@id": ["way/1", "node/2", "node/3", "node/4"],
            "amenity": ["school", None, "place_of_worship", None],
            "leisure": ["pitch", "playground", None, None],
            "highway": [None, None, None, "bus_stop"],
            "name": ["ZŠ Školní", None, "Kostel", "Nádraží"],
        },
        geometry=[BOX, shapely.Point(14.04, 50.66), shapely.Point(14.05, 50.66), shapely.Point(14.06, 50.66)],
        crs=4326,
    )
    path = tmp_path / "export.geojson"
    features.to_file(path, driver="GeoJSON")
    loaded = load(path)
    assert loaded.profile.name == "protected_places"
    assert loaded["kind"] == ["school", "playground", "place_of_worship", "station"]
    assert loaded["source_key"] == ["way/1", "node/2", "node/3", "node/4"]
    assert shapely.from_wkb(loaded["outline"][0]).equals(BOX)
    assert loaded["outline"][1] is None
    assert not loaded.reasons


@pytest.mark.parametrize(
    ("name", "kind"),
    [("skoly.csv", "school"), ("Mateřské školky.csv", "kindergarten"), ("hriste-2026.csv", "playground")],
)
def test_the_name_of_the_file_says_the_kind_where_no_column_does(tmp_path: Path, name: str, kind: str) -> None:
    loaded = load(table(tmp_path / name, "název;lon;lat\nA;14,03;50,66\n"))
    assert (loaded.profile.name, loaded["kind"]) == ("protected_places", [kind])


def test_school_names_keep_the_names_of_people_and_lose_phones(tmp_path: Path) -> None:
    text = "Název;Druh;lon;lat\nZŠ Jana Amose Komenského, tel. 602 123 456;ZŠ;14,03;50,66\n"
    assert load(table(tmp_path / "data.csv", text))["name"] == ["ZŠ Jana Amose Komenského, tel. […]"]


def buildings(path: Path, driver: str, **columns: object) -> Path:
    shapes = [BOX, shapely.box(14.04, 50.66, 14.0402, 50.6602)]
    geopandas.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(path, driver=driver)
    return path


@pytest.mark.parametrize(("ending", "driver"), [("geojson", "GeoJSON"), ("gpkg", "GPKG"), ("shp", "ESRI Shapefile")])
def test_buildings_are_read_with_their_numbers(tmp_path: Path, ending: str, driver: str) -> None:
    path = buildings(tmp_path / f"budovy.{ending}", driver, ident=["b1", "b2"], cp=["120", "121"])
    loaded = load(path)
    assert loaded.profile.name == "land_pieces"
    assert (loaded["kind"], loaded["source_key"]) == (["building"] * 2, ["b1", "b2"])
    assert loaded["number"] == ["120", "121"]
    assert shapely.from_wkb(loaded["outline"][0]).equals(BOX)


def test_plots_are_told_by_the_name_of_the_file_and_numbered_with_a_slash(tmp_path: Path) -> None:
    path = buildings(tmp_path / "parcely.gpkg", "GPKG", KmenoveCislo=[12, 13], PododdeleniCisla=[None, "4"])
    loaded = load(path)
    assert (loaded["kind"], loaded["number"]) == (["plot", "plot"], ["12", "13/4"])
    assert len(set(loaded["source_key"])) == 2


def test_a_building_without_an_outline_is_refused(tmp_path: Path) -> None:
    shapes = [BOX, shapely.Point(14.04, 50.66), shapely.box(14.05, 50.66, 14.0502, 50.6602)]
    path = tmp_path / "budovy.geojson"
    geopandas.GeoDataFrame({"cp": ["1", "2", "3"]}, geometry=shapes, crs=4326).to_file(path, driver="GeoJSON")
    loaded = load(path)
    assert loaded["number"] == ["1", "3"]
    assert loaded.reasons == ["2: The building or plot has no outline."]


def test_outlines_of_nobody_knows_what_are_no_buildings(tmp_path: Path) -> None:
    assert load(buildings(tmp_path / "data.geojson", "GeoJSON", name=["A", "B"])).profile.name != "land_pieces"


@pytest.mark.samples
def test_buildings_of_a_ruian_exchange_file_stand_in_a_layer_of_their_own() -> None:
    loaded = load(sample("ruian_vfr_ST_ZKSH.xml.gz"), "land_pieces")
    assert (loaded["kind"], loaded["number"], loaded["source_key"]) == (["building"], ["150"], ["24851779"])
    assert area_m2(shapely.from_wkb(loaded["outline"][0])) == pytest.approx(347, abs=1)
    assert loaded.reasons == ["1: The building or plot has no outline."]  # RÚIAN knows its middle only
