"""What zones are measured from and made of: places that the law protects, buildings and plots."""

from __future__ import annotations

from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.criteria import NearTo
from geodata.model.zones import LandPieceKind
from geodata.spatial import Outline
from geodata.tables.base import Base, Id, coded, reference


class ProtectedPlace(Base):
    """A school, a playground or another place that criteria measure from: a point or an area, from a source.

    One that its source does not name any more keeps its row (`gone_at`).
    """

    __tablename__ = "protected_place"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    kind: Mapped[NearTo] = mapped_column(coded(NearTo))
    name: Mapped[str]
    address: Mapped[str | None]
    outline: Mapped[BaseGeometry] = mapped_column(Outline)
    source_id: Mapped[int | None] = reference("source", optional=True)
    source_key: Mapped[str | None]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        Index("ix_protected_place_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),
    )


class LandPiece(Base):
    """A building or a plot with its number; zones made of whole buildings or plots take these."""

    __tablename__ = "land_piece"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    kind: Mapped[LandPieceKind] = mapped_column(coded(LandPieceKind))
    number: Mapped[str]
    outline: Mapped[BaseGeometry] = mapped_column(Outline)
    source_id: Mapped[int | None] = reference("source", optional=True)
    source_key: Mapped[str | None]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        Index("ix_land_piece_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),
    )
