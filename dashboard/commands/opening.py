"""Opening what the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from geodata.errors import N_, StorageError
from geodata.settings import Settings, read_settings

if TYPE_CHECKING:
    from geodata.database import Database
    from geodata.model.people import Actor

Known = TypeVar("Known")


@contextmanager
def opened_database(settings: Settings | None = None) -> Iterator[Database]:
    """The database of this installation. Raises StorageError with what to do if there is none or it is an old one."""
    from geodata.database import Database
    from geodata.migrations import is_current

    database = Database((settings or read_settings()).database)
    try:
        if database.file is not None and not database.file.exists():
            raise StorageError(
                N_(
                    "There is no database at {file} yet. Make one with `lokality demo`, or your own with "
                    "`lokality serve --city NAME`."
                ),
                file=str(database.file),
            )
        if not is_current(database):
            raise StorageError(N_("The database is older than this program. Run `lokality migrate`, then start again."))
        yield database
    finally:
        database.close()


def known_here(read: Callable[[Database, Actor], Known]) -> Known | None:
    """What `read` finds in the database of this installation; None where none was made yet.

    Raises StorageError, as `opened_database` does, for one that cannot be opened.
    """
    from geodata.database import Database
    from geodata.services.city import local_actor

    settings = read_settings()
    place = Database(settings.database)
    file = place.file
    place.close()
    if file is not None and not file.exists():
        return None
    with opened_database(settings) as database:
        return read(database, local_actor(database))


@contextmanager
def made_database(settings: Settings | None = None) -> Iterator[Database]:
    """The database of this installation with the newest schema; made where there is none yet."""
    from geodata.database import Database
    from geodata.migrations import upgrade

    database = Database((settings or read_settings()).database)
    try:
        if database.file is not None:
            database.file.parent.mkdir(parents=True, exist_ok=True)
        upgrade(database)
        yield database
    finally:
        database.close()
