"""Whether a database is fit for work: reachable, migrated, writable, sound; and the clock beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database, storage_fault
from geodata.errors import N_, LokalityError, Message
from geodata.migrations import is_current
from geodata.model.people import Actor
from geodata.services.audit import chain_length, check_chain
from geodata.services.wiping import left_in
from geodata.tables import Audit, DataVersion

MEBIBYTE = 1024 * 1024
POSTGIS_AT_LEAST = (3, 1)
# A program of this version was not made before; a clock that says so has lost its battery.
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
_CLOCKS_APART_AT_MOST = timedelta(minutes=5)
_NOBODY = Actor(account_id=0, name="doctor", municipality_id=0, organisation_id=None)


class Weight(Enum):
    """How much a finding matters."""

    FINE = auto()
    NOTE = auto()
    FAULT = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what helps where something is to be done."""

    weight: Weight
    what: Message
    mending: Message | None = None


def fine(what: str | Message) -> Finding:
    """As it should be."""
    return Finding(Weight.FINE, _message(what))


def note(what: str | Message, mending: str) -> Finding:
    """Not yet as it will be."""
    return Finding(Weight.NOTE, _message(what), Message(mending))


def fault(what: str | Message, mending: str) -> Finding:
    """To be mended."""
    return Finding(Weight.FAULT, _message(what), Message(mending))


def _message(what: str | Message) -> Message:
    return what if isinstance(what, Message) else Message(what)


def examine_database(database: Database, *, audit: bool) -> Iterator[Finding]:
    """All findings about a database that is there; `audit` reads the whole chain too."""
    try:
        current = is_current(database)
    except LokalityError as error:
        yield Finding(Weight.FAULT, error.message)
        return
    except DBAPIError as error:
        yield Finding(Weight.FAULT, _said(error))
        return
    if not current:
        yield fault(N_("The database is older than this program."), N_("Run: lokality migrate"))
        return
    yield fine(N_("The database answers and has the newest schema."))
    try:
        yield from _examine(database)
        if audit:
            yield _chain(database)
    except LokalityError as error:
        yield Finding(Weight.FAULT, error.message)


def _said(error: DBAPIError) -> Message:
    try:
        return storage_fault(error).message
    except DBAPIError:
        return Message(N_("The database answers in a way nobody foresaw: {reason}."), {"reason": str(error.orig)})


def _examine(database: Database) -> Iterator[Finding]:
    with database.write(_NOBODY) as work:  # never committed
        work.session.add(DataVersion(layer="doctor", version=1))
        work.session.flush()
    yield fine(N_("The database may be written to."))
    with database.read() as session:
        if database.is_sqlite:
            yield _soundness(session)
        else:
            yield _postgis(session)
        yield _clock(session, database.is_sqlite)
        left = left_in(session)
        if left is not None:
            yield Finding(Weight.NOTE, left.what, left.mending)


def _soundness(session: Session) -> Finding:
    if session.scalar(text("PRAGMA quick_check(1)")) == "ok":
        return fine(N_("The database file is sound."))
    return fault(N_("The database file is damaged."), N_("Restore the last backup: lokality restore FILE --force"))


def _postgis(session: Session) -> Finding:
    version = str(session.scalar(text("SELECT postgis_lib_version()")))
    told = Message(N_("PostGIS {version}."), {"version": version})
    if tuple(int(part) for part in version.split(".")[:2]) < POSTGIS_AT_LEAST:
        return fault(told, N_("PostGIS 3.1 or newer is needed: update it on the server."))
    return fine(told)


def _clock(session: Session, is_sqlite: bool) -> Finding:
    now = clock.now()
    last = session.scalar(select(func.max(Audit.recorded_at)))
    if now < _EARLIEST or (last is not None and last > now + _CLOCKS_APART_AT_MOST):
        return fault(
            N_("The clock of this machine stands before what was recorded already."), N_("Set the clock (NTP).")
        )
    if not is_sqlite:
        theirs = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        if abs(theirs - now) > _CLOCKS_APART_AT_MOST:
            return fault(
                N_("The clocks of this machine and of the database server are minutes apart."),
                N_("Set both clocks (NTP)."),
            )
    return fine(N_("The clock is right, as far as one can tell."))


def _chain(database: Database) -> Finding:
    broken = check_chain(database)
    if broken is None:
        return fine(Message(N_("The audit chain holds, {count} entries."), {"count": chain_length(database)}))
    return fault(
        Message(
            N_("The audit chain is broken at entry {id}: somebody changed the database past Lokality."),
            {"id": broken.id},
        ),
        N_("Keep this database as it is, find out who did it, and compare with a backup."),
    )
