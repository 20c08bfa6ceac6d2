"""Forms of strangers that are too large: answered, and not read on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from geodata.database import Database
from geodata.settings import Settings
from tests.web_app import whole_app

OWN = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.fixture
def client(sqlite_url: str, tmp_path: Path) -> Iterator[TestClient]:
    database = Database(sqlite_url)
    with whole_app(database, Settings(data_directory=tmp_path, base_map="none")) as client:
        yield client
    database.close()


@pytest.mark.parametrize("path", ["/auth/sign-in", "/auth/link/x", "/auth/sign-out", "/auth/demo", "/auth/nothing"])
def test_a_form_that_is_too_large_is_answered_and_not_read_on(client: TestClient, path: str) -> None:
    """As a server sees it: parts are handed over as they are asked for, and after the answer nobody asks."""
    asked = after = 0
    told: dict[str, Any] = {}

    async def receive() -> Message:
        nonlocal asked, after
        asked, after = asked + 1, after + bool(told)
        return {"type": "http.request", "body": b"a" * 8_192, "more_body": True}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            told.update(status=message["status"], headers=dict(message["headers"]))

    headers = {"host": "localhost", "content-type": "application/x-www-form-urlencoded", "transfer-encoding": "chunked"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in (headers | OWN).items()],
        "client": ("192.0.2.7", 5),
        "server": ("localhost", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    assert told["status"] in {404, 405, 413, 422}
    assert told["headers"][b"connection"] == b"close"
    assert (asked <= 3, after) == (True, 0)
