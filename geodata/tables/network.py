"""Social services and the places where they are given."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.tables.base import Base, Document, Id, coded, reference


class Service(Base):
    """A registered service. An unknown capacity is None, never zero."""

    __tablename__ = "service"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    register_number: Mapped[str | None]
    name: Mapped[str]
    provider: Mapped[str]
    kind: Mapped[ServiceKind] = mapped_column(coded(ServiceKind))
    form: Mapped[ServiceForm | None] = mapped_column(coded(ServiceForm))
    target_groups: Mapped[list[str]] = mapped_column(Document)
    capacity: Mapped[float | None]
    capacity_unit: Mapped[CapacityUnit | None] = mapped_column(coded(CapacityUnit))
    search_text: Mapped[str]
    source_id: Mapped[int | None] = reference("source", optional=True)
    source_key: Mapped[str | None]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("source_id", "source_key"),)


class ServicePlace(Base):
    """Where a service is given, which is not the provider's seat. Degrees WGS84."""

    __tablename__ = "service_place"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    service_id: Mapped[int] = reference("service", index=True)
    address: Mapped[str | None]
    longitude: Mapped[float]
    latitude: Mapped[float]
    tile_key: Mapped[int] = mapped_column(index=True)
