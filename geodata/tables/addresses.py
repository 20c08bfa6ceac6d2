"""Addresses of RÚIAN, against which rows without coordinates are matched."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from geodata.tables.base import Base, Id, reference


class AddressPoint(Base):
    """One address place. `code` is its RÚIAN code (ADM); positions are degrees WGS84, absent for a few of them."""

    __tablename__ = "address_point"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    code: Mapped[str]
    street: Mapped[str | None]
    house_number: Mapped[str | None]
    house_number_kind: Mapped[str | None]
    orientation_number: Mapped[str | None]
    town: Mapped[str]
    town_part: Mapped[str | None]
    postcode: Mapped[str | None]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    street_folded: Mapped[str]
    town_folded: Mapped[str]
    search_text: Mapped[str]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    __table_args__ = (
        UniqueConstraint("municipality_id", "code"),
        Index("ix_address_point_street", "street_folded", "house_number"),
    )
