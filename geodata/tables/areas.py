"""Areas and localities with the versions of their outlines."""

from __future__ import annotations

from datetime import date, datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.model.areas import AreaKind
from geodata.model.people import Sensitivity
from geodata.spatial import Outline
from geodata.tables.base import Base, Id, coded, reference
from geodata.tables.sharing import LocalityShare


class Area(Base):
    """An administrative or police area."""

    __tablename__ = "area"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    parent_id: Mapped[int | None] = reference("area", optional=True)
    code: Mapped[str | None]
    name: Mapped[str]
    kind: Mapped[AreaKind] = mapped_column(coded(AreaKind))
    outline: Mapped[BaseGeometry | None] = mapped_column(Outline)
    source_id: Mapped[int | None] = reference("source", optional=True)
    source_key: Mapped[str | None]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        Index("ix_area_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),
    )


class Locality(Base):
    """An excluded locality: named, drawn, dated. What changes over time is in its versions."""

    __tablename__ = "locality"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    name: Mapped[str]
    search_text: Mapped[str]
    sensitivity: Mapped[Sensitivity] = mapped_column(coded(Sensitivity))
    source_id: Mapped[int | None] = reference("source", optional=True)
    source_key: Mapped[str | None]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    shares: Mapped[list[LocalityShare]] = relationship(viewonly=True)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("source_id", "source_key"),)

    @property
    def shared_with(self) -> frozenset[int]:
        """Ids of the organisations it is shared with."""
        return frozenset(share.organisation_id for share in self.shares)


class LocalityVersion(Base):
    """The outline and the estimate of inhabitants that held from `valid_from` on; never changed once written."""

    __tablename__ = "locality_version"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    locality_id: Mapped[int] = reference("locality", index=True)
    outline: Mapped[BaseGeometry | None] = mapped_column(Outline)
    inhabitants_low: Mapped[int | None]
    inhabitants_high: Mapped[int | None]
    inhabitants_source: Mapped[str | None]
    note: Mapped[str | None]
    valid_from: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    load_id: Mapped[int | None] = reference("load", optional=True)
    __table_args__ = (
        Index("ix_locality_version_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),
    )
