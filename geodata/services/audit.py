"""The audit chain: whether every entry still says what it said, and none between two was taken away."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.audit_words import Word, all_fit, together
from geodata.database import Database
from geodata.tables import Audit, AuditWords
from geodata.unit_of_work import FIRST_HASH, audit_hash

_ROWS_AT_ONCE = 1_000  # the chain of years is read in one pass without holding it


class Break(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"  # its content no longer gives its hash
    TORN = "torn"  # it does not follow the entry before: one was removed, put in between or exchanged
    WORDS_CHANGED = "words_changed"  # words beside it are not those it was written with


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """The first entry of the chain that does not hold."""

    id: int
    fault: Break


def check_chain(database: Database) -> BrokenEntry | None:
    """The first entry whose hash, predecessor or words do not fit, or None when the whole chain holds.

    Words that are missing were erased, which is no fault. What was cut off at the end leaves no trace in the chain
    itself: compare `last_hash` with a copy kept elsewhere.
    """
    previous = FIRST_HASH
    with database.read() as session:
        query = select(Audit).order_by(Audit.id).execution_options(yield_per=_ROWS_AT_ONCE)
        for entries in session.scalars(query).partitions():
            words = _words_of(session, entries)
            for entry in entries:
                fault = _fault(entry, previous, words[entry.id])
                if fault is not None:
                    return BrokenEntry(entry.id, fault)
                previous = entry.hash
    return None


def _fault(entry: Audit, previous: str, words: Iterable[Word]) -> Break | None:
    if entry.previous_hash != previous:
        return Break.TORN
    if audit_hash(entry) != entry.hash:
        return Break.CHANGED
    return None if all_fit(entry.detail, words) else Break.WORDS_CHANGED


def whole_details(session: Session, entries: Sequence[Audit]) -> dict[int, dict[str, Any]]:
    """The details of entries with their words again, by the entry's id; erased words are None."""
    words = _words_of(session, entries)
    return {
        entry.id: together(entry.detail, {word.path: json.loads(word.text) for word in words[entry.id]})
        for entry in entries
    }


def _words_of(session: Session, entries: Sequence[Audit]) -> dict[int, list[Word]]:
    """The words beside the entries, by the entry's id."""
    words: dict[int, list[Word]] = defaultdict(list)
    ids = [entry.id for entry in entries]
    query = select(AuditWords.audit_id, AuditWords.path, AuditWords.text, AuditWords.salt)
    if ids:
        for audit_id, path, text, salt in session.execute(query.where(AuditWords.audit_id.in_(ids))):
            words[audit_id].append(Word(path, text, salt))
    return words


def last_hash(database: Database) -> str:
    """The hash that stands for the whole chain as it is now."""
    with database.read() as session:
        return session.scalar(select(Audit.hash).order_by(Audit.id.desc()).limit(1)) or FIRST_HASH


def chain_length(database: Database) -> int:
    """How many entries the chain has."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Audit)) or 0
