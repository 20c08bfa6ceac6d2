"""Every format comes in by its content, whatever its name; layers are chosen or named."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import geopandas
import pytest
import shapely

from loaders.errors import LayerChoiceNeeded, UnknownLayer
from tests.unit.loaders.files import OSTRAVA, USTI, feature, frame, geojson, load, packed, point, table

NAMES = ["Dům", "Skládka"]


def check(path: Path, **options: str) -> None:
    """The two places are there, whatever the file."""
    loaded = load(path, **options)
    places = dict(zip(loaded["name"], zip(loaded["lon"], loaded["lat"], strict=True), strict=True))
    assert sorted(places) == NAMES
    assert places[NAMES[0]] == pytest.approx(USTI, abs=1e-6)
    assert places[NAMES[1]] == pytest.approx(OSTRAVA, abs=1e-6)


@pytest.mark.parametrize(
    ("driver", "name"),
    [
        ("GeoJSON", "a.geojson"),
        ("GeoJSONSeq", "a.geojsonl"),
        ("GPKG", "a.gpkg"),
        ("FlatGeobuf", "a.fgb"),
        ("GPX", "a.gpx"),
        ("KML", "a.kml"),
        ("ESRI Shapefile", "a.shp"),
    ],
)
def test_a_format_is_told_by_its_content(driver: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    frame(name=NAMES).to_file(path, driver=driver)
    check(path)
    if driver != "ESRI Shapefile":
        check(path.rename(tmp_path / "export.txt"))


def test_the_same_packed(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", feature(point(*USTI), name="Dům"), feature(point(*OSTRAVA), name="Skládka"))
    check(packed(tmp_path / "a.zip", {"data/a.geojson": path, "data/readme.txt": b"...", "__MACOSX/._a": b"x"}))
    (tmp_path / "a.geojson.gz").write_bytes(gzip.compress(path.read_bytes()))
    check(tmp_path / "a.geojson.gz")


def test_a_kmz_with_pictures(tmp_path: Path) -> None:
    frame(name=NAMES).to_file(tmp_path / "a.kml", driver="KML")
    check(packed(tmp_path / "a.kmz", {"doc.kml": tmp_path / "a.kml", "files/a.png": b"\x89PNG"}))


def test_a_geojson_without_the_usual_wrapping(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(feature(point(*USTI), name="Dům")), encoding="utf-8")
    assert load(path)["name"] == ["Dům"]
    path.write_text(
        "\ufeff" + json.dumps({"features": [feature(point(*USTI), name="Dům")], "type": "FeatureCollection"})
    )
    assert load(path)["name"] == ["Dům"]


def shapefiles(folder: Path, *names: str) -> dict[str, bytes | Path]:
    members: dict[str, bytes | Path] = {}
    for name in names:
        frame(name=NAMES).to_file(folder / f"{name}.shp")
        members |= {f"export/{path.name}": path for path in folder.glob(f"{name}.*")}
    return members


def test_a_zipped_shapefile(tmp_path: Path) -> None:
    check(packed(tmp_path / "a.zip", shapefiles(tmp_path, "mista")))


def test_several_shapefiles_in_one_zip_are_layers(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", shapefiles(tmp_path, "domy", "skladky"))
    with pytest.raises(LayerChoiceNeeded) as choice:
        load(path)
    assert choice.value.layers == ("export-domy", "export-skladky")
    check(path, layer="export-domy")


def test_a_shapefile_of_an_old_czech_program(tmp_path: Path) -> None:
    """Attributes in windows-1250 and nothing that says so, coordinates in S-JTSK without a .prj."""
    path = tmp_path / "mista.shp"
    frame(name=["Žižkova", "Řehořova"]).to_crs(5514).to_file(path, encoding="cp1250")
    for part in (".cpg", ".prj"):
        path.with_suffix(part).unlink()
    attributes = bytearray(path.with_suffix(".dbf").read_bytes())
    attributes[29] = 0
    path.with_suffix(".dbf").write_bytes(bytes(attributes))
    loaded = load(path)
    assert loaded["name"] == ["Žižkova", "Řehořova"]
    assert loaded["lon"] == pytest.approx([USTI[0], OSTRAVA[0]], abs=1e-4)
    assert "S-JTSK" in loaded.notes


def test_a_geopackage_with_several_layers_asks_or_takes_the_named_one(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame(name=NAMES).to_file(path, layer="domy")
    frame(name=NAMES).to_file(path, layer="skladky")
    with pytest.raises(LayerChoiceNeeded, match="domy, skladky"):
        load(path)
    check(path, layer="skladky")
    with pytest.raises(UnknownLayer, match="It has: domy, skladky"):
        load(path, layer="herny")


def test_an_empty_layer_is_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame(name=NAMES).to_file(path, layer="domy")
    frame(name=NAMES).iloc[:0].to_file(path, layer="prazdna")
    check(path)


def test_topojson_lies_where_it_should(tmp_path: Path) -> None:
    topology = {
        "type": "Topology",
        "objects": {
            "lokality": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"name": "Předlice"}}],
            }
        },
        "arcs": [[[14.0, 50.6], [14.1, 50.6], [14.1, 50.7], [14.0, 50.6]]],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(topology), encoding="utf-8")
    loaded = load(path, "localities")
    assert loaded["name"] == ["Předlice"]
    assert shapely.from_wkb(loaded["outline"][0]).bounds == (14.0, 50.6, 14.1, 50.7)


def test_a_table_in_a_geopackage_needs_no_geometry(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    places = geopandas.pd.DataFrame({"name": NAMES, "lon": [USTI[0], OSTRAVA[0]], "lat": [USTI[1], OSTRAVA[1]]})
    import pyogrio

    pyogrio.write_dataframe(places, path)
    check(path)


def test_a_geojson_in_windows_1250_is_read_though_it_should_not_be(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    collection = {"type": "FeatureCollection", "features": [feature(point(*USTI), name="Žižkova třída, Předlice")]}
    path.write_bytes(json.dumps(collection, ensure_ascii=False).encode("cp1250"))
    assert load(path)["name"] == ["Žižkova třída, Předlice"]


def test_features_of_an_esri_service(tmp_path: Path) -> None:
    midnight_in_prague = 1_706_742_000_000
    service = {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 4326},
        "fields": [
            {"name": "NAZEV", "type": "esriFieldTypeString"},
            {"name": "DATUM", "type": "esriFieldTypeDate"},
        ],
        "features": [
            {"attributes": {"NAZEV": "Dům", "DATUM": midnight_in_prague}, "geometry": {"x": USTI[0], "y": USTI[1]}}
        ],
    }
    path = tmp_path / "query.json"
    path.write_text(json.dumps(service), encoding="utf-8")
    loaded = load(path)
    assert loaded["name"] == ["Dům"]
    assert loaded["observed_on"] == [date(2024, 2, 1)]


VFR = """<?xml version="1.0" encoding="UTF-8"?>
<vf:VymennyFormat xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="urn:cz:isvs:ruian:schemas:VymennyFormatTypy:v1 ../ruian/xsd/vymenny_format/VymennyFormatTypy.xsd"
  xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:base="urn:cz:isvs:ruian:schemas:BaseTypy:v1"
  xmlns:vf="urn:cz:isvs:ruian:schemas:VymennyFormatTypy:v1" xmlns:obi="urn:cz:isvs:ruian:schemas:ObecIntTypy:v1"
  xmlns:ami="urn:cz:isvs:ruian:schemas:AdrMistoIntTypy:v1" xmlns:uli="urn:cz:isvs:ruian:schemas:UliceIntTypy:v1"
  xmlns:soi="urn:cz:isvs:ruian:schemas:StavObjIntTypy:v1" xmlns:coi="urn:cz:isvs:ruian:schemas:CastObceIntTypy:v1"
  xmlns:com="urn:cz:isvs:ruian:schemas:CommonTypy:v1" xmlns:oki="urn:cz:isvs:ruian:schemas:OkresIntTypy:v1">
<vf:Hlavicka><vf:VerzeVFR>3.1</vf:VerzeVFR><vf:TypSouboru>OB_UKSH</vf:TypSouboru></vf:Hlavicka><vf:Data>
<vf:Obce><vf:Obec gml:id="OB.1"><obi:Kod>1</obi:Kod><obi:Nazev>Zkušebnov</obi:Nazev>
  <obi:Okres><oki:Kod>9</oki:Kod></obi:Okres><obi:Geometrie><obi:OriginalniHranice>
  <gml:MultiSurface gml:id="H1" srsName="urn:ogc:def:crs:EPSG::5514" srsDimension="2"><gml:surfaceMember>
  <gml:Polygon gml:id="P1"><gml:exterior><gml:LinearRing><gml:posList>-759000 -976000 -758000 -976000 -758000 -975000
  -759000 -975000 -759000 -976000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember>
  </gml:MultiSurface></obi:OriginalniHranice></obi:Geometrie></vf:Obec></vf:Obce>
<vf:CastiObci><vf:CastObce gml:id="CO.5"><coi:Kod>5</coi:Kod><coi:Nazev>Dolní</coi:Nazev><coi:Obec><obi:Kod>1</obi:Kod>
  </coi:Obec></vf:CastObce></vf:CastiObci>
<vf:Ulice><vf:Ulice gml:id="UL.3"><uli:Kod>3</uli:Kod><uli:Nazev>Lipová</uli:Nazev>
  <uli:Obec><obi:Kod>1</obi:Kod></uli:Obec></vf:Ulice></vf:Ulice>
<vf:StavebniObjekty><vf:StavebniObjekt gml:id="SO.7"><soi:Kod>7</soi:Kod><soi:TypStavebnihoObjektuKod>2
  </soi:TypStavebnihoObjektuKod><soi:CastObce><coi:Kod>5</coi:Kod></soi:CastObce></vf:StavebniObjekt></vf:StavebniObjekty>
<vf:AdresniMista><vf:AdresniMisto gml:id="AD.4"><ami:Kod>4</ami:Kod><ami:CisloDomovni>12</ami:CisloDomovni>
  <ami:CisloOrientacni>5</ami:CisloOrientacni><ami:CisloOrientacniPismeno>a</ami:CisloOrientacniPismeno><ami:Psc>40001</ami:Psc>
  <ami:StavebniObjekt><soi:Kod>7</soi:Kod></ami:StavebniObjekt><ami:Ulice><uli:Kod>3</uli:Kod></ami:Ulice>
  <ami:Geometrie><ami:DefinicniBod><ami:AdresniBod><gml:Point gml:id="A4" srsName="urn:ogc:def:crs:EPSG::5514"
  srsDimension="2"><gml:pos>-758880 -976200</gml:pos></gml:Point></ami:AdresniBod></ami:DefinicniBod></ami:Geometrie>
  </vf:AdresniMisto></vf:AdresniMista></vf:Data></vf:VymennyFormat>
"""


def test_addresses_of_a_vfr_get_the_names_of_street_and_town(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "20240101_OB_1_UKSH.xml", VFR))
    assert loaded.profile.name == "ruian_addresses"
    names = ("code", "street", "house_number", "house_number_kind", "orientation_number", "municipality", "postcode")
    assert [loaded[name][0] for name in names] == ["4", "Lipová", "12", "č.ev.", "5a", "Zkušebnov", "40001"]
    assert loaded["municipality_part"] == ["Dolní"]


def test_municipalities_of_a_vfr_come_with_their_outlines(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "obec.xml", VFR), "areas")
    assert (loaded["code"], loaded["name"], loaded["kind"]) == (["1"], ["Zkušebnov"], ["municipality"])
    west, south, east, north = shapely.from_wkb(loaded["outline"][0]).bounds
    assert 14.0 < west < east < 14.1
    assert 50.6 < south < north < 50.7


def test_lists_in_a_geojson_property_become_codes(tmp_path: Path) -> None:
    path = geojson(tmp_path / "skladky.geojson", feature(point(*USTI), name="A", waste=["pneu", "suť"]))
    assert load(path, "illegal_dumps")["details"] == [{"waste": ["tyres", "construction"]}]
