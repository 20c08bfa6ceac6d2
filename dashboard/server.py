"""The ASGI application: Streamlit and our own routes behind one gate. uvicorn serves it (`lokality serve`)."""

from __future__ import annotations

import logging
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
from dashboard.application import application as running_application
from dashboard.gate import Gate
from dashboard.map.base_map import base_map
from dashboard.shell.boundary import show_failure
from dashboard.warm_up import warming_lifespan
from dashboard.web import answers, health, language, pages, unknown
from dashboard.web.assets import asset_routes, check_assets
from dashboard.web.calendars import calendar_routes
from dashboard.web.emergencies import emergency_routes
from dashboard.web.emergency_documents import emergency_document_routes
from dashboard.web.exports import export_routes
from dashboard.web.field_forms import field_form_routes
from dashboard.web.map import map_routes
from dashboard.web.meeting_documents import meeting_document_routes
from dashboard.web.photos import photo_routes
from dashboard.web.proposal_documents import proposal_document_routes
from dashboard.web.public import public_routes
from dashboard.web.records_of_people import people_routes
from dashboard.web.rejected import rejected_routes
from dashboard.web.sign_in import sign_in_routes
from dashboard.web.signed_out import signed_out_routes
from dashboard.web.submission_documents import submission_document_routes
from dashboard.web.terrain import terrain_routes
from dashboard.web.uploads import keep_uploads_in_memory
from dashboard.web.zones import zone_routes
from dashboard.whole_notes import note_wholly
from geodata.errors import N_, LokalityError, SettingsError
from geodata.openid_settings import openid_settings
from geodata.services.city import local_actor
from geodata.services.wiping import finish_interrupted_erasing
from geodata.settings import Settings

logger = logging.getLogger(__name__)

# Not beside a folder named pages: Streamlit would serve each file in it past everything that stands in the shell.
SHELL = Path(__file__).resolve().parent / "shell" / "main.py"


class PortTaken(LokalityError):
    """Another program, or another Lokality, already listens there."""


def create_app(settings: Settings) -> st.App:
    """Open the database and build the application. Raises LokalityError with what to do where that cannot be."""
    require_safe_address(settings)
    check_assets(settings.assets_directory)
    application = open_application(settings)
    install(application)
    return assemble(application)


def assemble(application: Application, script: Path = SHELL) -> st.App:
    """Streamlit running `script`, with our routes before its own and the gate before all of them."""
    keep_uploads_in_memory(application.settings.photo_limit_mib)
    note_wholly()
    ground = base_map(application.settings)
    ground_origin = origin_of(ground.url) if ground else None
    return st.App(
        script,
        lifespan=warming_lifespan(application),
        routes=routes(application),
        middleware=[
            Middleware(
                Gate,
                door=application.door,
                base_map_origin=ground_origin,
                public_name=application.settings.public_name,
            )
        ],
        exception_handlers=answers.noting_handlers(application.database),
        # Fragments and callbacks run without the shell's own boundary.
        on_script_error=show_failure,
    )


def routes(application: Application) -> list[BaseRoute]:
    """All routes that are ours."""
    return [
        # Routes are tried one after another, and nothing is asked for as often as tiles.
        *map_routes(application.database),
        *zone_routes(application.database),
        *emergency_routes(application.database),
        *emergency_document_routes(application.database),
        *pages.ROUTES,
        *health.ROUTES,
        *language.ROUTES,
        *sign_in_routes(application),
        *signed_out_routes(application),
        *_openid_routes(application),
        *people_routes(application.database),
        *export_routes(application.database),
        *field_form_routes(),
        *meeting_document_routes(application.database, application.settings.photo_directory),
        *submission_document_routes(application.database, application.settings.photo_directory),
        *proposal_document_routes(application.database),
        *calendar_routes(application),
        *photo_routes(application.database, application.settings.photo_directory),
        *terrain_routes(application.database, application.settings),
        *rejected_routes(application.settings.data_directory),
        *public_routes(application.database),
        *asset_routes(application.settings.assets_directory),
        *unknown.ROUTES,
    ]


def _openid_routes(application: Application) -> list[BaseRoute]:
    settings = openid_settings(application.settings)
    if settings is None:
        return []
    # Its libraries take half a second to load, and most cities begin without a provider.
    from dashboard.web.openid import openid_routes

    return openid_routes(application, settings)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as a content policy names them; sub-domains `{s}` as `*`."""
    parts = urlsplit(address.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}"


def require_safe_address(settings: Settings) -> None:
    """Raise SettingsError unless only this machine, or a proxy with TLS, can reach the server."""
    if settings.is_safely_reached:
        return
    raise SettingsError(
        N_(
            "Passwords would travel in the open if {host} were served without TLS. Put a proxy with TLS in front and "
            "set LOKALITY_PUBLIC_ADDRESS and LOKALITY_TRUSTED_PROXIES, or set LOKALITY_HOST to 127.0.0.1."
        ),
        host=settings.host,
    )


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


def finish_erasing(running: Application) -> None:
    """Finish what an erasure that was killed left half done, before anybody is in its way."""
    actor, settings = local_actor(running.database), running.settings
    try:
        finish_interrupted_erasing(running.database, actor, settings.data_directory, settings.photo_directory)
    except LokalityError as fault:  # `lokality doctor` goes on telling it
        logger.warning("an erasure could not be finished: %s", fault)


def serve(settings: Settings, announce: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop; `announce` is called once nothing stands in the way of it."""
    if settings.listens_on_loopback:
        require_free_port(settings.host, settings.port)
    app = create_app(settings)
    finish_erasing(running_application())
    announce()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Only the city's own proxy is believed when it says for whom it asks.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        # A socket message may be as large as an upload's part; the ping notices a phone that went away.
        ws_max_size=64 * 1024 * 1024,
    )
