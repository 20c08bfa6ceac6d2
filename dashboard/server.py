"""The ASGI application: Streamlit and our own routes behind one gate. uvicorn serves it (`lokality serve`)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from dashboard.application import Application, install, open_application
from dashboard.gate import Gate
from dashboard.map.base_map import base_map
from dashboard.shell.boundary import show_failure
from dashboard.warm_up import warming_lifespan
from dashboard.web import answers, health, language, pages, unknown
from dashboard.web.assets import asset_routes, check_assets
from dashboard.web.exports import export_routes
from dashboard.web.map import map_routes
from dashboard.web.photos import photo_routes
from dashboard.web.rejected import rejected_routes
from geodata.errors import N_, LokalityError, SettingsError
from geodata.settings import Settings

# Not beside a folder named pages: Streamlit would serve each file in it past everything that stands in the shell.
SHELL = Path(__file__).resolve().parent / "shell" / "main.py"


class PortTaken(LokalityError):
    """Another program, or another Lokality, already listens there."""


def create_app(settings: Settings) -> st.App:
    """Open the database and build the application. Raises LokalityError with what to do where that cannot be."""
    if not settings.listens_on_loopback:
        raise SettingsError(
            N_(
                "Lokality has no sign-in yet, so it serves only this machine: set LOKALITY_HOST to 127.0.0.1 "
                "instead of {host}."
            ),
            host=settings.host,
        )
    check_assets(settings.assets_directory)
    application = open_application(settings)
    install(application)
    return assemble(application)


def assemble(application: Application, script: Path = SHELL) -> st.App:
    """Streamlit running `script`, with our routes before its own and the gate before all of them."""
    ground = base_map(application.settings)
    ground_origin = origin_of(ground.url) if ground else None
    return st.App(
        script,
        lifespan=warming_lifespan(application),
        routes=routes(application),
        middleware=[Middleware(Gate, actor=application.actor, base_map_origin=ground_origin)],
        exception_handlers=answers.HANDLERS,
        # Fragments and callbacks run without the shell's own boundary.
        on_script_error=show_failure,
    )


def routes(application: Application) -> list[BaseRoute]:
    """All routes that are ours."""
    return [
        *pages.ROUTES,
        *health.ROUTES,
        *language.ROUTES,
        *map_routes(application.database),
        *export_routes(application.database),
        *photo_routes(application.database, application.settings.photo_directory),
        *rejected_routes(application.settings.data_directory),
        *asset_routes(application.settings.assets_directory),
        *unknown.ROUTES,
    ]


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as a content policy names them; sub-domains `{s}` as `*`."""
    parts = urlsplit(address.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}"


def require_free_port(host: str, port: int) -> None:
    """Raise PortTaken with what to do if somebody listens there already. Port 0 is always free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        # As uvicorn will bind: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise PortTaken(
                N_(
                    "Port {port} is taken: perhaps Lokality runs already, look at http://{host}:{port}. "
                    "Otherwise choose another port with LOKALITY_PORT or `lokality serve --port`."
                ),
                host=host,
                port=port,
            ) from fault


def serve(settings: Settings, announce: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop; `announce` is called once nothing stands in the way of it."""
    if settings.listens_on_loopback:
        require_free_port(settings.host, settings.port)
    app = create_app(settings)
    announce()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        # A socket message may be as large as an upload's part; the ping notices a phone that went away.
        ws_max_size=64 * 1024 * 1024,
    )
