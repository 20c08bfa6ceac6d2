"""The audit chain: whether every entry still says what it said, and none between two was taken away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from geodata.database import Database
from geodata.tables import Audit
from geodata.unit_of_work import FIRST_HASH, audit_hash

_ROWS_AT_ONCE = 1_000  # the chain of years is read in one pass without holding it


class Break(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"  # its content no longer gives its hash
    TORN = "torn"  # it does not follow the entry before: one was removed, put in between or exchanged


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """The first entry of the chain that does not hold."""

    id: int
    fault: Break


def check_chain(database: Database) -> BrokenEntry | None:
    """The first entry whose hash or predecessor does not fit, or None when the whole chain holds.

    What was cut off at the end leaves no trace in the chain itself: compare `last_hash` with a copy kept elsewhere.
    """
    previous = FIRST_HASH
    with database.read() as session:
        for entry in session.scalars(select(Audit).order_by(Audit.id).execution_options(yield_per=_ROWS_AT_ONCE)):
            if entry.previous_hash != previous:
                return BrokenEntry(entry.id, Break.TORN)
            if audit_hash(entry) != entry.hash:
                return BrokenEntry(entry.id, Break.CHANGED)
            previous = entry.hash
    return None


def last_hash(database: Database) -> str:
    """The hash that stands for the whole chain as it is now."""
    with database.read() as session:
        return session.scalar(select(Audit.hash).order_by(Audit.id.desc()).limit(1)) or FIRST_HASH


def chain_length(database: Database) -> int:
    """How many entries the chain has."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Audit)) or 0
