"""Submissions as they are read in lists: about which issue, to whom, until when, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.model.issues import IssueStatus
from geodata.model.legal_bases import LegalBasis, legal_basis
from geodata.model.people import Actor
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionKind, SubmissionState
from geodata.services.references import IssueRef
from geodata.services.submission_events import is_late, shown_to
from geodata.services.visibility import still_visible
from geodata.tables import Issue, Organisation, Submission


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One submission; `authority` is whom it asks, `organisation` who asks. `days_late`: past the deadline, 0 if not.

    `previous_id` is the one that it follows.
    """

    id: int
    issue: IssueRef
    kind: SubmissionKind
    subject: str
    basis: LegalBasis | None
    state: SubmissionState
    authority_id: int
    authority: str
    organisation_id: int | None
    organisation: str | None
    sent_on: date | None
    sent_by: SendingWay | None
    reference: str | None
    due_on: date | None
    overdue: bool
    days_late: int
    answered_on: date | None
    answer_kind: AnswerKind | None
    forwarded_to: str | None
    reminded_on: date | None
    previous_id: int | None
    row_version: int


def line_query(actor: Actor) -> Select[Submission, str, str, IssueStatus, str, str, str]:
    """Submissions with the names they speak of, of issues that the actor may know of; `submission_line` reads a row."""
    authority, author, forwarded = aliased(Organisation), aliased(Organisation), aliased(Organisation)
    return (
        select(
            Submission,
            Issue.number,
            Issue.title,
            Issue.status.label("issue_status"),
            authority.short_name.label("authority"),
            author.short_name.label("organisation"),
            forwarded.short_name.label("forwarded_to"),
        )
        .join(Issue, Issue.id == Submission.issue_id)
        .join(authority, authority.id == Submission.authority_id)
        .outerjoin(author, author.id == Submission.organisation_id)
        .outerjoin(forwarded, forwarded.id == Submission.forwarded_to_id)
        .where(
            Submission.municipality_id == actor.municipality_id,
            shown_to(actor),
            still_visible(actor, Issue),
        )
    )


def submission_line(row: Row[Submission, str, str, IssueStatus, str, str, str]) -> SubmissionLine:
    """A row of `line_query`."""
    one: Submission = row.Submission
    overdue = is_late(one.state, one.due_on)
    return SubmissionLine(
        id=one.id,
        issue=IssueRef(one.issue_id, row.number, row.title, row.issue_status),
        kind=one.kind,
        subject=one.subject,
        basis=legal_basis(one.basis),
        state=one.state,
        authority_id=one.authority_id,
        authority=row.authority,
        organisation_id=one.organisation_id,
        organisation=row.organisation,
        sent_on=one.sent_on,
        sent_by=one.sent_by,
        reference=one.reference,
        due_on=one.due_on,
        overdue=overdue,
        days_late=(clock.today() - one.due_on).days if overdue and one.due_on is not None else 0,
        answered_on=one.answered_on,
        answer_kind=one.answer_kind,
        forwarded_to=row.forwarded_to,
        reminded_on=one.reminded_on,
        previous_id=one.previous_id,
        row_version=one.row_version,
    )


def submission_lines(session: Session, actor: Actor, *chosen: ColumnElement[bool]) -> list[SubmissionLine]:
    """The submissions that are chosen and that the actor may know of, in the order in which they were written.

    All of them: ask for those of some issues, never of a city.
    """
    query = line_query(actor).where(*chosen).order_by(Submission.id)
    return [submission_line(row) for row in session.execute(query)]
