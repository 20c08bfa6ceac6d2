"""No file that is handed out holds a live formula, whatever people wrote and by whichever sign its cells are parted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.application import Application
from dashboard.server import routes
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.sites import SiteKind
from geodata.services.accounts import NewAccount, invite
from geodata.services.city import local_actor
from geodata.settings import Settings
from geodata.tables import Account, EmergencyAddress, EmergencyEvent, Organisation, Site, Zone
from loaders.rejects import neutral
from tests.bylaws import draft_proposal, some_zone
from tests.emergencies import some_address, some_emergency
from tests.open_door import OpenDoor
from tests.small_city import some_site
from tests.storage.test_role_matrix import client_of

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "＝",
    "＋",
    "－",
    "＠",
    '"=',
    ";=",
    ",=",
    "x;=",
    "x,=",
    'x";"=',
    "x\n=",
    "x|=",
]
FORMULAS = [f"{start}HYPERLINK(1)" for start in STARTS]
# A cell that a spreadsheet computes: what begins so and is no number.
LIVE = re.compile(r"^[\t\r\n\"]*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")
# What is handed out as a table, by the address that gives it; the rest is JSON, pictures, or files of our own.
TABLES = [
    "/exports/sites.csv",
    "/exports/sites.xlsx",
    "/exports/audit.csv",
    "/exports/proposal-version/1/venues.csv",
    "/exports/proposal-version/1/venues.xlsx",
    "/exports/emergency/1.xlsx",
]
NO_TABLES = {
    "/exports/account.json",
    "/exports/account/{id:number}.json",
    # Words on paper: nothing in them is a cell.
    *(f"/exports/meeting/{{id:number}}.{ending}" for ending in ("docx", "pdf", "txt", "ics")),
    *(f"/exports/submission/{{id:number}}.{ending}" for ending in ("docx", "pdf")),
    *(
        f"/exports/proposal-version/{{id:number}}/{part}.{ending}"
        for part in ("dossier", "annex")
        for ending in ("docx", "pdf")
    ),
    *(f"/exports/proposal-version/{{id:number}}/zones.{ending}" for ending in ("geojson", "gpkg")),
    # A map for QGIS and QField: no spreadsheet opens it, and what it says is loaded back as it stands.
    "/exports/qfield.gpkg",
    # Questions of our own: nobody writes into them.
    "/exports/form/{kind}.xlsx",
    "/exports/{rest:path}",
}


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def client(database: Database, tmp_path: Path) -> TestClient:
    actor = local_actor(database)
    fill(database, actor)
    return client_of(database, Settings(data_directory=tmp_path, assets_directory=tmp_path), actor)


def fill(database: Database, actor: Actor) -> None:
    """A venue of each name in a zone, and names of organisation and account, past the services that would tidy them."""
    _proposal_id, version_id = draft_proposal(database, actor, some_zone(at=(14.05, 50.66)))
    assert version_id == 1
    for number, formula in enumerate(FORMULAS):
        site_id = some_site(database, actor, f"Místo {number}", kind=SiteKind.GAMBLING_VENUE)
        invite(database, actor, NewAccount(f"kdo-{number}", f"Kdo {number}", frozenset({Role.PARTNER})))
        with database.engine.begin() as connection:
            connection.execute(update(Site).where(Site.id == site_id).values(name=formula, address=formula))
            connection.execute(update(Account).where(Account.login == f"kdo-{number}").values(name=formula))
    event_id = some_emergency(database, actor)
    assert event_id == 1
    for number in range(len(FORMULAS)):
        some_address(database, actor, event_id, f"Lipová {number}")
    with database.engine.begin() as connection:
        for number, formula in enumerate(FORMULAS):
            written = update(EmergencyAddress).where(EmergencyAddress.text == f"Lipová {number}").values(text=formula)
            connection.execute(written)
        connection.execute(update(EmergencyEvent).values(name=FORMULAS[0]))
    with database.engine.begin() as connection:
        connection.execute(update(Zone).values(name=FORMULAS[0], criterion=FORMULAS[1]))
        connection.execute(update(Organisation).values(name=FORMULAS[0], short_name=FORMULAS[1]))
        connection.execute(update(Account).where(Account.id == actor.account_id).values(name=FORMULAS[2]))


def live_cells(body: str) -> list[str]:
    """Cells that would be computed, read with each sign that a computer may part cells by."""
    found = []
    for separator in (";", ",", "|"):
        for row in csv.reader(io.StringIO(body.lstrip("\ufeff"), newline=""), delimiter=separator):
            found += [cell for cell in row if LIVE.match(cell) and not NUMBER.match(cell)]
    return found


def test_every_table_that_is_handed_out_is_tried(database: Database, tmp_path: Path) -> None:
    actor = local_actor(database)
    known = routes(Application(Settings(data_directory=tmp_path), database, OpenDoor(actor, database)))
    exports = {route.path for route in known if isinstance(route, Route) and route.path.startswith("/exports/")}
    venues = {f"/exports/proposal-version/{{id:number}}/venues.{ending}" for ending in ("csv", "xlsx")}
    others = {"/exports/sites.{ending}", "/exports/audit.csv", "/exports/emergency/{id:number}.xlsx"}
    assert exports - NO_TABLES == others | venues


@pytest.mark.parametrize("path", TABLES)
def test_no_cell_is_computed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    if path.endswith("xlsx"):
        package = zipfile.ZipFile(io.BytesIO(answer.content))
        assert [name for name in package.namelist() if b"<f>" in package.read(name)] == []
        assert any(b"HYPERLINK" in package.read(name) for name in package.namelist())
        return
    assert "HYPERLINK" in answer.text
    assert live_cells(answer.text) == []


def test_the_check_finds_a_live_cell() -> None:
    assert live_cells("a;=1+1\r\n") == ["=1+1"]
    assert live_cells('a;"x,=1+1"\r\n')
    assert live_cells("a;-5,3;+7\r\n") == []


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_rejected_rows_is_computed(formula: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([[neutral(formula), "1"], ["7", neutral(formula)]])
    assert live_cells(written.getvalue()) == []
    assert neutral("-5.3") == "-5.3"
