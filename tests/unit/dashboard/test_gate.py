"""The gate: this machine's names only, nothing from other sites, security headers on every answer."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.document import document, inline_script_hashes
from dashboard.gate import Gate, host_name, is_loopback_name
from dashboard.headers import COMMON_HEADERS, content_policy
from geodata.model.people import Actor
from tests.open_door import OpenDoor

ACTOR = Actor(account_id=7, name="Zkušebnov", municipality_id=1, organisation_id=1)
OWN = {"origin": "http://localhost:8501"}


async def who(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(request.state.actor.account_id))


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(str(websocket.state.actor.account_id))
    await websocket.close()


@pytest.fixture
def client() -> TestClient:
    """A client that calls the server by its own name, as a person's browser does."""
    app = Starlette(
        routes=[Route("/who", who, methods=["GET", "POST"]), WebSocketRoute("/talk", talk)],
        middleware=[Middleware(Gate, door=OpenDoor(ACTOR), base_map_origin="https://tile.example")],
    )
    return TestClient(app, base_url="http://localhost:8501")


def test_a_request_of_this_machine_passes_with_its_actor(client: TestClient) -> None:
    assert client.get("/who").text == "7"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.5:8501", "", "[::1", "a b"])
def test_a_foreign_name_pointed_at_this_machine_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/who", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "host", ["a@localhost", "evil.example@localhost:8501", "a:b@127.0.0.1", "localhost/x", "localhost?x", "localhost#x"]
)
def test_a_name_with_anything_around_it_is_no_name(client: TestClient, host: str) -> None:
    assert client.get("/who", headers={"host": host}).status_code == 400
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/talk", headers={"host": host, "origin": f"http://{host}"}),
    ):
        pass


@pytest.mark.parametrize("second", ["localhost:8501", "evil.example", "127.0.0.1"])
def test_of_two_names_neither_is_answered(client: TestClient, second: str) -> None:
    for hosts in (("localhost:8501", second), (second, "localhost:8501")):
        assert client.get("/who", headers=[("host", host) for host in hosts]).status_code == 400
    assert client.get("/who", headers={"host": f"localhost:8501, {second}"}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "[::1]:8501", "127.8.8.8"])
def test_every_loopback_name_passes(client: TestClient, host: str) -> None:
    assert client.get("/who", headers={"host": host}).status_code == 200


def test_what_another_sites_page_sends_is_refused(client: TestClient) -> None:
    assert client.post("/who", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/who", headers={"sec-fetch-site": "cross-site"} | OWN).status_code == 403
    assert client.post("/who", headers={"sec-fetch-site": "same-site"} | OWN).status_code == 403
    assert client.post("/who", headers={"origin": "null"}).status_code == 403


def test_a_change_that_does_not_say_where_it_comes_from_is_refused(client: TestClient) -> None:
    assert client.post("/who").status_code == 403


def test_our_own_pages_may_send(client: TestClient) -> None:
    assert client.post("/who", headers=OWN).status_code == 200
    assert client.post("/who", headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_another_site_may_link_to_us_but_not_read_or_frame_us(client: TestClient) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    assert client.get("/who", headers=foreign | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}).is_success
    assert client.get("/who", headers=foreign | {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}).is_error
    assert client.get("/who", headers=foreign | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}).is_error


def test_the_websocket_stands_behind_the_gate_too(client: TestClient) -> None:
    with client.websocket_connect("/talk", headers={"host": "localhost:8501"} | OWN) as socket:
        assert socket.receive_text() == "7"
    for headers in (
        {"host": "localhost:8501", "origin": "https://evil.example"},
        {"host": "evil.example:8501", "origin": "http://evil.example:8501"},
        {"host": "localhost:8501"},
    ):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/talk", headers=headers):
            pass


def test_every_answer_carries_the_security_headers_refusals_included(client: TestClient) -> None:
    for answer in (client.get("/who"), client.get("/nothing"), client.get("/who", headers={"host": "evil.example"})):
        for name, value in COMMON_HEADERS.items():
            assert answer.headers[name] == value
        assert "frame-ancestors" in answer.headers["content-security-policy"]


def test_pages_run_only_the_scripts_that_streamlit_wrote() -> None:
    policy = content_policy("/map", "https://tile.example")
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy
    assert all(digest in policy for digest in inline_script_hashes())
    assert inline_script_hashes()
    assert "tile.example" not in policy


def test_only_the_frame_of_the_map_may_ask_the_base_map_and_only_for_pictures() -> None:
    policy = content_policy("/component/streamlit_folium.st_folium/index.html", "https://tile.example")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "https://tile.example" in directives["img-src"]
    assert [name for name, value in directives.items() if "tile.example" in value] == ["img-src"]


@pytest.mark.parametrize("path", ["/map/sites/1/1/1.json", "/photos/7", "/exports/x.csv", "/healthz"])
def test_data_can_never_run(path: str) -> None:
    assert content_policy(path, None).startswith("default-src 'none'")


def test_names_are_read_without_port_and_brackets() -> None:
    assert host_name("[::1]:8501") == "::1"
    assert host_name("LOCALHOST:1") == "localhost"
    assert not is_loopback_name("0.0.0.0")


def test_the_document_is_ours_in_the_readers_language() -> None:
    assert '<html lang="cs">' in document("cs")
    assert '<html lang="en">' in document("en")
    for page in (document("cs"), document("en")):
        assert "<title>Lokality</title>" in page
        assert "service-desc" not in page
        assert "agent" not in page
