"""Steps in the life of a submission: how one is written down, and today's state as it follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.errors import Forbidden, NotFound, StaleEdit
from geodata.model.letter_days import earliest_sending
from geodata.model.people import Actor
from geodata.model.submissions import WAITING_SUBMISSIONS, SubmissionEventKind, SubmissionKind, SubmissionState
from geodata.policy import answers_for, sees_drafts, visible
from geodata.tables import Issue, Submission, SubmissionEvent
from geodata.unit_of_work import UnitOfWork


def hold_submissions(work: UnitOfWork) -> None:
    """Let one change of submissions after another through, so that whoever reads one here reads the newest."""
    work.version_of("submissions")


def visible_submission(session: Session, actor: Actor, submission_id: int) -> Submission:
    """The submission, or NotFound unless the actor may know of it and of its issue."""
    submission = session.scalar(
        select(Submission)
        .join(Issue, (Issue.id == Submission.issue_id) & visible(actor, Issue))
        .where(
            Submission.id == submission_id,
            Submission.municipality_id == actor.municipality_id,
            shown_to(actor),
        )
    )
    if submission is None:
        raise NotFound
    return submission


def shown_to(actor: Actor) -> ColumnElement[bool]:
    """What was taken back is shown to nobody, a draft to those who may write letters."""
    hidden = {SubmissionState.WITHDRAWN} if sees_drafts(actor) else {SubmissionState.WITHDRAWN, SubmissionState.DRAFT}
    return Submission.state.not_in(sorted(hidden))


def leads(actor: Actor, submission: Submission) -> bool:
    """Whether the actor may take the next step with the submission, where they may keep submissions at all.

    A draft goes out in the name of the organisation that wrote it: only that one, or a coordinator, leads it on.
    """
    if submission.state != SubmissionState.DRAFT or answers_for(actor, submission):
        return True
    return submission.organisation_id is None and submission.recorded_by == actor.account_id


def present_submission(session: Session, actor: Actor, submission_id: int, row_version: int) -> Submission:
    """The same for a step; Forbidden where it is another organisation's draft, StaleEdit if it changed since it was
    read."""
    submission = visible_submission(session, actor, submission_id)
    if not leads(actor, submission):
        raise Forbidden
    if submission.row_version != row_version:
        raise StaleEdit("submission", submission_id)
    return submission


def reminded_by(session: Session, submission: Submission) -> Submission | None:
    """What a reminder reminds of; None of any other letter.

    Whoever is reminded is the one who has not answered: a letter to somebody else answers for nobody.
    """
    if submission.kind != SubmissionKind.REMINDER or submission.previous_id is None:
        return None
    before = session.get_one(Submission, submission.previous_id)
    return before if before.authority_id == submission.authority_id else None


def first_reminded(session: Session, submission: Submission) -> Submission:
    """What a reminder, or a reminder of one, reminds of first of all; any other letter itself."""
    while (before := reminded_by(session, submission)) is not None:
        submission = before
    return submission


def written_on(submission: Submission) -> date:
    """The day on which its draft was begun."""
    return submission.recorded_at.astimezone(clock.PRAGUE).date()


def first_day_of_sending(issue: Issue, submission: Submission) -> date:
    """The first day on which the submission about the issue can have been sent."""
    return earliest_sending(issue.raised_on, written_on(submission), clock.today())


def is_late(state: SubmissionState, due_on: date | None) -> bool:
    """Whether a submission in this state waits past its deadline."""
    return state in WAITING_SUBMISSIONS and due_on is not None and due_on < clock.today()


def add_submission_event(
    work: UnitOfWork, submission: Submission, kind: SubmissionEventKind, happened_on: date, **facts: Any
) -> SubmissionEvent:
    """Append one event and derive today's state; `facts` are further columns of `SubmissionEvent`."""
    event = SubmissionEvent(
        municipality_id=submission.municipality_id,
        submission_id=submission.id,
        kind=kind,
        happened_on=happened_on,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
        organisation_id=work.actor.organisation_id,
        **facts,
    )
    work.session.add(event)
    derive_submission(work.session, submission)
    return event


def derive_submission(session: Session, submission: Submission) -> None:
    """Bring the columns under "today" up to the events; the only place that writes them."""
    session.flush()
    events = select(SubmissionEvent).where(SubmissionEvent.submission_id == submission.id).order_by(SubmissionEvent.id)
    recorded = session.scalars(events).all()
    today: dict[str, Any] = dict.fromkeys(_TODAY)
    for event in _replayed(recorded):
        today |= _said_by(event)
    # News is what was written down last, whenever it happened; that nobody answered is news as well.
    answers = [event.recorded_at for event in recorded if event.answer_kind is not None]
    today["answer_recorded_at"] = max(answers, default=None)
    for name, value in today.items():
        if getattr(submission, name) != value:
            setattr(submission, name, value)
    session.flush()


def _replayed(recorded: Sequence[SubmissionEvent]) -> Iterator[SubmissionEvent]:
    """In the order in which they were written down, but the answers among themselves by their day: an earlier one that
    somebody notes later is not the last word."""
    answers = iter(
        sorted(
            (event for event in recorded if event.kind == SubmissionEventKind.ANSWERED),
            key=lambda event: (event.happened_on, event.id),
        )
    )
    return (next(answers) if event.kind == SubmissionEventKind.ANSWERED else event for event in recorded)


_TODAY = (
    "state",
    "sent_on",
    "sent_by",
    "received_on",
    "reference",
    "due_on",
    "answered_on",
    "answer_recorded_at",
    "answer_kind",
    "forwarded_to_id",
    "reminded_on",
)


def _said_by(event: SubmissionEvent) -> dict[str, Any]:
    """What is so since the event."""
    match event.kind:
        case SubmissionEventKind.WRITTEN:
            return {"state": SubmissionState.DRAFT}
        case SubmissionEventKind.SENT:
            sent = {name: getattr(event, name) for name in ("sent_by", "received_on", "reference", "due_on")}
            return sent | {"state": SubmissionState.SENT, "sent_on": event.happened_on}
        case SubmissionEventKind.REFERENCE:
            learned = {name: getattr(event, name) for name in ("received_on", "reference", "due_on")}
            return {name: value for name, value in learned.items() if value is not None}
        case SubmissionEventKind.REMINDED:
            return {"reminded_on": event.happened_on}
        case SubmissionEventKind.ANSWERED:
            reference = {} if event.reference is None else {"reference": event.reference}
            return reference | {
                "state": SubmissionState.ANSWERED,
                "answered_on": event.happened_on,
                "answer_kind": event.answer_kind,
                "forwarded_to_id": event.forwarded_to_id,
            }
        case SubmissionEventKind.CLOSED:
            kind = {} if event.answer_kind is None else {"answer_kind": event.answer_kind}
            return kind | {"state": SubmissionState.CLOSED}
        case SubmissionEventKind.WITHDRAWN:
            return {"state": SubmissionState.WITHDRAWN}
