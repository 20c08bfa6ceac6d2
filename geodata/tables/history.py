"""The audit chain, what was erased, and the version of the data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.people import Sensitivity
from geodata.model.retention import ErasedKind, RetentionRule
from geodata.tables.base import Base, Document, Id, coded, reference


class Audit(Base):
    """One change. The database refuses to update or delete rows; each carries the hash of the one before.

    No foreign keys: an audit row outlives what it speaks of. `where` says from where ("web 192.0.2.7"). What people
    wrote is not in `detail` but in `AuditWords`.
    """

    __tablename__ = "audit"
    id: Mapped[Id]
    municipality_id: Mapped[int]
    recorded_at: Mapped[datetime]
    account_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    where: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(Document)
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditWords(Base):
    """What somebody wrote, as an audit row tells it; the row carries its salted hash (geodata.audit_words).

    The database refuses to update rows, and lets them be deleted: an erasure takes the words and leaves the chain.
    """

    __tablename__ = "audit_words"
    audit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    path: Mapped[str] = mapped_column(primary_key=True)
    municipality_id: Mapped[int]
    text: Mapped[str]
    salt: Mapped[str]


class Tombstone(Base):
    """Something was here and was erased: when, by whom, by which rule; never what it was.

    Sensitivity and organisation are those it had: who may not have known of it does not learn of it now.
    """

    __tablename__ = "tombstone"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    sensitivity: Mapped[Sensitivity] = mapped_column(coded(Sensitivity))
    kind: Mapped[ErasedKind] = mapped_column(coded(ErasedKind))
    record_id: Mapped[int]
    rule: Mapped[RetentionRule] = mapped_column(coded(RetentionRule))
    erased_at: Mapped[datetime]
    erased_by: Mapped[int | None] = reference("account", optional=True)
    __table_args__ = (Index("ix_tombstone_record", "kind", "record_id"),)


class Unwiped(Base):
    """An erasure whose bytes are not yet gone from the files. Written with the erasure itself, removed when it is done.

    `files` is None as long as something is to be done. On PostgreSQL, where the bytes stay until the tables are written
    anew, it then holds the number of the file of each table.
    """

    __tablename__ = "unwiped"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    erased_at: Mapped[datetime]
    files: Mapped[dict[str, int] | None] = mapped_column(Document)


class DataVersion(Base):
    """Counts up with every transaction that changes what a layer shows; caches and ETags hold it."""

    __tablename__ = "data_version"
    layer: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
