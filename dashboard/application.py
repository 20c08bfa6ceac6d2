"""What one running server is made of: its settings, its database and the door people come in through."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from dashboard.door import Door
from dashboard.language import set_default_language
from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.migrations import is_current
from geodata.services.city import local_actor
from geodata.services.demo_accounts import is_demo
from geodata.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Application:
    """Built once at start; routes and pages are handed it, none of them reads a setting elsewhere."""

    settings: Settings
    database: Database
    door: Door

    @property
    def is_demo(self) -> bool:
        """Whether strangers may walk in: all cities are invented, and only this machine can reach them."""
        within = self.settings.listens_on_loopback and not self.settings.public_address
        return within and is_demo(self.database)


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
            N_(
                "There is no database at {file} yet. Make one with `lokality demo`, or your own with "
                "`lokality serve --city NAME`."
            ),
            file=str(database.file),
        )
    if not is_current(database):
        raise StorageError(N_("The database is older than this program. Run `lokality migrate`, then start again."))
    local_actor(database)  # raises where no city was founded yet
    return Application(settings=settings, database=database, door=Door(database))
