"""`lokality serve`"""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.commands.failures import start_log
from dashboard.commands.founding import CITY_HELP, found_where_nothing_is
from dashboard.commands.speech import complain, say
from dashboard.language import _, translate
from geodata.errors import N_
from geodata.settings import Settings, passed_over, read_settings

HELP = N_("Serve the dashboard to this machine's browser.")


def serve(
    host: Annotated[str | None, typer.Option(help=N_("Address to listen on; this machine's own."))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=N_("Port to listen on."))] = None,
    city: Annotated[str | None, typer.Option(metavar="NAME", help=CITY_HELP)] = None,
) -> None:
    """Serve until Ctrl+C."""
    from dashboard.server import serve as serve_dashboard

    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = read_settings().model_copy(update=chosen)
    start_log()
    for message in passed_over():
        complain(translate(message))
    found_where_nothing_is(settings, city)
    serve_dashboard(settings, announce=lambda: _announce(settings))


def _announce(settings: Settings) -> None:
    """Where it is served; and, where nobody can get in yet, the way in for the first administrator."""
    from dashboard.application import application
    from dashboard.commands.user import say_link
    from geodata.services.one_time_links import first_admin_link, nobody_can_sign_in

    _say_address(settings)
    running = application()
    if not running.is_demo and nobody_can_sign_in(running.database):
        say(_("Nobody can sign in yet. The first administrator begins here:"))
        say_link(settings, first_admin_link(running.database))


def _say_address(settings: Settings) -> None:
    if settings.public_address:
        say(_("Lokality: {address} (end with Ctrl+C)").format(address=settings.public_address))
        return
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(_("Lokality: http://{host}:{port} (end with Ctrl+C)").format(host=shown, port=settings.port))
