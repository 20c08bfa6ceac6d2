"""An erasure that is killed between its rows and its bytes says so, and is finished later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from dashboard.application import application, install
from dashboard.server import serve
from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased, Forbidden, Message
from geodata.model.people import Actor, Role
from geodata.model.sites import Condition
from geodata.services.account_privacy import erase_account
from geodata.services.city import local_actor
from geodata.services.health import Weight, examine_database
from geodata.services.photos import path_of
from geodata.services.retention import erase
from geodata.services.site_card import site_card
from geodata.services.wiping import finish_interrupted_erasing, left_of_erasing
from geodata.settings import Settings
from geodata.tables import Unwiped
from tests.batches import content_of
from tests.small_city import some_site, worker_of
from tests.storage.test_retention import ALL, LONG_AGO, bytes_of, leave_in_free_room

SECRET = "Zapomenutá pekárna"
# Erases as the command does, and is killed as soon as the rows are gone for good.
KILLED = """
import os, signal, sys
from pathlib import Path
from geodata.database import Database
from geodata.model.retention import RULES, Retention
from geodata.services import retention
from geodata.services.city import local_actor

retention.remove_pictures = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
database, folder = Database(sys.argv[1]), Path(sys.argv[2])
retention.erase(database, local_actor(database), Retention(dict.fromkeys(RULES, 60)), folder, folder / "photos")
"""


@pytest.fixture
def city(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


def old_place(database: Database) -> int:
    actor = local_actor(database)
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, SECRET, condition=Condition.DEMOLISHED)
    some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    return site_id


def killed(url: str, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, url, str(folder)], check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL


def said_of(database: Database) -> list[Message]:
    return [one.what for one in examine_database(database, audit=False) if one.weight is not Weight.FINE]


def by_the_start_of_the_server(database: Database, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("uvicorn.run", lambda *_, **__: None)  # it would serve until told to stop
        patch.setattr("dashboard.server.check_assets", lambda _: None)
        serve(Settings(data_directory=folder, base_map="none", port=0))
    application().database.close()
    install(None)


def by_the_next_erasure(database: Database, folder: Path) -> None:
    assert erase(database, local_actor(database), ALL, folder, folder / "photos").wiped


@pytest.mark.parametrize("finish", [by_the_start_of_the_server, by_the_next_erasure])
def test_a_killed_erasure_is_told_and_finished(
    city: Database, sqlite_url: str, tmp_path: Path, finish: Callable[[Database, Path], None]
) -> None:
    actor, site_id = local_actor(city), old_place(city)
    leave_in_free_room(city, SECRET)
    orphan = path_of(tmp_path / "photos", "ab" + "0" * 62)
    rejected = tmp_path / "rejected" / "x.csv"
    for path in (orphan, rejected):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    os.utime(orphan, (1, 1))
    assert said_of(city) == []
    killed(sqlite_url, tmp_path)

    with pytest.raises(Erased):
        site_card(city, actor, site_id)
    assert any(SECRET.encode() in part for part in bytes_of(tmp_path))
    left = left_of_erasing(city, actor)
    assert left is not None
    assert (left.day, left.by_hand) == (clock.today(), False)
    assert said_of(city) == [left.what]

    finish(city, tmp_path)
    assert not [part for part in bytes_of(tmp_path) if SECRET.encode() in part]
    assert not orphan.exists()
    assert not rejected.exists()
    assert left_of_erasing(city, actor) is None
    assert said_of(city) == []


def test_the_start_of_a_server_with_nothing_to_finish_touches_nothing(city: Database, tmp_path: Path) -> None:
    actor = local_actor(city)
    rejected = tmp_path / "rejected" / "x.csv"
    rejected.parent.mkdir()
    rejected.write_text("odmítnutý řádek")
    before = content_of(city)
    by_the_start_of_the_server(city, tmp_path)
    assert finish_interrupted_erasing(city, actor, tmp_path, tmp_path / "photos")
    assert content_of(city) == before
    assert rejected.exists()


def test_while_somebody_reads_the_erasure_stays_unfinished(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.database.BUSY_TIMEOUT_SECONDS", 0.2)
    city = Database(sqlite_url)
    actor = local_actor(city)
    old_place(city)
    with city.engine.connect() as reading, reading.begin():
        reading.execute(text("SELECT count(*) FROM site"))
        assert not erase(city, actor, ALL, tmp_path, tmp_path / "photos").wiped
        assert left_of_erasing(city, actor) is not None
    assert erase(city, actor, ALL, tmp_path, tmp_path / "photos").counts == {}
    assert left_of_erasing(city, actor) is None
    city.close()


def test_the_erasing_of_an_account_is_finished_too(city: Database, tmp_path: Path) -> None:
    actor = local_actor(city)
    worker = worker_of(city, actor, actor.organisation_id or 0, Role.TERRAIN)
    assert erase_account(city, actor, worker.account_id, tmp_path, tmp_path / "photos")
    assert left_of_erasing(city, actor) is None


def test_only_an_administrator_learns_of_it(database: Database, actor: Actor) -> None:
    coordinator = worker_of(database, actor, actor.organisation_id or 0, Role.COORDINATOR)
    with pytest.raises(Forbidden):
        left_of_erasing(database, coordinator)


def table_files(database: Database) -> list[bytes]:
    """What stands in the files of the tables, once everything is written down."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        directory = connection.execute(text("SHOW data_directory")).scalar_one()
        number = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    return [path.read_bytes() for path in Path(directory, "base", str(number)).iterdir() if path.is_file()]


def rewritten(database: Database, statement: str) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def test_postgis_keeps_the_bytes_until_all_tables_are_written_anew(postgis_url: str, tmp_path: Path) -> None:
    database = Database(postgis_url)
    actor = local_actor(database)
    old_place(database)
    assert erase(database, actor, ALL, tmp_path, tmp_path / "photos").counts
    assert any(SECRET.encode() in part for part in table_files(database))
    for statement in ("VACUUM", "VACUUM FULL site"):
        rewritten(database, statement)
        left = left_of_erasing(database, actor)
        assert left is not None
        assert left.by_hand
        assert said_of(database) == [left.what]
    rewritten(database, "VACUUM FULL")
    assert not [part for part in table_files(database) if SECRET.encode() in part]
    assert left_of_erasing(database, actor) is None
    assert said_of(database) == []
    erase(database, actor, ALL, tmp_path, tmp_path / "photos")
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Unwiped)) == 0
    database.close()
