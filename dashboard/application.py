"""What one running server is made of: its settings, its database and who works with it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from dashboard.language import set_default_language
from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.migrations import is_current
from geodata.model.people import Actor
from geodata.services.city import local_actor
from geodata.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Application:
    """Built once at start; routes and pages are handed it, none of them reads a setting elsewhere."""

    settings: Settings
    database: Database
    actor: Actor  # whoever sits at this machine, until sign-in exists


_lock = Lock()
_installed: Application | None = None


def install(application: Application | None) -> None:
    """Make this the application of the process; `None` forgets it (tests)."""
    global _installed
    with _lock:
        _installed = application


def application() -> Application:
    """The application of the process, opened from the settings when no server has installed one."""
    global _installed
    with _lock:
        if _installed is None:
            _installed = open_application(read_settings())
        return _installed


def open_application(settings: Settings) -> Application:
    """Open the database the settings name. Raises StorageError with what to do if it cannot be used."""
    set_default_language(settings.language)
    database = Database(settings.database)
    if database.file is not None and not database.file.exists():
        raise StorageError(
            N_("There is no database at {file} yet. Make one with `lokality demo` or `lokality load FILE`."),
            file=str(database.file),
        )
    if not is_current(database):
        raise StorageError(N_("The database is older than this program. Run `lokality migrate`, then start again."))
    return Application(settings=settings, database=database, actor=local_actor(database))
