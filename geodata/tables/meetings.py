"""Bodies, their meetings and agendas."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.meetings import AgendaKind, BodyKind, MeetingState
from geodata.tables.base import Base, Id, coded, reference


class Body(Base):
    """A group that meets: a police cell, the commission, a working group. `slot` is said as its members say it."""

    __tablename__ = "body"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    name: Mapped[str]
    kind: Mapped[BodyKind] = mapped_column(coded(BodyKind))
    area_id: Mapped[int | None] = reference("area", optional=True)
    chair_organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    slot: Mapped[str | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Meeting(Base):
    __tablename__ = "meeting"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    body_id: Mapped[int] = reference("body", index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str | None]
    state: Mapped[MeetingState] = mapped_column(coded(MeetingState))
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class AgendaItem(Base):
    """A point of a meeting; it may be about an issue. `position` orders the points."""

    __tablename__ = "agenda_item"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    meeting_id: Mapped[int] = reference("meeting", index=True)
    issue_id: Mapped[int | None] = reference("issue", optional=True, index=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    position: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(coded(AgendaKind))
    title: Mapped[str]
    text: Mapped[str | None]
    recorded_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
