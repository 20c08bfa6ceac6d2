"""Alembic migrations, run from Python: `upgrade(database)`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import NotSupportedError, ProgrammingError

from geodata.database import Database
from geodata.errors import N_, StorageError


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema, all or nothing. Raises StorageError if it is newer than this program."""
    with database.connect(writing=True) as connection:
        if not database.is_sqlite:
            _require_postgis(connection)
        _refuse_newer(connection)
        command.upgrade(_configuration(connection), "head")
        connection.commit()


def is_current(database: Database) -> bool:
    """Whether the schema is the newest this program knows. Raises StorageError if it is newer."""
    with database.connect() as connection:
        _refuse_newer(connection)
        return _present(connection) == ScriptDirectory.from_config(_configuration(connection)).get_current_head()


def _require_postgis(connection: Connection) -> None:
    try:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
    except (ProgrammingError, NotSupportedError) as fault:
        raise StorageError(
            N_(
                "The database has no PostGIS, and Lokality may not add it. Install PostGIS on the server and let its "
                "administrator run in this database: CREATE EXTENSION postgis"
            )
        ) from fault


def _present(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: Connection) -> None:
    present = _present(connection)
    if present is None:
        return
    try:
        ScriptDirectory.from_config(_configuration(connection)).get_revision(present)
    except CommandError as fault:
        raise StorageError(
            N_("The database was made by a newer Lokality ({revision}). Nothing was changed; update the program."),
            revision=present,
        ) from fault


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent))
    configuration.attributes["connection"] = connection
    return configuration
