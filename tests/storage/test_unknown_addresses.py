"""Addresses that nothing of ours answers: one sentence, never the dashboard and never an incident."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.application import Application
from dashboard.gate import Gate
from dashboard.server import routes
from dashboard.web import answers
from geodata.database import Database
from geodata.model.people import Actor
from geodata.settings import Settings
from tests.open_door import OpenDoor

HUGE = "9" * 24


@pytest.fixture
def client(database: Database, actor: Actor, tmp_path: Path) -> Iterator[TestClient]:
    """All routes that are ours, behind the gate."""
    settings = Settings(data_directory=tmp_path, assets_directory=tmp_path)
    app = Starlette(
        routes=routes(Application(settings, database, OpenDoor(actor))),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        f"/photos/{HUGE}",
        f"/photos/{HUGE}/small",
        f"/photos/{HUGE * 200}",
        f"/map/sites/{HUGE * 200}/0/0.json",
        "/photos/abc",
        "/photos/-1",
        "/photos/",
        f"/map/sites/{HUGE}/0/0.json",
        f"/map/sites/3/{HUGE}/0.json",
        "/map/sites/-1/0/0.json",
        "/map/sites/1e3/0/0.json",
        "/map/nonsense",
        "/rejected/abc",
        f"/rejected/{HUGE}.csv",
        "/exports/sites",
        "/exports/sites.exe",
        "/exports/1",
        "/assets/lokality/nonsense.js",
    ],
)
def test_an_address_of_nothing_is_not_found_and_says_so_in_one_sentence(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == "Tento záznam tu není, nebo s vámi není sdílený."


def test_a_library_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/assets/leaflet/nonsense.js").status_code == 404


def test_the_first_page_under_its_name_is_found_at_the_root(client: TestClient) -> None:
    assert client.get("/overview?x=1", follow_redirects=False).headers["location"] == "/?x=1"
    assert client.get("/overview").status_code == 200


@pytest.mark.parametrize("name", ["area", "locality", "bodies", "site"])
def test_a_filter_by_a_number_that_is_too_large_is_no_incident(client: TestClient, name: str) -> None:
    for path in ("/exports/sites.csv", "/map/sites/1/0/0.json"):
        assert client.get(path, params={name: HUGE}).status_code < 500


def test_the_map_with_a_slash_too_many_is_the_map(client: TestClient) -> None:
    answer = client.get("/map/?z=12&lat=50", follow_redirects=False)
    assert answer.headers["location"] == "/map?z=12&lat=50"
