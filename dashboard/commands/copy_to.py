"""`lokality copy-to`"""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.commands.opening import opened_database
from dashboard.commands.progress import shown_progress
from dashboard.commands.speech import say
from dashboard.formats import number
from dashboard.language import _
from geodata.errors import N_

HELP = N_("Copy everything into another, empty database: SQLite to PostGIS, or back.")


def copy_to(
    url: Annotated[
        str, typer.Argument(help=N_("postgresql+psycopg://user:password@server/lokality or sqlite:///FILE"))
    ],
) -> None:
    """Copy, count and check the audit chain."""
    from geodata.database import Database
    from geodata.transfer import copy_to as copy_everything

    target = Database(url)
    try:
        with opened_database() as source, shown_progress(_("Copying")) as report:
            counts = copy_everything(source, target, report)
    finally:
        target.close()
    say(
        _("{count} rows of {tables} tables copied and checked. Work with the copy by LOKALITY_DATABASE_URL.").format(
            count=number(sum(counts.values())), tables=len(counts)
        )
    )
    photos = counts.get("photo", 0)
    if photos:
        say(_("The photos stay in the data directory; keep it."))
