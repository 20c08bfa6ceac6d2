"""A change is whole or not at all, is in the audit chain, and never overwrites another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from geodata.database import CACHE_KIBIBYTES, Database, widen_cache
from geodata.errors import StorageError
from geodata.model.people import Actor, OrganisationKind
from geodata.services.city import local_actor
from geodata.tables import Audit, Municipality, Organisation
from geodata.unit_of_work import FIRST_HASH, audit_hash, data_version
from tests.audited import whole_detail
from tests.batches import content_of

THREADS = 8


def organisation(actor: Actor, name: str = "Městská policie") -> Organisation:
    return Organisation(
        municipality_id=actor.municipality_id, name=name, short_name=name, kind=OrganisationKind.MUNICIPAL_POLICE
    )


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What `work(number)` gives in eight threads that start together; a fault in one is raised."""
    start = Barrier(THREADS)

    def run(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, range(THREADS)))


def test_a_forgotten_commit_leaves_nothing(database: Database, actor: Actor) -> None:
    before = content_of(database)
    with database.write(actor) as work:
        work.session.add(organisation(actor))
        work.session.flush()
        work.version_of("sites")
        work.audit("add", "organisation", 1)
    assert content_of(database) == before


def test_a_fault_on_the_way_leaves_nothing(database: Database, actor: Actor) -> None:
    def failing() -> None:
        with database.write(actor) as work:
            work.session.add(organisation(actor))
            work.session.flush()
            raise ZeroDivisionError

    before = content_of(database)
    with pytest.raises(ZeroDivisionError):
        failing()
    assert content_of(database) == before


def test_a_reading_session_keeps_nothing(database: Database, actor: Actor) -> None:
    before = content_of(database)
    with database.read() as session:
        session.add(organisation(actor))
        session.flush()
    assert content_of(database) == before


def test_the_version_of_a_layer_counts_once_a_change(database: Database, actor: Actor) -> None:
    for wanted in (1, 2):
        with database.write(actor) as work:
            assert [work.version_of("sites") for _ in range(3)] == [wanted] * 3
            assert work.version_of("outlines") == wanted
            work.commit()
    with database.read() as session:
        assert (data_version(session, "sites"), data_version(session, "services")) == (2, 0)


def test_every_audit_entry_carries_the_hash_of_the_one_before(database: Database, actor: Actor) -> None:
    # Numbers and letters that a database might write down in another way than it was given.
    details: list[dict[str, Any]] = [
        {"name": "Řehořova „Lípa“", "note": None, "list": [1, 2.0, 0.1], "deep": {"b": 1, "a": True}},
        {"longitude": 14.0, "latitude": 50.66000000000001, "small": 1e-7, "large": 12345678901234567890},
        {"zero": -0.0, "huge": 1e22},
        {},
    ]
    for detail in details:
        with database.write(actor) as work:
            work.audit("first", "site", 1, detail)
            work.audit("second", "site", 2, detail)
            work.commit()
    with database.read() as session:
        entries = session.scalars(select(Audit).order_by(Audit.id)).all()
    previous = FIRST_HASH
    for entry in entries:
        assert entry.previous_hash == previous
        assert entry.hash == audit_hash(entry)
        previous = entry.hash
    assert len(entries) > len(details)


def test_many_writers_at_once_lose_nothing(database: Database, actor: Actor) -> None:
    with database.read() as session:
        audited = session.scalar(select(func.count()).select_from(Audit)) or 0

    def write(number: int) -> list[int]:
        made = []
        for step in range(5):
            with database.write(actor) as work:
                made.append(work.version_of("sites"))
                work.session.add(organisation(actor, f"Org {number}-{step}"))
                work.audit("add", "organisation", None, {"number": number, "step": step})
                work.commit()
        return made

    versions = [version for made in at_once(write) for version in made]
    assert sorted(versions) == list(range(1, 5 * THREADS + 1))
    with database.read() as session:
        entries = session.scalars(select(Audit).order_by(Audit.id)).all()
        assert session.scalar(select(func.count()).select_from(Organisation)) == 5 * THREADS + 1
    assert len(entries) == audited + 5 * THREADS
    assert all(after.previous_hash == before.hash for before, after in pairwise(entries))


@pytest.fixture
def sqlite(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A SQLite database that waits for others no longer than a moment."""
    monkeypatch.setattr("geodata.database.BUSY_TIMEOUT_SECONDS", 0.05)
    database = Database(sqlite_url)
    yield database
    database.close()


def test_a_database_that_others_hold_for_too_long_says_so(sqlite: Database) -> None:
    actor = local_actor(sqlite)

    def change() -> None:
        with sqlite.write(actor) as work:
            work.version_of("sites")

    with sqlite.write(actor) as work:
        work.version_of("sites")
        with pytest.raises(StorageError, match="busy"):
            change()
    change()


def test_a_full_disk_says_so_and_leaves_nothing(sqlite: Database) -> None:
    actor = local_actor(sqlite)

    def fill() -> None:
        with sqlite.write(actor) as work:
            connection = work.session.connection()
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            work.session.add_all(organisation(actor, f"{number} " + "x" * 4_000) for number in range(200))
            work.commit()

    before = content_of(sqlite)
    with pytest.raises(StorageError, match="disk is full"):
        fill()
    assert content_of(sqlite) == before


def test_a_database_that_may_only_be_read_says_so(sqlite: Database) -> None:
    actor = local_actor(sqlite)

    def change() -> None:
        with sqlite.write(actor) as work:
            work.session.connection().exec_driver_sql("PRAGMA query_only = ON")
            work.version_of("sites")

    with pytest.raises(StorageError, match="only be read"):
        change()


def test_words_of_a_record_are_not_taken_for_the_reason_of_a_fault(database: Database, actor: Actor) -> None:
    # PostgreSQL quotes the record in its fault, and "full", "locked" and "busy" are words of records too.
    def add() -> None:
        with database.write(actor) as work:
            work.session.add(Municipality(code="full locked busy readonly", name="Zkušebnov"))
            work.commit()

    add()
    with pytest.raises(IntegrityError):
        add()


def test_what_no_database_can_keep_is_left_out(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        work.session.add(organisation(actor, "Měst\x00ská \ud83dpolicie"))
        work.audit(
            "add", "organisation", None, {"na\x00me": "a\x00b\udc00", "number": float("nan"), "deep": [{"x": "\x00"}]}
        )
        work.commit()
    with database.read() as session:
        assert session.scalars(select(Organisation.name).order_by(Organisation.id.desc())).first() == "Městská policie"
        entry = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert entry is not None
    assert whole_detail(database, entry) == {"name": "ab", "number": None, "deep": [{"x": ""}]}
    assert entry.hash == audit_hash(entry)


def test_the_wide_cache_of_a_load_is_given_back(sqlite: Database) -> None:
    def cache_size() -> int:
        with sqlite.read() as session:
            return int(session.execute(text("PRAGMA cache_size")).scalar_one())

    with sqlite.write(local_actor(sqlite)) as work:
        widen_cache(work.session, 200_000)
        assert work.session.execute(text("PRAGMA cache_size")).scalar_one() == -200_000
    assert cache_size() == -CACHE_KIBIBYTES
