"""Behind a proxy with TLS pages are reached under the public name, their websocket included, and under no other."""

from __future__ import annotations

from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from dashboard.cookies import SECURE_NAME
from tests.browser.conftest import serving
from tests.signed_in import TOKEN

PUBLIC = "lokality.example"


def handshake(port: int, host: str) -> int:
    """The status with which the server answers a websocket of a page under this name."""
    try:
        with connect(
            f"ws://{host}/_stcore/stream",
            sock=create_connection(("127.0.0.1", port)),
            origin=Origin(f"https://{host}"),
            additional_headers={"Cookie": f"{SECURE_NAME}={TOKEN}"},
            subprotocols=[Subprotocol("streamlit")],
        ) as socket:
            return socket.response.status_code if socket.response else 0
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_websocket_opens_under_the_public_name_and_no_other(sqlite_url: str, tmp_path: Path) -> None:
    with serving(tmp_path, sqlite_url, public_address=f"https://{PUBLIC}") as served:
        port = urlsplit(served.address).port
        assert port is not None
        assert handshake(port, PUBLIC) == 101
        assert handshake(port, "evil.example") == 403
