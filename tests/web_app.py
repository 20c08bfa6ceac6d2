"""The whole application as uvicorn gets it, Streamlit included, over a SQLite city of the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.formparsers import MultiPartParser
from starlette.routing import BaseRoute
from starlette.testclient import TestClient
from streamlit.runtime.runtime import Runtime

from dashboard.application import Application, install
from dashboard.door import Door
from dashboard.server import assemble
from geodata.database import Database
from geodata.settings import Settings

LOCAL = "http://localhost"


@contextmanager
def whole_app(database: Database, settings: Settings, door: Door | None = None) -> Iterator[TestClient]:
    """A client that calls the assembled application by its own name and follows no redirect."""
    application = Application(settings, database, door or Door(database))
    install(application)
    usual = MultiPartParser.spool_max_size  # assembling sets it for the whole process
    address = settings.public_address or LOCAL
    try:
        with TestClient(
            assemble(application), base_url=address, follow_redirects=False, raise_server_exceptions=False
        ) as client:
            yield client
    finally:
        install(None)
        MultiPartParser.spool_max_size = usual
        Runtime._instance = None  # Streamlit keeps one a process, and has no word for letting go of it


def all_routes(client: TestClient) -> list[BaseRoute]:
    """Every route of the running application, ours and Streamlit's."""
    app: Any = client.app
    found: list[BaseRoute] = app._starlette_app.routes  # Streamlit names them nowhere else
    return found
