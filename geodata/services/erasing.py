"""How things are erased, within a unit of work: rows with what hangs on them, words of the audit, and the bytes."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.photos import path_of
from geodata.tables import Audit, AuditWords, Base, Photo
from geodata.unit_of_work import UnitOfWork

logger = logging.getLogger("lokality.erasing")

_IDS_AT_ONCE = 5_000  # SQLite takes 32,766 parameters in one statement
# A picture is written before its row is committed; one that is younger than this may still get its row.
_PICTURE_IS_OLD_SECONDS = 60 * 60


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in parts that fit into one statement of both databases."""
    for start in range(0, len(ids), _IDS_AT_ONCE):
        yield ids[start : start + _IDS_AT_ONCE]


def remove_rows(session: Session, table: Table, ids: Sequence[int]) -> None:
    """Remove rows and what is nothing without them; what only mentions them forgets them.

    Told by the references themselves: one that may be empty is emptied, a row with another goes along. So a table
    that somebody adds later is not forgotten.
    """
    for part in chunks(ids):
        for column in _references_to(table):
            holder = column.table
            if column.nullable:
                session.execute(update(holder).where(column.in_(part)).values({column.name: None}))
            elif "id" in holder.columns:
                hanging = session.scalars(select(holder.c.id).where(column.in_(part))).all()
                remove_rows(session, holder, hanging)
            else:
                session.execute(delete(holder).where(column.in_(part)))
        session.execute(delete(table).where(table.c.id.in_(part)))


def _references_to(table: Table) -> list[Column[Any]]:
    return [
        column
        for holder in Base.metadata.sorted_tables
        for column in holder.columns
        for key in column.foreign_keys
        # A row that its own table refers to forgets it likewise (the issue that a duplicate went into).
        if key.column.table is table and (holder is not table or column.nullable)
    ]


def erase_audit_words(work: UnitOfWork, subject: str, ids: Sequence[int]) -> bool:
    """Take the words of everything the audit tells of these records; the chain stays whole. Whether there were any."""
    erased = False
    for part in chunks(ids):
        entries = select(Audit.id).where(
            Audit.municipality_id == work.actor.municipality_id, Audit.subject == subject, Audit.subject_id.in_(part)
        )
        words = AuditWords.audit_id.in_(entries)
        if work.session.scalar(select(AuditWords.audit_id).where(words).limit(1)) is not None:
            work.session.execute(delete(AuditWords).where(words))
            erased = True
    return erased


def remove_orphaned_pictures(database: Database, actor: Actor, photo_directory: Path) -> int:
    """Remove the files of pictures that no row speaks of any more; returns how many pictures they were.

    All files are looked at, so that one that an interrupted erasure left behind goes with the next.
    """
    require(actor, Action.ADMINISTER)
    if not photo_directory.is_dir():
        return 0
    removed = 0
    with database.write(actor) as work:  # on SQLite nobody adds a picture meanwhile
        known: Collection[str] = set(work.session.scalars(select(Photo.checksum)))
        for path in photo_directory.glob("??/*.jpg"):
            checksum = path.stem.removesuffix("-small")
            if checksum in known or time.time() - path.stat().st_mtime < _PICTURE_IS_OLD_SECONDS:
                continue
            path.unlink(missing_ok=True)
            removed += path.stem == checksum
    return removed


def remove_pictures(database: Database, actor: Actor, photo_directory: Path, checksums: Collection[str]) -> None:
    """Remove the files of these pictures, unless another place has the same one."""
    require(actor, Action.ADMINISTER)
    with database.write(actor) as work:
        for checksum in checksums:
            if work.session.scalar(select(Photo.id).where(Photo.checksum == checksum).limit(1)) is None:
                for small in (False, True):
                    path_of(photo_directory, checksum, small=small).unlink(missing_ok=True)


def remove_rejected_files(data_directory: Path) -> None:
    """Remove the kept rows that a load refused: nobody knows which records they were to be."""
    for path in (data_directory / "rejected").glob("*.csv"):
        path.unlink(missing_ok=True)


def wipe(database: Database) -> bool:
    """Let no erased word stay in the free room of an SQLite file or in its log; False where somebody was in the way.

    `secure_delete` overwrites what Lokality deletes. What was deleted before it was switched on, or by another
    program, still lies in free room, so the file is written anew. On PostgreSQL VACUUM FULL does it, by hand.
    """
    if not database.is_sqlite:
        return True
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as fault:
        logger.warning("the file could not be written anew: %s", fault)
        return False
    else:
        return not busy
    finally:
        connection.close()
