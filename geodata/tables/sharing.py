"""With which organisations restricted records are shared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.tables.base import Base, WholeNumber, reference


def _key(target: str, *, erased_with: bool = False) -> Mapped[int]:
    """A reference that is a part of the primary key; a share goes with the record that is erased."""
    target_id = ForeignKey(f"{target}.id", ondelete="CASCADE" if erased_with else None)
    return mapped_column(WholeNumber, target_id, primary_key=True)


class SiteShare(Base):
    """A restricted site that an organisation besides the one that wrote it may know of."""

    __tablename__ = "site_share"
    site_id: Mapped[int] = _key("site", erased_with=True)
    organisation_id: Mapped[int] = _key("organisation")
    shared_at: Mapped[datetime]
    shared_by: Mapped[int | None] = reference("account", optional=True)


class IssueShare(Base):
    """A restricted issue that an organisation besides the one that wrote it may know of."""

    __tablename__ = "issue_share"
    issue_id: Mapped[int] = _key("issue", erased_with=True)
    organisation_id: Mapped[int] = _key("organisation")
    shared_at: Mapped[datetime]
    shared_by: Mapped[int | None] = reference("account", optional=True)


class LocalityShare(Base):
    """A restricted locality that an organisation besides the one that wrote it may know of."""

    __tablename__ = "locality_share"
    locality_id: Mapped[int] = _key("locality", erased_with=True)
    organisation_id: Mapped[int] = _key("organisation")
    shared_at: Mapped[datetime]
    shared_by: Mapped[int | None] = reference("account", optional=True)
