"""Loaded files: where records came from, what waits to be placed, and profiles that people keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from geodata.tables.base import Base, Document, Id, reference

_NOBODYS = text("organisation_id IS NULL")


class Source(Base):
    """Who or what the records of a file come from; a later file of the same source updates them.

    It belongs to the organisation that loads it: the same name under another organisation is another source.
    """

    __tablename__ = "source"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    name: Mapped[str]
    __table_args__ = (
        UniqueConstraint("municipality_id", "organisation_id", "name"),
        # To a constraint no two unknown organisations are the same.
        Index(
            "uq_source_without_organisation",
            "municipality_id",
            "name",
            unique=True,
            sqlite_where=_NOBODYS,
            postgresql_where=_NOBODYS,
        ),
    )


class Load(Base):
    """One loading of one file, with what came of it."""

    __tablename__ = "load"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    source_id: Mapped[int] = reference("source")
    file_name: Mapped[str]
    target: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    counts: Mapped[dict[str, int]] = mapped_column(Document)


class Placing(Base):
    """A record that has no position yet and waits for somebody to place it."""

    __tablename__ = "placing"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    load_id: Mapped[int] = reference("load")
    source_id: Mapped[int] = reference("source")
    source_key: Mapped[str]
    target: Mapped[str]
    address: Mapped[str | None]
    record: Mapped[dict[str, Any]] = mapped_column(Document)
    __table_args__ = (UniqueConstraint("source_id", "source_key"),)


class KeptProfile(Base):
    """A column mapping that somebody corrected and kept, as the TOML text of a profile."""

    __tablename__ = "kept_profile"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    name: Mapped[str]
    text: Mapped[str]
    recorded_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)
