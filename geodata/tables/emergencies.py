"""Emergency events: where and when, who was assigned to what, what was reported, and one row per address."""

from __future__ import annotations

from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.emergencies import EmergencyKind, EmergencyState, ReportKind
from geodata.spatial import Outline
from geodata.tables.base import Base, Document, Id, coded, index_where_known, reference


class EmergencyEvent(Base):
    """An event over an area or along a route (`outline`). `organisation_id` leads it; `agreed` was agreed before."""

    __tablename__ = "emergency_event"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    name: Mapped[str]
    kind: Mapped[EmergencyKind] = mapped_column(coded(EmergencyKind))
    state: Mapped[EmergencyState] = mapped_column(coded(EmergencyState))
    outline: Mapped[BaseGeometry] = mapped_column(Outline)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    agreed: Mapped[str]
    evaluation: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class EmergencyAddress(Base):
    """One address of an event, as it was written; `code` is its RÚIAN code where it was loaded from address points."""

    __tablename__ = "emergency_address"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    event_id: Mapped[int] = reference("emergency_event", index=True)
    text: Mapped[str]
    code: Mapped[str | None]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    __table_args__ = (UniqueConstraint("event_id", "code"),)


class EmergencyAssignment(Base):
    """A pair or a whole organisation that goes along a stretch or to addresses. `label` is "Pair 3", never a name."""

    __tablename__ = "emergency_assignment"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    event_id: Mapped[int] = reference("emergency_event", index=True)
    organisation_id: Mapped[int] = reference("organisation", index=True)
    label: Mapped[str]
    stretch: Mapped[str]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)


class EmergencyAssignedAddress(Base):
    """An address to which an assignment sends."""

    __tablename__ = "emergency_assigned_address"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    assignment_id: Mapped[int] = reference("emergency_assignment", index=True)
    address_id: Mapped[int] = reference("emergency_address", index=True)


class EmergencyReport(Base):
    """What was reported from the field: when it was true and when it was recorded. Append-only."""

    __tablename__ = "emergency_report"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    event_id: Mapped[int] = reference("emergency_event", index=True)
    assignment_id: Mapped[int | None] = reference("emergency_assignment", optional=True)
    address_id: Mapped[int | None] = reference("emergency_address", optional=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    kind: Mapped[ReportKind] = mapped_column(coded(ReportKind))
    text: Mapped[str]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    client_id: Mapped[str | None]
    __table_args__ = (index_where_known("emergency_report", "client_id", unique=True),)


class EmergencyVisit(Base):
    """Who was at an address, and what is still needed there (codes of `Need`). Append-only."""

    __tablename__ = "emergency_visit"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    address_id: Mapped[int] = reference("emergency_address", index=True)
    organisation_id: Mapped[int] = reference("organisation")
    needs: Mapped[list[str]] = mapped_column(Document)
    note: Mapped[str]
    settled: Mapped[bool]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    client_id: Mapped[str | None]
    __table_args__ = (index_where_known("emergency_visit", "client_id", unique=True),)
