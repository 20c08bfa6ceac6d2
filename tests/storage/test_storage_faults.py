"""A database that is missing, newer, locked, damaged, read-only or full: one sentence, and nothing half done."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

import geodata.database
from geodata import clock
from geodata.database import Database
from geodata.errors import StorageError
from geodata.migrations import is_current, upgrade
from geodata.model.people import Actor, OrganisationKind
from geodata.model.sites import SiteKind
from geodata.services.audit import check_chain
from geodata.services.city import found_city, local_actor
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.tables import Audit, Organisation, Site


def a_site(number: int = 0) -> NewSite:
    """Any place, seen today."""
    seen = NewObservation(clock.today(), note="x" * 500)
    return NewSite(SiteKind.OTHER, 13.84, 49.70, seen, name=f"Zkouška {number}")


def file_of(database: Database) -> Path:
    """The file of an SQLite database."""
    assert database.file is not None
    return database.file


@pytest.fixture
def sqlite(sqlite_url: str) -> Database:
    """A fresh SQLite database with an empty city."""
    return Database(sqlite_url)


def test_a_database_without_a_city_says_how_to_make_one(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    upgrade(database)
    with pytest.raises(StorageError, match="lokality demo"):
        local_actor(database)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'lokality.db'}")
    with pytest.raises(StorageError, match="cannot be opened"):
        local_actor(database)


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "oracle+oracledb://x"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(StorageError):
        Database(url)


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    database = Database(database_url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer"):
        upgrade(database)
    with pytest.raises(StorageError, match="newer"):
        is_current(database)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
    database.close()


def test_a_locked_database_says_so_and_changes_nothing(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geodata.database, "BUSY_TIMEOUT_SECONDS", 0.1)
    database = Database(sqlite_url)
    actor = local_actor(database)
    with closing(sqlite3.connect(file_of(database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="busy"):
            log_site(database, actor, a_site())
        other.execute("ROLLBACK")
    assert log_site(database, actor, a_site()) > 0


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "lokality.db"
    path.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StorageError, match="damaged"):
        local_actor(Database(f"sqlite:///{path}"))


def test_a_damaged_page_is_a_sentence(sqlite: Database) -> None:
    actor = local_actor(sqlite)
    for number in range(30):
        log_site(sqlite, actor, a_site(number))
    sqlite.close()
    path = file_of(sqlite)
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    with pytest.raises(StorageError, match="damaged"):
        local_actor(Database(f"sqlite:///{path}"))


def test_a_database_that_may_only_be_read_is_a_sentence(sqlite: Database) -> None:
    actor = local_actor(sqlite)
    sqlite.close()

    @event.listens_for(sqlite.engine, "connect")
    def _only_reading(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    with pytest.raises(StorageError, match="only be read"):
        log_site(sqlite, actor, a_site())


def test_a_full_disk_keeps_nothing_of_the_change_and_all_that_was_before(sqlite: Database) -> None:
    actor = local_actor(sqlite)
    kept = log_site(sqlite, actor, a_site())
    sqlite.close()

    @event.listens_for(sqlite.engine, "connect")
    def _little_room(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 4}")

    acknowledged = [kept]
    with pytest.raises(StorageError, match="full"):  # noqa: PT012 - the disk fills up at some number of places
        for number in range(1, 500):
            acknowledged.append(log_site(sqlite, actor, a_site(number)))
    sqlite.close()
    again = Database(sqlite.url)
    with again.read() as session:
        assert session.scalars(select(Site.id).order_by(Site.id)).all() == acknowledged
        logged = select(func.count()).where(Audit.subject == "site")
        assert session.scalar(logged) == len(acknowledged)
    assert check_chain(again) is None
    assert log_site(again, actor, a_site()) > 0


def test_a_server_that_does_not_answer_is_a_sentence() -> None:
    database = Database("postgresql+psycopg://lokality@127.0.0.1:1/nothing")
    with pytest.raises(StorageError, match="does not answer"):
        local_actor(database)


def test_what_is_not_committed_is_gone(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        work.session.add(Organisation(municipality_id=1, name="Nikdo", short_name="Nikdo", kind=OrganisationKind.OTHER))
        work.audit("add", "organisation", None)
        work.session.flush()
    with database.read() as session:
        assert session.scalar(select(func.count()).where(Organisation.name == "Nikdo")) == 0
        assert session.scalar(select(func.count()).where(Audit.subject == "organisation")) == 0


def test_founding_twice_at_once_founds_one_city(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(database)
    actors: list[Actor] = []
    threads = [
        threading.Thread(target=lambda: actors.append(found_city(database, code="1", name="Město"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({actor.municipality_id for actor in actors}) == 1
