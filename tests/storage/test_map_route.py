"""The route of the tiles, over both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.map import map_routes
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.sites import NewObservation, NewSite, log_site
from tests.open_door import OpenDoor

# The tile of zoom 12 around 50.66 N, 14.03 E.
TILE = "/map/sites/12/2207/1377.json"


@pytest.fixture
def client(database: Database, actor: Actor) -> Iterator[TestClient]:
    """The route behind the gate, as the server has it."""
    app = Starlette(
        routes=map_routes(database),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


def log(database: Database, actor: Actor, kind: SiteKind, name: str) -> int:
    seen = NewObservation(observed_on=clock.today())
    return log_site(database, actor, NewSite(kind=kind, longitude=14.03, latitude=50.66, name=name, observation=seen))


def test_a_tile_holds_the_places_in_it(client: TestClient, database: Database, actor: Actor) -> None:
    number = log(database, actor, SiteKind.HOSTEL, "Ubytovna")
    features = client.get(TILE).json()["features"]
    assert [(feature["properties"]["id"], feature["properties"]["kind"]) for feature in features] == [
        (number, "hostel")
    ]


def test_the_filter_of_the_address_is_the_filter_of_the_tile(
    client: TestClient, database: Database, actor: Actor
) -> None:
    log(database, actor, SiteKind.HOSTEL, "Ubytovna")
    log(database, actor, SiteKind.ILLEGAL_DUMP, "Skládka")
    dumps = client.get(TILE, params={"kinds": "illegal_dump", "text": "skladka"}).json()["features"]
    assert [feature["properties"]["name"] for feature in dumps] == ["Skládka"]


def test_an_unchanged_tile_is_not_sent_again_and_a_changed_one_is(
    client: TestClient, database: Database, actor: Actor
) -> None:
    log(database, actor, SiteKind.HOSTEL, "Ubytovna")
    first = client.get(TILE)
    assert first.headers["cache-control"] == "private, no-cache"
    known = {"if-none-match": first.headers["etag"]}
    assert client.get(TILE, headers=known).status_code == 304
    log(database, actor, SiteKind.HOSTEL, "Druhá")
    assert client.get(TILE, headers=known).status_code == 200


@pytest.mark.parametrize("path", ["/map/nothing/1/1/1.json", "/map/sites/1/9/1.json", "/map/sites/99/1/1.json"])
def test_a_tile_that_does_not_exist_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_strange_query_is_no_failure(client: TestClient) -> None:
    answer = client.get(TILE, params={"kinds": "x'--", "area": "NaN", "shape": "1,2", "text": "%' OR 1=1"})
    assert answer.status_code == 200
