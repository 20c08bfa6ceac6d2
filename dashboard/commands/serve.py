"""`lokality serve`"""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.commands.failures import start_log
from dashboard.commands.speech import say
from dashboard.language import _
from geodata.errors import N_
from geodata.settings import Settings, read_settings

HELP = N_("Serve the dashboard to this machine's browser.")


def serve(
    host: Annotated[str | None, typer.Option(help=N_("Address to listen on; this machine's own."))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=N_("Port to listen on."))] = None,
) -> None:
    """Serve until Ctrl+C."""
    from dashboard.server import serve as serve_dashboard

    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = read_settings().model_copy(update=chosen)
    start_log()
    serve_dashboard(settings, announce=lambda: _say_address(settings))


def _say_address(settings: Settings) -> None:
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    say(_("Lokality: http://{host}:{port} (end with Ctrl+C)").format(host=shown, port=settings.port))
