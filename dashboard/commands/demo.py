"""`lokality demo`"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from dashboard.commands.opening import made_database
from dashboard.commands.progress import shown_progress
from dashboard.commands.speech import say
from dashboard.language import _
from geodata import clock
from geodata.errors import N_
from geodata.settings import read_settings

HELP = N_("Make the demo city: invented, and it says so. Needs an empty database.")


def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help=N_("Do nothing where a city is already there, and call it well done."))
    ] = False,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help=N_("The day the city stands on (today)."))
    ] = None,
) -> None:
    """Build the demo city for the present day."""
    from geodata.demo import build_demo, has_city

    settings = read_settings()
    with made_database(settings) as database:
        if if_empty and has_city(database):
            say(_("A city is there already."))
            return
        with shown_progress(_("Building the demo city")) as report:
            build_demo(
                database,
                today=day.date() if day else clock.today(),
                photo_directory=settings.photo_directory,
                progress=report,
            )
    say(_("The demo city Vzorov is ready. See it with: lokality serve"))
