"""One database, SQLite or PostGIS: engine, reading sessions and units of work.

A unit of work that is left without `commit()` is rolled back. On SQLite every write begins with BEGIN IMMEDIATE: the
deferred default loses updates or answers "database is locked".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry

from geodata.errors import N_, LokalityError, StaleEdit, StorageError
from geodata.model.people import Actor
from geodata.storable import as_json
from geodata.unit_of_work import UnitOfWork
from geodata.write_queue import queue_of

BUSY_TIMEOUT_SECONDS = 30  # measured: 32 writers at once wait 55 ms at p95; a backup or a large load takes longer
READERS_BESIDE_WRITERS = 60  # connections: writers that wait for each other must not leave readers without one
# PostgreSQL lets the waiting write in the order in which they came, the pool does not; a server takes 100 by default.
CONNECTIONS_TO_A_SERVER = 60
CACHE_KIBIBYTES = 4_000  # of each SQLite connection: memory must not follow the data, and the system keeps pages too
_WRITING = "lokality_writing"
_WIDE = "lokality_wide_cache"
_TURN = "lokality_turn_to_write"


class Database:
    """Opens sessions on one database address (`sqlite:///…` or `postgresql+psycopg://…`)."""

    def __init__(self, url: str) -> None:
        try:
            address = make_url(url)
        except ArgumentError as fault:
            raise _not_understood() from fault
        if address.get_backend_name() not in {"sqlite", "postgresql"}:
            raise StorageError(
                N_("{kind} is not a database Lokality works on: use SQLite or PostgreSQL with PostGIS."),
                kind=address.get_backend_name(),
            )
        self.url = url
        self.is_sqlite = address.get_backend_name() == "sqlite"
        try:
            self.engine = (
                _sqlite_engine(url)
                if self.is_sqlite
                else create_engine(
                    url, pool_pre_ping=True, json_serializer=as_json, max_overflow=CONNECTIONS_TO_A_SERVER
                )
            )
        except (NoSuchModuleError, ImportError) as fault:
            raise _not_understood() from fault
        self._writing_engine = self.engine.execution_options(**{_WRITING: True})

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for a server."""
        name = make_url(self.url).database
        return Path(name) if self.is_sqlite and name else None

    @contextmanager
    def connect(self, *, writing: bool = False) -> Iterator[Connection]:
        """A plain connection, for the schema; what was written is rolled back unless it was committed."""
        engine = self._writing_engine if writing else self.engine
        with _faults_as_sentences(), engine.connect() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; whatever it changes is rolled back."""
        with _faults_as_sentences(), Session(self.engine) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session for reading whose answers are all of one moment, however many are asked."""
        with self.read() as session:
            if not self.is_sqlite:  # SQLite keeps to the moment of the first answer by itself
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @contextmanager
    def write(self, actor: Actor) -> Iterator[UnitOfWork]:
        """A unit of work on behalf of `actor`; rolled back unless `commit()` was called."""
        with (
            _faults_as_sentences(),
            Session(self._writing_engine, expire_on_commit=False) as session,
        ):
            yield UnitOfWork(session, actor)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _not_understood() -> StorageError:
    return StorageError(
        N_("The database address cannot be understood. It looks like {example}."),
        example="postgresql+psycopg://user:password@server/lokality",
    )


def _sqlite_engine(url: str) -> Engine:
    name = make_url(url).database
    in_a_file = name not in {None, "", ":memory:"}  # one in memory has a pool without such a limit
    queue = queue_of(str(Path(name).resolve()) if name and in_a_file else None)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        json_serializer=as_json,
        **({"max_overflow": READERS_BESIDE_WRITERS} if in_a_file else {}),
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's "begin" below starts transactions, not the driver
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only forgotten
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")

    @event.listens_for(engine, "checkin")
    def _give_back(connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
        if record.info.pop(_TURN, False):
            queue.leave()
        if record.info.pop(_WIDE, False) and connection is not None:
            connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING, False)
        if writing and _TURN not in connection.info:
            if not queue.enter(BUSY_TIMEOUT_SECONDS):
                raise _busy()
            connection.info[_TURN] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def widen_cache(session: Session, kibibytes: int) -> None:
    """Let the SQLite connection of this session keep more pages in memory until it is given back."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.info[_WIDE] = True
        connection.exec_driver_sql(f"PRAGMA cache_size=-{kibibytes}")


@contextmanager
def _faults_as_sentences() -> Iterator[None]:
    try:
        yield
    except StaleDataError as fault:
        raise StaleEdit("record", 0) from fault
    except DBAPIError as fault:
        raise storage_fault(fault) from fault
    except PoolTimeout as fault:
        raise _busy() from fault


def _busy() -> StorageError:
    return StorageError(N_("The database is busy with another change. Nothing was changed; try again in a minute."))


# SQLite says "disk I/O error" when it has no room left for its own journal.
_DISK_FULL = ("full", "no space", "disk i/o")


def disk_full() -> StorageError:
    """The sentence for a disk that takes no more."""
    return StorageError(N_("The disk is full. Nothing of this change was kept; make room and do it again."))


def storage_fault(fault: DBAPIError) -> LokalityError:
    """The sentence for a fault of the database that a person can act upon; others are raised as they are."""
    if isinstance(fault, IntegrityError | DataError | ProgrammingError):
        raise fault  # a slip of ours; PostgreSQL quotes the record in it, whose words must not be taken for a reason
    reason = str(fault.orig).lower()
    if "locked" in reason or "busy" in reason or "deadlock" in reason:
        return _busy()
    if any(said in reason for said in _DISK_FULL):
        return disk_full()
    if "readonly" in reason or "read-only" in reason:
        return StorageError(N_("The database may only be read. Allow Lokality to write to its data directory."))
    if "not a database" in reason or "malformed" in reason:
        return StorageError(N_("The database file is damaged. Restore the last backup: lokality restore FILE."))
    if "unable to open" in reason:
        return StorageError(N_("The database file cannot be opened. Check the setting data_directory."))
    if isinstance(fault, OperationalError) and not isinstance(fault.orig, sqlite3.Error):
        return StorageError(
            N_("The database does not answer. Check that it runs and that LOKALITY_DATABASE_URL is right.")
        )
    raise fault
