"""Finishing an erasure: the files beside the database, then the bytes of the rows. A killed one is finished later.

That something is left to be done is a row, written in the transaction that erases and removed when it is done.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geodata import clock
from geodata.bulk import is_sqlite
from geodata.database import Database
from geodata.errors import N_, LokalityError, Message
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.erasing import remove_orphaned_pictures, remove_rejected_files, wipe
from geodata.tables import Base, Unwiped
from geodata.unit_of_work import UnitOfWork

logger = logging.getLogger("lokality.wiping")

_FILES = text(
    "SELECT relname, pg_relation_filenode(oid) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)"
)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an erasure: since when, and whether only the database's administrator can finish it."""

    day: date
    by_hand: bool

    @property
    def what(self) -> Message:
        """What is left, as a sentence."""
        if self.by_hand:
            return Message(N_("PostgreSQL still keeps bytes of what was erased on {day}."), {"day": self.day})
        return Message(
            N_("The erasure of {day} is not finished: bytes of it may still lie in the files."), {"day": self.day}
        )

    @property
    def mending(self) -> Message:
        """What finishes it."""
        if self.by_hand:
            return Message(N_("Run in this database, when nobody works: VACUUM FULL"))
        return Message(N_("Start Lokality anew, or run: lokality erase --due"))


def note_unwiped(work: UnitOfWork) -> None:
    """Note, within the transaction that erases, that there is more to be done after it."""
    work.session.add(Unwiped(municipality_id=work.actor.municipality_id, erased_at=work.recorded_at))


def left_of_erasing(database: Database, actor: Actor) -> Left | None:
    """What is left of the oldest erasure that is not finished; None where all are."""
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        return left_in(session)


def left_in(session: Session) -> Left | None:
    """The same for whoever looks after the machine (`lokality doctor`)."""
    for rows, by_hand in ((_unfinished(session), False), (_kept_by_postgresql(session), True)):
        if rows:
            return Left(rows[0].erased_at.astimezone(clock.PRAGUE).date(), by_hand)
    return None


def finish_erasing(database: Database, actor: Actor, data_directory: Path, photo_directory: Path) -> bool:
    """Do what comes after the transaction of an erasure; returns whether the bytes of the SQLite file are gone.

    All of it may be done again, so this finishes an interrupted one too.
    """
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        unfinished = {_key(row) for row in _unfinished(session)}
    if unfinished:
        remove_rejected_files(data_directory)
    remove_orphaned_pictures(database, actor, photo_directory)
    done = wipe(database)
    if done:
        _note_done(database, actor, unfinished)
    return done


def finish_interrupted_erasing(database: Database, actor: Actor, data_directory: Path, photo_directory: Path) -> bool:
    """Finish what a killed program left half done, if it did; returns whether nothing is left that Lokality can do."""
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        if not _unfinished(session):
            return True
    return finish_erasing(database, actor, data_directory, photo_directory)


def _unfinished(session: Session) -> Sequence[Unwiped]:
    return [row for row in _rows(session) if row.files is None]


def _kept_by_postgresql(session: Session) -> Sequence[Unwiped]:
    """Erasures since which not every table was written anew: VACUUM FULL gives each another file."""
    rows = [row for row in _rows(session) if row.files]
    present = _files(session).items() if rows else ()
    return [row for row in rows if not (row.files or {}).items().isdisjoint(present)]


def _rows(session: Session) -> Sequence[Unwiped]:
    return session.scalars(select(Unwiped).order_by(Unwiped.erased_at, Unwiped.id)).all()


def _key(row: Unwiped) -> tuple[int, datetime]:
    return row.id, row.erased_at  # SQLite gives the number of a removed last row away again


def _files(session: Session) -> dict[str, int]:
    if is_sqlite(session):
        return {}
    return {name: number for name, number in session.execute(_FILES) if name in Base.metadata.tables}


def _note_done(database: Database, actor: Actor, finished: Collection[tuple[int, datetime]]) -> None:
    try:
        with database.write(actor) as work:
            files = _files(work.session)
            kept = {row.id for row in _kept_by_postgresql(work.session)}
            for row in _rows(work.session):
                if _key(row) in finished and files:
                    row.files = files
                elif _key(row) in finished or (row.files is not None and row.id not in kept):
                    work.session.delete(row)
            work.commit()
    except LokalityError as fault:
        # The row stays, and the next start or erasure does it once more.
        logger.warning("an erasure is finished but could not be noted as such: %s", fault)
