"""Submissions to authorities and what became of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.submissions import AnswerKind, SendingWay, SubmissionEventKind, SubmissionKind, SubmissionState
from geodata.tables.base import Base, Document, Id, coded, index_where_known
from geodata.tables.base import reference as reference_to


class Submission(Base):
    """A letter to an authority about an issue. The columns under "today" are derived from its events.

    Who may know of it: whoever may know of its issue. `previous_id` is the one that it follows (a reminder, a complaint
    to the superior, a second letter elsewhere), always about the same issue. One that was taken back is empty.

    `from_issue_id` is the duplicate about which it was written before that was merged into its issue.
    `as_sent` is what it told besides its words when it was sent (`geodata.services.sent_letters`): None of a draft, and
    of what was sent before this was kept.
    """

    __tablename__ = "submission"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference_to("municipality")
    organisation_id: Mapped[int | None] = reference_to("organisation", optional=True)
    issue_id: Mapped[int] = reference_to("issue")
    from_issue_id: Mapped[int | None] = reference_to("issue", optional=True)
    authority_id: Mapped[int] = reference_to("organisation")
    previous_id: Mapped[int | None] = reference_to("submission", optional=True)
    kind: Mapped[SubmissionKind] = mapped_column(coded(SubmissionKind))
    basis: Mapped[str | None]
    subject: Mapped[str]
    text: Mapped[str]
    as_sent: Mapped[dict[str, Any] | None] = mapped_column(Document)
    client_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference_to("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    # today
    state: Mapped[SubmissionState] = mapped_column(coded(SubmissionState))
    sent_on: Mapped[date | None]
    sent_by: Mapped[SendingWay | None] = mapped_column(coded(SendingWay))
    received_on: Mapped[date | None]
    reference: Mapped[str | None]
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer_recorded_at: Mapped[datetime | None]
    answer_kind: Mapped[AnswerKind | None] = mapped_column(coded(AnswerKind))
    forwarded_to_id: Mapped[int | None] = reference_to("organisation", optional=True)
    reminded_on: Mapped[date | None]
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_submission_issue_id", "issue_id", "id"),
        # A page of one state by its deadline or newest first, and all of one authority.
        Index("ix_submission_due_on", "municipality_id", "state", "due_on", "id"),
        Index("ix_submission_authority_id", "authority_id", "state", "due_on"),
        # What was answered since a moment: the agenda of the next meeting, and those who wrote.
        Index("ix_submission_answered", "municipality_id", "answer_recorded_at"),
        # What waits for those who wrote: the longest overdue first, and the newest answers first.
        Index("ix_submission_own_due", "organisation_id", "state", "due_on", "id"),
        Index("ix_submission_own_answered", "organisation_id", "state", "answer_recorded_at", "id"),
        index_where_known("submission", "previous_id"),
        index_where_known("submission", "from_issue_id"),
        index_where_known("submission", "client_id", unique=True),
    )


class SubmissionEvent(Base):
    """One step of a submission: when it happened, when it was recorded. The database refuses to change a row.

    `due_on` is the deadline that a SENT or REFERENCE brought.
    """

    __tablename__ = "submission_event"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference_to("municipality")
    submission_id: Mapped[int] = reference_to("submission", index=True)
    kind: Mapped[SubmissionEventKind] = mapped_column(coded(SubmissionEventKind))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference_to("account", optional=True)
    organisation_id: Mapped[int | None] = reference_to("organisation", optional=True)
    sent_by: Mapped[SendingWay | None] = mapped_column(coded(SendingWay))
    received_on: Mapped[date | None]
    reference: Mapped[str | None]
    due_on: Mapped[date | None]
    answer_kind: Mapped[AnswerKind | None] = mapped_column(coded(AnswerKind))
    forwarded_to_id: Mapped[int | None] = reference_to("organisation", optional=True)
    note: Mapped[str | None]
