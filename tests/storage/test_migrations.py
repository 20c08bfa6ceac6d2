"""The schema: what migrations make is what the tables say, on both databases, and never goes back."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geodata.database import Database
from geodata.errors import StorageError
from geodata.migrations import is_current, upgrade
from geodata.model.people import Actor
from geodata.services.city import found_city, local_actor
from geodata.tables import Base
from tests.batches import content_of
from tests.postgis import PostgisServer, free_port
from tests.small_city import some_site

# Kept by SQLite's R*Tree and by PostGIS, not by us.
FOREIGN_TABLES = ("outline_box", "spatial_ref_sys")


def ours(name: str | None, kind: str, _parents: Any) -> bool:
    return kind != "table" or not (name or "").startswith(FOREIGN_TABLES)


def here(database: Database) -> Callable[..., bool]:
    """What belongs into this kind of database: SQLite finds outlines by its R*Tree, not by an index of the column."""

    def belongs(_object: Any, name: str | None, kind: str, *_: Any) -> bool:
        return not (database.is_sqlite and kind == "index" and (name or "").endswith("_outline"))

    return belongs


def test_the_migrated_schema_is_the_one_that_the_tables_describe(database: Database) -> None:
    with database.engine.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy does not know the type geometry
        opts = {"include_name": ours, "include_object": here(database), "compare_type": True}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(database: Database, actor: Actor) -> None:
    some_site(database, actor)
    before = content_of(database)
    upgrade(database)
    upgrade(database)
    assert is_current(database)
    assert content_of(database) == before


def test_founding_a_city_again_gives_the_actor_of_the_one_that_is_there(database: Database, actor: Actor) -> None:
    assert found_city(database, code="1", name="Jinde") == actor == local_actor(database)


def test_a_database_of_a_newer_program_is_left_alone_and_says_so(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for step in (upgrade, is_current):
        with pytest.raises(StorageError, match="newer Lokality"):
            step(database)


def test_a_database_that_was_never_migrated_is_not_current(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    assert not is_current(database)
    database.close()


def test_a_city_is_asked_for_where_there_is_none(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(database)
    with pytest.raises(StorageError, match="lokality demo"):
        local_actor(database)
    database.close()


def test_the_database_itself_refuses_to_change_the_audit(database: Database, actor: Actor) -> None:
    some_site(database, actor)
    before = content_of(database)["audit"]
    statements = ["UPDATE audit SET action = 'nothing'", "DELETE FROM audit"]
    if not database.is_sqlite:
        statements.append("TRUNCATE audit")
    for statement in statements:
        with pytest.raises(DBAPIError, match="cannot be"), database.engine.begin() as connection:
            connection.execute(text(statement))
    assert content_of(database)["audit"] == before


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "lokality.db"
    path.write_bytes(b"This is a letter, not a database. " * 100)
    for step in (upgrade, is_current, local_actor):
        database = Database(f"sqlite:///{path}")
        with pytest.raises(StorageError, match="damaged"):
            step(database)
        database.close()


def test_a_directory_that_does_not_exist_is_said_in_one_sentence(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'lokality.db'}")
    for step in (upgrade, is_current, local_actor):
        with pytest.raises(StorageError, match="data_directory"):
            step(database)
    database.close()


def test_a_server_that_does_not_answer_is_said_in_one_sentence() -> None:
    database = Database(f"postgresql+psycopg://lokality@127.0.0.1:{free_port()}/lokality")
    for step in (upgrade, is_current, local_actor):
        with pytest.raises(StorageError, match="does not answer"):
            step(database)
    database.close()


@pytest.mark.parametrize("url", ["lokality.db", "mysql://server/lokality", "postgresql+psycopg2://", "sqlite+x:///a"])
def test_an_address_that_is_none_is_said_in_one_sentence(url: str) -> None:
    with pytest.raises(StorageError):
        Database(url)


def test_a_server_without_leave_to_add_postgis_says_what_to_do_postgis(postgis_server: PostgisServer) -> None:
    postgis_server.execute("CREATE ROLE newcomer LOGIN")
    postgis_server.execute("CREATE DATABASE newcomers OWNER newcomer")
    database = Database(postgis_server.url("newcomers").replace("//lokality@", "//newcomer@"))
    with pytest.raises(StorageError, match="PostGIS"):
        upgrade(database)
    database.close()
    postgis_server.execute("DROP DATABASE newcomers")
    postgis_server.execute("DROP ROLE newcomer")
