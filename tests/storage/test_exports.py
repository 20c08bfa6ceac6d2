"""Downloads: exactly what the list shows, in words for people and codes for programs, and nothing that runs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.map.address import filter_query
from dashboard.web import answers
from dashboard.web.exports import export_routes
from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, Role
from geodata.model.sites import Condition, SiteKind
from geodata.services.site_list import list_sites
from geodata.tables import Audit
from tests.audited import whole_detail
from tests.open_door import OpenDoor
from tests.small_city import SmallCity, small_city, some_site, worker_of

DUMPS = SiteFilter(kinds=frozenset({SiteKind.ILLEGAL_DUMP}))
# What a spreadsheet would run, as a name somebody gave to a place.
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")']
CZECH_KIND, CZECH_NAME = "Druh", "Název"


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def client_of(database: Database, actor: Actor) -> TestClient:
    """The route behind the gate, as the server has it."""
    app = Starlette(
        routes=export_routes(database),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def client(database: Database, actor: Actor) -> Iterator[TestClient]:
    with client_of(database, actor) as client:
        yield client


def rows_of_csv(body: bytes) -> list[dict[str, str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def rows_of_workbook(body: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


def ids_in(client: TestClient, tmp_path: Path, query: str) -> dict[str, list[int]]:
    """The ids that each format holds."""
    bodies = {ending: client.get(f"/exports/sites.{ending}?{query}").content for ending in ("csv", "xlsx", "geojson")}
    path = tmp_path / "sites.gpkg"
    path.write_bytes(client.get(f"/exports/sites.gpkg?{query}").content)
    features = json.loads(bodies["geojson"])["features"]
    return {
        "csv": [int(row["Číslo v aplikaci Lokality"]) for row in rows_of_csv(bodies["csv"])],
        "xlsx": [int(row[0]) for row in rows_of_workbook(bodies["xlsx"])[1:]],
        "geojson": [feature["properties"]["id"] for feature in features],
        "gpkg": [int(number) for number in geopandas.read_file(path)["id"]],
    }


@pytest.mark.parametrize("chosen", [SiteFilter(), DUMPS, SiteFilter(text="skolni"), SiteFilter(text="nikde")])
def test_every_format_holds_what_the_list_shows(
    client: TestClient, database: Database, actor: Actor, city: SmallCity, chosen: SiteFilter, tmp_path: Path
) -> None:
    listed = sorted(row.id for row in list_sites(database, actor, chosen).rows)
    found = ids_in(client, tmp_path, filter_query(chosen))
    assert found == dict.fromkeys(("csv", "xlsx", "geojson", "gpkg"), listed)


def test_people_get_words_and_programs_get_codes(client: TestClient, city: SmallCity) -> None:
    (row,) = rows_of_csv(client.get("/exports/sites.csv?kinds=illegal_dump").content)
    assert (row[CZECH_KIND], row["Stav"], row["Zeměpisná délka (WGS84)"]) == ("Černá skládka", "Na místě", "14,0505")
    (feature,) = client.get("/exports/sites.geojson?kinds=illegal_dump").json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [14.0505, 50.6602]}
    assert (feature["properties"]["kind"], feature["properties"]["condition"]) == ("illegal_dump", "present")
    assert feature["properties"]["state"] == "open"


def test_the_words_are_those_of_the_reader_s_language(client: TestClient, city: SmallCity) -> None:
    client.cookies.set("lokality_language", "en")
    (row,) = rows_of_csv(client.get("/exports/sites.csv?kinds=illegal_dump").content)
    assert (row["Kind"], row["Longitude (WGS84)"]) == ("Illegal dump", "14.0505")


def test_a_day_in_a_workbook_is_a_day(client: TestClient, city: SmallCity) -> None:
    heading, row = rows_of_workbook(client.get("/exports/sites.xlsx?kinds=illegal_dump").content)
    assert row[heading.index("Naposledy ověřeno")] == clock.today()


@pytest.mark.parametrize("name", FORMULAS)
def test_no_name_becomes_a_formula(client: TestClient, database: Database, actor: Actor, name: str) -> None:
    site_id = some_site(database, actor, f"x{name}", address="y")
    with database.write(actor) as work:  # as a loaded file could have brought it
        from geodata.tables import Site

        work.session.get_one(Site, site_id).name = name
        work.commit()
    (row,) = rows_of_csv(client.get("/exports/sites.csv").content)
    assert row[CZECH_NAME] == f"'{name}"
    book = client.get("/exports/sites.xlsx").content
    assert rows_of_workbook(book)[1][2] == f"'{name}"
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    (feature,) = client.get("/exports/sites.geojson").json()["features"]
    assert feature["properties"]["name"] == name


def test_a_negative_longitude_stays_a_number(client: TestClient, database: Database, actor: Actor) -> None:
    some_site(database, actor, "Lisabon", position=(-9.14, 38.71))
    (row,) = rows_of_csv(client.get("/exports/sites.csv").content)
    assert row["Zeměpisná délka (WGS84)"] == "-9,14"


def test_semicolons_quotes_and_line_breaks_stay_within_their_cell(
    client: TestClient, database: Database, actor: Actor
) -> None:
    some_site(database, actor, 'Dům "U Zlaté; hvězdy"')
    (row,) = rows_of_csv(client.get("/exports/sites.csv").content)
    assert row[CZECH_NAME] == 'Dům "U Zlaté; hvězdy"'


def test_nobody_takes_away_what_may_not_be_seen(database: Database, actor: Actor, city: SmallCity) -> None:
    official = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    with client_of(database, official) as client:
        names = [feature["properties"]["name"] for feature in client.get("/exports/sites.geojson").json()["features"]]
    assert "Zadní trakt" not in names
    assert len(names) == 2


@pytest.mark.parametrize("role", [Role.TERRAIN, Role.COMMISSION, Role.PARTNER, Role.PUBLIC])
def test_roles_without_the_right_to_export_get_nothing(
    database: Database, actor: Actor, city: SmallCity, role: Role
) -> None:
    worker = worker_of(database, actor, city.ngo_id, role)
    with client_of(database, worker) as client:
        for ending in ("csv", "xlsx", "geojson", "gpkg"):
            answer = client.get(f"/exports/sites.{ending}")
            assert answer.status_code == 403
            assert "Školní" not in answer.text


def test_each_download_stands_in_the_audit(
    client: TestClient, database: Database, actor: Actor, city: SmallCity
) -> None:
    client.get("/exports/sites.csv?kinds=illegal_dump&text=tratí")
    with database.read() as session:
        (entry,) = session.scalars(select(Audit).where(Audit.action == "export"))
    assert entry.account_id == actor.account_id
    chosen = {"kinds": ["illegal_dump"], "text": "tratí"}
    assert whole_detail(database, entry) == {"format": "csv", "sites": 1, "filter": chosen}


def test_the_answer_is_a_file_that_nobody_keeps(client: TestClient, city: SmallCity) -> None:
    answer = client.get("/exports/sites.csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="lokality-sites-')
    assert answer.headers["cache-control"] == "private, no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_format_we_do_not_write_is_not_there(client: TestClient, city: SmallCity) -> None:
    assert client.get("/exports/sites.exe").status_code == 404


def test_a_geopackage_is_one_point_layer_in_wgs84(client: TestClient, city: SmallCity, tmp_path: Path) -> None:
    path = tmp_path / "sites.gpkg"
    path.write_bytes(client.get("/exports/sites.gpkg").content)
    frame = geopandas.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert set(frame.geom_type) == {"Point"}
    with sqlite3.connect(path) as package:
        assert [row[0] for row in package.execute("SELECT table_name FROM gpkg_contents")] == ["sites"]


def test_a_download_longer_than_one_question_is_whole(
    client: TestClient, database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dashboard.exports import delimited, geojson, geopackage
    from geodata.services import site_export

    monkeypatch.setattr(site_export, "SITES_AT_ONCE", 2)
    monkeypatch.setattr(delimited, "_ROWS_AT_ONCE", 2)
    monkeypatch.setattr(geojson, "_FEATURES_AT_ONCE", 2)
    monkeypatch.setattr(geopackage, "_SITES_AT_ONCE", 2)
    made = [some_site(database, actor, f"Dlouhá {number}", condition=Condition.SECURED) for number in range(7)]
    assert set(map(tuple, ids_in(client, tmp_path, "").values())) == {tuple(made)}
