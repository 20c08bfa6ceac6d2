"""Issues, their events and the sites they are about."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.model.issues import EvidenceKind, IssueEventKind, IssueStatus, IssueTopic, RefusalReason
from geodata.model.people import Sensitivity
from geodata.tables.base import Base, Document, Id, coded, index_where_known, reference
from geodata.tables.sharing import IssueShare


class Issue(Base):
    """What was raised about a place. The columns under "today" are derived from its events.

    `organisation_id` wrote it down and decides who may know of it; `raised_by_id` is the organisation that raised it,
    another one where the minutes of a meeting were written down. `bylaw_id` is the bylaw that somebody breaks there.
    """

    __tablename__ = "issue"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    sensitivity: Mapped[Sensitivity] = mapped_column(coded(Sensitivity))
    number: Mapped[str]
    title: Mapped[str]
    topic: Mapped[IssueTopic] = mapped_column(coded(IssueTopic))
    description: Mapped[str | None]
    search_text: Mapped[str]
    body_id: Mapped[int | None] = reference("body", optional=True)
    raised_on: Mapped[date]
    raised_at_meeting_id: Mapped[int | None] = reference("meeting", optional=True)
    raised_by_id: Mapped[int | None] = reference("organisation", optional=True)
    bylaw_id: Mapped[int | None] = reference("bylaw", optional=True)
    client_id: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    # today
    status: Mapped[IssueStatus] = mapped_column(coded(IssueStatus))
    status_since: Mapped[date]
    status_recorded_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = reference("organisation", optional=True)
    account_id: Mapped[int | None] = reference("account", optional=True)
    due_on: Mapped[date | None]
    due_next_meeting: Mapped[bool] = mapped_column(default=False)
    reopened: Mapped[int] = mapped_column(default=0)
    duplicate_of_id: Mapped[int | None] = reference("issue", optional=True)
    shares: Mapped[list[IssueShare]] = relationship(viewonly=True)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        # Each order of the list walks one of these, so that its first page costs the same however many issues there
        # are; who may see an issue stands in the first two too (the id because of its shares; SQLite's indexes have it
        # anyway), because whole states are counted there.
        Index(
            "ix_issue_status", "municipality_id", "status", "raised_on", "sensitivity", "organisation_id",
            postgresql_include=["id"],
        ),
        Index(
            "ix_issue_due_on", "municipality_id", "status", "due_on", "sensitivity", "organisation_id",
            postgresql_include=["id"],
        ),
        Index("ix_issue_assignee", "municipality_id", "assignee_id", "status", "raised_on"),
        Index("ix_issue_body", "municipality_id", "body_id", "status", "raised_on"),
        Index("ix_issue_raised_on", "municipality_id", "raised_on"),
        # A page of one state in exactly its order: of the first two, SQLite takes neither for that.
        Index("ix_issue_page_raised_on", "municipality_id", "status", "raised_on", "id"),
        Index("ix_issue_page_due_on", "municipality_id", "status", "due_on", "id"),
        # What the agenda of a body begins with: what is due, and what was promised by its next meeting.
        Index("ix_issue_body_due", "body_id", "status", "due_on"),
        Index(
            "ix_issue_promised", "body_id", "status", "raised_on",
            sqlite_where=text("due_next_meeting = 1"), postgresql_where=text("due_next_meeting"),
        ),
        index_where_known("issue", "client_id", unique=True),
        index_where_known("issue", "bylaw_id"),
        # A page of what is one person's, given to them or raised by them, and what of the latter moved lately.
        Index(
            "ix_issue_account_id", "account_id", "status", "raised_on", "id",
            sqlite_where=text("account_id IS NOT NULL"), postgresql_where=text("account_id IS NOT NULL"),
        ),
        Index("ix_issue_recorded_by", "recorded_by", "status", "raised_on", "id"),
        Index("ix_issue_moved", "recorded_by", "status_recorded_at"),
        Index("ix_issue_moved_of", "raised_by_id", "status_recorded_at"),
        # Of what was raised, that which is followed elsewhere now.
        Index(
            "ix_issue_merged", "recorded_by",
            sqlite_where=text("duplicate_of_id IS NOT NULL"), postgresql_where=text("duplicate_of_id IS NOT NULL"),
        ),
        Index(
            "ix_issue_merged_of", "raised_by_id",
            sqlite_where=text("duplicate_of_id IS NOT NULL"), postgresql_where=text("duplicate_of_id IS NOT NULL"),
        ),
        index_where_known("issue", "duplicate_of_id"),
    )  # fmt: skip

    @property
    def shared_with(self) -> frozenset[int]:
        """Ids of the organisations it is shared with."""
        return frozenset(share.organisation_id for share in self.shares)


class IssueEvent(Base):
    """One step in the life of an issue: when it happened, when it was recorded. Append-only.

    `site_id` is the place of a LINK or UNLINK; `account_id` one person of the assignee. `evidence` says what shows that
    it is done or verified: a photo, a visit, or a `document` named in words. `other_issue_id` is the issue that was
    merged into this one, or that this one was merged into, also at a place that came or went with it.
    """

    __tablename__ = "issue_event"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    issue_id: Mapped[int] = reference("issue")
    kind: Mapped[IssueEventKind] = mapped_column(coded(IssueEventKind))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    meeting_id: Mapped[int | None] = reference("meeting", optional=True)
    status: Mapped[IssueStatus | None] = mapped_column(coded(IssueStatus))
    assignee_id: Mapped[int | None] = reference("organisation", optional=True)
    account_id: Mapped[int | None] = reference("account", optional=True)
    due_on: Mapped[date | None]
    due_next_meeting: Mapped[bool | None]
    reason: Mapped[RefusalReason | None] = mapped_column(coded(RefusalReason))
    site_id: Mapped[int | None] = reference("site", optional=True)
    note: Mapped[str | None]
    evidence: Mapped[EvidenceKind | None] = mapped_column(coded(EvidenceKind))
    photo_id: Mapped[int | None] = reference("photo", optional=True)
    observation_id: Mapped[int | None] = reference("observation", optional=True)
    document: Mapped[str | None]
    other_issue_id: Mapped[int | None] = reference("issue", optional=True)
    __table_args__ = (
        # "Verified this month" and "came back this month" are ranges of the first, what moved since a day of the other.
        Index("ix_issue_event_status", "municipality_id", "status", "happened_on", "issue_id"),
        Index("ix_issue_event_happened_on", "municipality_id", "happened_on", "issue_id"),
        # What the last event by the end of a day said of an issue.
        Index("ix_issue_event_issue_id", "issue_id", "happened_on"),
        index_where_known("issue_event", "site_id"),
        # Whoever erases one of these has to find the steps that speak of it.
        index_where_known("issue_event", "photo_id"),
        index_where_known("issue_event", "observation_id"),
        index_where_known("issue_event", "other_issue_id"),
        # What happened at a meeting, and what happened lately outside of meetings.
        index_where_known("issue_event", "meeting_id"),
        Index(
            "ix_issue_event_outside",
            "municipality_id",
            "recorded_at",
            sqlite_where=text("meeting_id IS NULL"),
            postgresql_where=text("meeting_id IS NULL"),
        ),
    )


class IssueSite(Base):
    """An issue is about a site; both have many of the other."""

    __tablename__ = "issue_site"
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True, index=True)
    linked_at: Mapped[datetime]


class SavedFilter(Base):
    """A list of issues as one person wants to find it again: `choice` is its address."""

    __tablename__ = "saved_filter"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    account_id: Mapped[int] = reference("account")
    name: Mapped[str]
    choice: Mapped[dict[str, str]] = mapped_column(Document)
    made_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("account_id", "name"),)


class IssueNumber(Base):
    """The last issue number given out in a year."""

    __tablename__ = "issue_number"
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
