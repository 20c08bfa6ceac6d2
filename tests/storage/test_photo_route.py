"""`/photos/…`: a picture for whoever may know of its site, kept by the browser, asked for anew each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.web.answers import HANDLERS
from dashboard.web.photos import photo_routes
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.services.photos import add_photo
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_photos import picture


class _OnBehalfOf:
    """Puts the actor into the request, as the gate does."""

    def __init__(self, app: ASGIApp, actor: Actor) -> None:
        self.app = app
        self.actor = actor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["actor"] = self.actor
        await self.app(scope, receive, send)


def client_of(database: Database, actor: Actor, directory: Path) -> TestClient:
    routes = photo_routes(database, directory)
    app = Starlette(routes=routes, middleware=[Middleware(_OnBehalfOf, actor=actor)], exception_handlers=HANDLERS)
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def test_both_sizes_are_pictures_that_the_browser_keeps(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    photo_id = add_photo(database, actor, tmp_path, city.building_id, None, picture(size=(3000, 2000)), clock.today())
    client = client_of(database, actor, tmp_path)
    large, small = client.get(f"/photos/{photo_id}"), client.get(f"/photos/{photo_id}/small")
    assert [answer.headers["content-type"] for answer in (large, small)] == ["image/jpeg"] * 2
    assert len(small.content) < len(large.content)
    assert large.headers["etag"] != small.headers["etag"]
    assert "no-cache" in large.headers["cache-control"]
    again = client.get(f"/photos/{photo_id}", headers={"if-none-match": large.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_photo_of_a_hidden_site_is_not_there(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    photo_id = add_photo(database, actor, tmp_path, city.hidden_site_id, None, picture(), clock.today())
    stranger = client_of(database, worker_of(database, actor, city.ngo_id, Role.TERRAIN), tmp_path)
    hidden, missing = stranger.get(f"/photos/{photo_id}"), stranger.get("/photos/4711")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text == missing.text


@pytest.mark.parametrize("address", ["/photos/99999999999999999999", "/photos/x", "/photos/1/huge", "/photos/../1"])
def test_an_address_of_no_photo_fails_quietly(database: Database, actor: Actor, tmp_path: Path, address: str) -> None:
    assert client_of(database, actor, tmp_path).get(address).status_code == 404


def test_the_public_sees_no_photo(database: Database, actor: Actor, city: SmallCity, tmp_path: Path) -> None:
    photo_id = add_photo(database, actor, tmp_path, city.building_id, None, picture(), clock.today())
    public = client_of(database, worker_of(database, actor, None, Role.PUBLIC), tmp_path)
    assert public.get(f"/photos/{photo_id}").status_code == 403
