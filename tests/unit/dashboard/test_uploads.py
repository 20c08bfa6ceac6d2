"""A photo on its way in touches no disk: what will be covered must not lie there uncovered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.headers import content_policy
from dashboard.web.uploads import MEBIBYTE, keep_uploads_in_memory


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A server that says where an upload lies."""

    async def where(request: Request) -> PlainTextResponse:
        async with request.form() as form:
            (upload,) = form.values()
            assert isinstance(upload, UploadFile)
            return PlainTextResponse("memory" if upload._in_memory else "disk")

    before = MultiPartParser.spool_max_size
    MultiPartParser.spool_max_size = MEBIBYTE  # Starlette's own, whatever an application made in this process has set
    yield TestClient(Starlette(routes=[Route("/", where, methods=["PUT"])]))
    MultiPartParser.spool_max_size = before


def lies(client: TestClient, size: int) -> str:
    return client.put("/", files={"photo": ("a.jpg", b"\xff" * size, "image/jpeg")}).text


def test_the_largest_photo_stays_in_memory_and_a_larger_file_need_not(client: TestClient) -> None:
    assert lies(client, 3 * MEBIBYTE) == "disk"  # what would happen without us
    keep_uploads_in_memory(3)
    assert lies(client, 3 * MEBIBYTE) == "memory"
    assert lies(client, 4 * MEBIBYTE) == "disk"


def test_the_frame_of_ours_runs_our_own_files_and_nothing_else() -> None:
    policy = content_policy(
        "/component/dashboard.components.blackout.editor.blackout/index.html", "https://tile.example"
    )
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "tile.example" not in policy
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy
