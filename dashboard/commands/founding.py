"""A city of one's own begins with its name: given as an option, or asked for where somebody sits at the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from dashboard.commands.opening import made_database
from dashboard.commands.speech import complain, say
from dashboard.language import _
from geodata.errors import N_
from geodata.settings import Settings

if TYPE_CHECKING:
    from geodata.database import Database
    from geodata.model.people import Actor

CITY_HELP = N_("Name of the city; it is founded where there is none yet.")
_CODE = "000000"
_UNNAMED = "Město"


def found_where_nothing_is(settings: Settings, name: str | None) -> None:
    """Found the city before the command goes on: under the name, or where there is no database and somebody to ask."""
    if name is None and not (sys.stdin.isatty() and _is_nothing_there(settings)):
        return
    with made_database(settings) as database:
        founded(database, name)


def founded(database: Database, name: str | None) -> Actor:
    """The actor at this machine: of the city that is here, or of one founded now. A name can also be given later."""
    from geodata.services.city import city_name, found_city, is_founded, local_actor

    if is_founded(database):
        actor = local_actor(database)
        present, _is_fictional = city_name(database, actor)
        if name is not None and name != present:
            complain(_("The city here is called {name}. Rename it on the page Administration.").format(name=present))
        return actor
    if name is None and sys.stdin.isatty():
        name = typer.prompt(_("There is no city here yet. What is yours called"))
    actor = found_city(database, code=_CODE, name=_UNNAMED if name is None else name)
    if name is None:
        say(_("A city is founded. Give it its own name on the page Administration."))
    else:
        say(_("The city {name} is founded.").format(name=city_name(database, actor)[0]))
    return actor


def _is_nothing_there(settings: Settings) -> bool:
    from geodata.database import Database

    database = Database(settings.database)
    try:
        return database.file is not None and not database.file.exists()
    finally:
        database.close()
