"""Bodies, their meetings and agendas."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.meetings import (
    AgendaKind,
    AgendaReason,
    BodyKind,
    EntryKind,
    MeetingState,
    Presence,
    TaskStatus,
)
from geodata.tables.base import Base, Id, coded, index_where_known, reference


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


class BodyMember(Base):
    """An organisation that belongs to a body, from one day on and until another (None: still)."""

    __tablename__ = "body_member"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    body_id: Mapped[int] = reference("body", index=True)
    organisation_id: Mapped[int] = reference("organisation", index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class Meeting(Base):
    """One meeting. The minutes are its attendances, its points with their entries and tasks, and its addenda."""

    __tablename__ = "meeting"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    body_id: Mapped[int] = reference("body")
    starts_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str | None]
    state: Mapped[MeetingState] = mapped_column(coded(MeetingState))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = reference("account", optional=True)
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (Index("ix_meeting_body_id", "body_id", "starts_at"),)


class AgendaItem(Base):
    """A point of a meeting; it may be about an issue, a proposal of zones or a patrol. `position` orders the points.

    `discussed` says that the meeting spoke of it; one that was not comes back, and `returns_from_id` is then the first
    point of all that it was.
    """

    __tablename__ = "agenda_item"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    meeting_id: Mapped[int] = reference("meeting", index=True)
    issue_id: Mapped[int | None] = reference("issue", optional=True, index=True)
    proposal_id: Mapped[int | None] = reference("proposal", optional=True)
    patrol_id: Mapped[int | None] = reference("patrol", optional=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    position: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(coded(AgendaKind))
    title: Mapped[str]
    text: Mapped[str | None]
    reason: Mapped[AgendaReason | None] = mapped_column(coded(AgendaReason))
    discussed: Mapped[bool] = mapped_column(default=False)
    returns_from_id: Mapped[int | None] = reference("agenda_item", optional=True)
    recorded_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        index_where_known("agenda_item", "returns_from_id"),
        index_where_known("agenda_item", "proposal_id"),
        index_where_known("agenda_item", "patrol_id"),
        # The points that a meeting did not come to, however many it had.
        Index(
            "ix_agenda_item_missed", "meeting_id",
            sqlite_where=sql("discussed = 0"), postgresql_where=sql("NOT discussed"),
        ),
    )  # fmt: skip


class Attendance(Base):
    """Whether an organisation was at a meeting; `names` of those who came for it, as they are signed."""

    __tablename__ = "attendance"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    meeting_id: Mapped[int] = reference("meeting")
    organisation_id: Mapped[int] = reference("organisation")
    presence: Mapped[Presence] = mapped_column(coded(Presence))
    names: Mapped[str | None]
    recorded_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id"),)


class MinutesEntry(Base):
    """What somebody said or a meeting decided about a point. Each is a row, so that two who write lose nothing.

    `organisation_id` said it. `client_id` is given by the screen, so that sending it again makes no second one.
    One that was taken back keeps its row (`withdrawn_at`), for the audit speaks of it.
    """

    __tablename__ = "minutes_entry"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    meeting_id: Mapped[int] = reference("meeting", index=True)
    agenda_item_id: Mapped[int] = reference("agenda_item", index=True)
    kind: Mapped[EntryKind] = mapped_column(coded(EntryKind))
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    text: Mapped[str]
    client_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    withdrawn_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (index_where_known("minutes_entry", "client_id", unique=True),)


class Task(Base):
    """What an organisation, or one person of it, has to do: given at a point of a meeting, or as a part of an issue.

    Who may know of it: whoever may know of its issue, or of its meeting where it is about none. `due_next_meeting`:
    by the next meeting of the body; `due_on` is then its day as soon as one is planned. `from_issue_id` is the
    duplicate for which it was given before that was merged into its issue.
    """

    __tablename__ = "task"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    body_id: Mapped[int | None] = reference("body", optional=True)
    meeting_id: Mapped[int | None] = reference("meeting", optional=True, index=True)
    agenda_item_id: Mapped[int | None] = reference("agenda_item", optional=True, index=True)
    issue_id: Mapped[int | None] = reference("issue", optional=True, index=True)
    from_issue_id: Mapped[int | None] = reference("issue", optional=True)
    text: Mapped[str]
    assignee_id: Mapped[int | None] = reference("organisation", optional=True)
    account_id: Mapped[int | None] = reference("account", optional=True)
    due_on: Mapped[date | None]
    due_next_meeting: Mapped[bool] = mapped_column(default=False)
    status: Mapped[TaskStatus] = mapped_column(coded(TaskStatus))
    status_since: Mapped[date]
    status_recorded_at: Mapped[datetime]
    answer: Mapped[str | None]
    client_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        # What a body still waits for, and what an organisation still has to do, however many were done before.
        Index("ix_task_body_id", "body_id", "status", "due_on"),
        Index("ix_task_assignee_id", "assignee_id", "status", "due_on"),
        Index("ix_task_settled", "body_id", "status_recorded_at"),
        index_where_known("task", "client_id", unique=True),
        index_where_known("task", "from_issue_id"),
    )


class Addendum(Base):
    """What was added to minutes after they were closed. Nothing of it is ever changed."""

    __tablename__ = "addendum"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    meeting_id: Mapped[int] = reference("meeting", index=True)
    text: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
