"""Who is not signed in: the sign-in page or 401 on every path there is, by whatever way it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard.gate import SIGN_IN, is_open
from geodata.database import Database
from geodata.model.people import Sensitivity
from geodata.services.city import local_actor
from geodata.settings import Settings
from tests.small_city import some_site
from tests.web_app import all_routes, whole_app

# Stands in the data; no answer to somebody unknown may hold it.
SECRET_NAME = "Tajná ubytovna za tratí"
NAVIGATION = {"accept": "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
# What each open path answers somebody unknown with, and that alone.
OPEN_ANSWERS = {200, 303, 401, 404, 405, 410, 422}

WAYS_AROUND = [
    "/auth/../map",
    "/auth/..%2fmap",
    "/auth/%2e%2e/map",
    "/auth/%2e%2e%2fmap",
    "/auth/..;/map",
    "/auth/../photos/1",
    "/auth/../_stcore/metrics",
    "/auth/%2e%2e/_stcore/metrics",
    "/auth/_stcore/metrics",
    "/auth/login",
    "/auth/logout",
    "/auth/static/index.html",
    "/auth/map/sites/0/0/0.json",
    "/auth//map",
    "/auth\\..\\map",
    "/auth/%5c..%5cmap",
    "/auth/%00/../map",
    "/assets/../photos/1",
    "/assets/%2e%2e/photos/1",
    "/assets/..%2f..%2fdata/lokality.db",
    "/assets/%2e%2e/%2e%2e/lokality.db",
    "/assets/lokality/..%2f..%2fgate.py",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/assets/",
    "/assets",
    "/public/../map",
    "/public/%2e%2e/exports/sites.csv",
    "/public/map/sites/0/0/0.json",
    "/public//map",
    "/public",
    "/public/",
    "/public/data.csv",
    "/language/cs/../../map",
    "/language/../exports/sites.csv",
    "/language/x/y",
    "/language/",
    "/healthz/",
    "/healthz/../map",
    "/healthz;/map",
    "/healthz%2f..%2fmap",
    "//map",
    "//exports/sites.csv",
    "///auth/../map",
    "/%2fauth/../map",
    "/./map",
    "/x/../map",
    "/%2e%2e/map",
    "/%2e/map",
    "/MAP",
    "/Map/sites/0/0/0.json",
    "/AUTH/sign-in",
    "/Assets/x",
    "/HEALTHZ",
    "/map%00",
    "/map/",
    "/map;x=1",
    "/map%3Fx",
    "/docs",
    "/redoc",
    "/openapi.json",
    "/robots.txt",
    "/.env",
    "/.git/config",
    "/lokality.toml",
    "/data/lokality.db",
    "/favicon.ico",
    "/manifest.json",
    "/index.html",
    "/app/static/x",
    "/static/js/index.js",
    "/static/../../shell/main.py",
    "/media/0123456789abcdef.png",
    "/component/streamlit_folium.st_folium/index.html",
    "/component/../../etc/passwd",
    "/_stcore/host-config",
    "/_stcore/script-health-check",
    "/_stcore/allowed-message-origins",
    "/_stcore/upload_file/a/b",
    "/_stcore/agent/mcp",
    "/ř/é/%C5%99",
    "/" + "a/" * 500,
    "/?next=//evil.example",
    "/#/../map",
    "*",
]


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A city with a place that nobody unknown may hear of."""
    path = tmp_path_factory.mktemp("gate") / "lokality.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    some_site(database, local_actor(database), SECRET_NAME, sensitivity=Sensitivity.PARTNERS)
    yield database
    database.close()


@pytest.fixture(scope="module")
def client(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(data_directory=tmp_path_factory.mktemp("data"), base_map="none")
    with whole_app(database, settings) as client:
        yield client


def paths_of(route: BaseRoute) -> list[str]:
    """Addresses that lead to a route: each parameter as a number, as words, and as a path."""
    path = str(getattr(route, "path", ""))
    if isinstance(route, Mount):
        return [path or "/", f"{path}/x", f"{path}/index.html"]
    return sorted({re.sub(r"\{[^}]+\}", value, path) for value in ("1", "csv", "slovo", "a/b")})


def require_turned_away(client: TestClient, method: str, path: str, headers: dict[str, str]) -> None:
    answer = client.request(method, path, headers=headers)
    asked = answer.request.url.path
    sent = (method, path, asked, answer.status_code, answer.headers.get("location"))
    assert answer.status_code < 500, sent
    assert SECRET_NAME not in answer.text, sent
    if is_open(asked):
        assert answer.status_code in OPEN_ANSWERS | {304, 308, 400, 403}, sent
        assert "stcore" not in answer.text, sent  # the document of the dashboard is not open
        assert "Streamlit" not in answer.text, sent
        if "location" in answer.headers:
            assert re.match(r"/(?![/\\])|\.\./[a-z]", answer.headers["location"]), sent  # nowhere but here
        return
    assert answer.status_code in {303, 400, 401, 403}, sent
    if answer.status_code == 303:
        assert answer.headers["location"].startswith(SIGN_IN), sent
    assert len(answer.content) < 100, sent


def test_every_route_of_ours_and_of_streamlit_turns_away_who_is_not_signed_in(client: TestClient) -> None:
    routes = all_routes(client)
    paths = sorted({path for route in routes for path in paths_of(route)})
    assert len(routes) > 40, "Streamlit's routes were not found"
    tried = 0
    for path in paths:
        for method in METHODS:
            for headers in ({}, NAVIGATION, {"origin": "http://localhost", "sec-fetch-site": "same-origin"}):
                require_turned_away(client, method, path, headers)
                tried += 1
    print(f"\n{len(routes)} routes, {len(paths)} paths, {tried} requests without a session")


@pytest.mark.parametrize("path", WAYS_AROUND)
def test_no_way_of_writing_a_path_leads_around_the_gate(client: TestClient, path: str) -> None:
    for method in ("GET", "POST", "HEAD"):
        for headers in ({}, NAVIGATION, {"origin": "http://localhost"}):
            require_turned_away(client, method, path, headers)


@pytest.mark.parametrize("cookie", ["", "lokality_session=", "lokality_session=x", "lokality_session=\x00", "a={1}; b"])
def test_no_websocket_opens_without_a_session(client: TestClient, cookie: str) -> None:
    sockets = [path for route in all_routes(client) if isinstance(route, WebSocketRoute) for path in paths_of(route)]
    assert "/_stcore/stream" in sockets
    headers = {"host": "localhost", "origin": "http://localhost", "cookie": cookie}
    for path in [
        *sockets,
        "/",
        "/auth/x",
        "/auth/../_stcore/stream",
        "/assets/x",
        "/public",
        "/healthz",
        "/language/cs",
    ]:
        with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect(path, headers=headers):
            pass
        assert refused.value.code == 1008


def test_a_cookie_that_nobody_was_given_opens_nothing(client: TestClient) -> None:
    for value in ("x", "", "null", "0" * 64, "../../etc/passwd", '"', "a" * 3_000):
        for name in ("lokality_session", "__Host-lokality_session", "_streamlit_user", "lokality_form"):
            answer = client.get("/issues", headers={"cookie": f"{name}={value}"})
            assert answer.status_code == 401
