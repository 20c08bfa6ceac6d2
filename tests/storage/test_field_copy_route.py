"""A copy for QField is taken from the page: what its reader sees, noted in the audit, and it comes back."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas
import pyogrio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.exports import export_routes
from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.services.organisations import add_organisation
from tests.audited import entries_of, whole_detail
from tests.field_copies import DUMPS, change, load_copy, set_cells
from tests.open_door import OpenDoor
from tests.small_city import some_site, worker_of

PATH = "/exports/qfield.gpkg"


def asking(database: Database, actor: Actor) -> TestClient:
    app = Starlette(
        routes=export_routes(database),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def official(database: Database, actor: Actor) -> Actor:
    return worker_of(
        database, actor, add_organisation(database, actor, "Magistrát", OrganisationKind.CITY), Role.OFFICIAL
    )


def taken(database: Database, actor: Actor, path: Path, query: str) -> Path:
    answer = asking(database, actor).get(f"{PATH}?{query}")
    assert answer.status_code == 200
    told = answer.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="lokality-qfield-\d{4}-\d\d-\d\d\.gpkg"', told)
    assert answer.headers["cache-control"] == "private, no-store"
    path.write_bytes(answer.content)
    return path


def test_a_copy_taken_by_the_page_comes_back_with_its_changes(
    database: Database, actor: Actor, official: Actor, tmp_path: Path
) -> None:
    number = some_site(database, actor, "U lávky", kind=DUMPS)
    some_site(database, actor, "Cizí", kind=DUMPS, sensitivity=Sensitivity.RESTRICTED)
    some_site(database, actor, "Herna", kind=SiteKind.GAMBLING_VENUE)
    copy = taken(database, official, tmp_path / "q.gpkg", "kinds=illegal_dump&crs=EPSG:5514")
    layers = {name for name, _geometry in pyogrio.list_layers(copy)}
    assert DUMPS.value in layers
    assert SiteKind.GAMBLING_VENUE.value not in layers
    frame = geopandas.read_file(copy, layer=DUMPS.value)
    assert (list(frame["name"]), frame.crs.to_epsg()) == (["U lávky"], 5514)
    change(copy, set_cells(number, name="U nové lávky"))
    assert load_copy(database, official, copy).report.updated == 1


def test_taking_a_copy_is_noted_and_without_a_choice_each_kind_is_in_it(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    some_site(database, actor, "U lávky", kind=DUMPS)
    copy = taken(database, actor, tmp_path / "q.gpkg", "")
    assert geopandas.read_file(copy, layer=DUMPS.value).crs.to_epsg() == 4326
    assert {kind.value for kind in SiteKind} <= {name for name, _geometry in pyogrio.list_layers(copy)}
    last = whole_detail(database, entries_of(database, "export")[-1])
    assert (last["format"], last["sites"]) == ("qfield", 1)


def test_who_may_not_export_gets_no_copy_and_another_system_is_refused_in_one_sentence(
    database: Database, actor: Actor
) -> None:
    ngo_id = add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)
    assert asking(database, worker_of(database, actor, ngo_id, Role.TERRAIN)).get(PATH).status_code == 403
    answer = asking(database, actor).get(f"{PATH}?crs=EPSG:3857")
    assert answer.status_code == 422
    assert answer.text == "Kopie pro QField je v EPSG:4326 nebo EPSG:5514, ne v EPSG:3857."
    assert entries_of(database, "export") == []
