"""The audit chain and the version of the data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from geodata.tables.base import Base, Document, Id


class Audit(Base):
    """One change. The database refuses to update or delete rows; each carries the hash of the one before.

    No foreign keys: an audit row outlives what it speaks of.
    """

    __tablename__ = "audit"
    id: Mapped[Id]
    municipality_id: Mapped[int]
    recorded_at: Mapped[datetime]
    account_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(Document)
    previous_hash: Mapped[str]
    hash: Mapped[str]


class DataVersion(Base):
    """Counts up with every transaction that changes what a layer shows; caches and ETags hold it."""

    __tablename__ = "data_version"
    layer: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
