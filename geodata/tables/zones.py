"""Proposals of zones, as far as showing them needs."""

from __future__ import annotations

from datetime import date, datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.zones import ProposalKind, ProposalState, ZoneRule
from geodata.spatial import Outline
from geodata.tables.base import Base, Id, coded, reference


class Proposal(Base):
    __tablename__ = "proposal"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    body_id: Mapped[int | None] = reference("body", optional=True)
    title: Mapped[str]
    kind: Mapped[ProposalKind] = mapped_column(coded(ProposalKind))
    state: Mapped[ProposalState] = mapped_column(coded(ProposalState))
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class ProposalVersion(Base):
    """One wording of a proposal; never changed once submitted."""

    __tablename__ = "proposal_version"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    proposal_id: Mapped[int] = reference("proposal", index=True)
    number: Mapped[int]
    summary: Mapped[str]
    drafted_on: Mapped[date]
    submitted_on: Mapped[date | None]
    recorded_at: Mapped[datetime]


class Zone(Base):
    """Where a rule of a proposal holds, with the objective criterion that puts it there."""

    __tablename__ = "zone"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    name: Mapped[str]
    rule: Mapped[ZoneRule] = mapped_column(coded(ZoneRule))
    criterion: Mapped[str]
    outline: Mapped[BaseGeometry] = mapped_column(Outline)
    __table_args__ = (Index("ix_zone_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),)
