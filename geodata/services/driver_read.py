"""Short questions put to the database driver itself.

Every tile asks whether the data moved on, and a session with its transaction costs more (0.2 ms) than most tiles do.
"""

from __future__ import annotations

from typing import Any

from geodata.database import Database
from geodata.unit_of_work import data_version


def driver_rows(database: Database, statement: str, *numbers: int) -> list[Any]:
    """The rows of a reading statement of our own, with `?` for each of the numbers; values as the driver gives them."""
    if not database.is_sqlite:
        statement = statement.replace("?", "%s")
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(statement, numbers)
        return list(cursor.fetchall())
    finally:
        connection.close()


def current_version(database: Database, layer: str) -> int:
    """The version of `layer` as committed; 0 before its first change."""
    try:
        versions = dict(driver_rows(database, "SELECT layer, version FROM data_version"))
    except database.engine.dialect.loaded_dbapi.Error:
        with database.read() as session:  # fails in the same way, but with a sentence
            return data_version(session, layer)
    return int(versions.get(layer, 0))
