"""What the city publishes: the switch, and snapshots that are written once and never computed again.

No count is stored here, only what is published of it; nothing in these tables needs to be kept secret.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.areas import AreaKind
from geodata.model.public_picture import CellState
from geodata.model.sites import SiteKind
from geodata.tables.base import Base, Document, Id, coded, reference


class PublicSwitch(Base):
    """Whether a city publishes its picture, and whether cleared dumps on public ground are points in it."""

    __tablename__ = "public_switch"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    switched_on: Mapped[bool] = mapped_column(default=False)
    with_points: Mapped[bool] = mapped_column(default=False)
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("municipality_id"),)


class PublicSnapshot(Base):
    """The picture of one month (its first day); one that was withdrawn is neither shown nor made again."""

    __tablename__ = "public_snapshot"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    month: Mapped[date]
    cell_limit: Mapped[int]
    area_kind: Mapped[AreaKind] = mapped_column(coded(AreaKind))
    with_points: Mapped[bool]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = reference("account", optional=True)
    withdrawn_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("municipality_id", "month"),)


class PublicAreaRow(Base):
    """An area as it was called and drawn then. `area_id` is its number, not a reference: areas may go."""

    __tablename__ = "public_area"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    snapshot_id: Mapped[int] = reference("public_snapshot", index=True)
    area_id: Mapped[int]
    name: Mapped[str]
    outline: Mapped[dict[str, Any] | None] = mapped_column(Document)


class PublicCell(Base):
    """What is published of a cell; one without a row is under the limit, or empty, and nobody can tell which."""

    __tablename__ = "public_cell"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    snapshot_id: Mapped[int] = reference("public_snapshot", index=True)
    area_id: Mapped[int]
    kind: Mapped[SiteKind] = mapped_column(coded(SiteKind))
    state: Mapped[CellState] = mapped_column(coded(CellState))
    at_least: Mapped[int]


class PublicPointRow(Base):
    """A cleared dump on public ground, rounded to about ten metres; which site it was is not kept."""

    __tablename__ = "public_point"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    snapshot_id: Mapped[int] = reference("public_snapshot", index=True)
    area_id: Mapped[int]
    longitude: Mapped[float]
    latitude: Mapped[float]
