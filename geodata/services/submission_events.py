"""Steps in the life of a submission: how one is written down, and today's state as it follows from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.errors import NotFound, StaleEdit
from geodata.model.people import Actor
from geodata.model.submissions import WAITING_SUBMISSIONS, SubmissionEventKind, SubmissionState
from geodata.policy import visible
from geodata.tables import Issue, Submission, SubmissionEvent
from geodata.unit_of_work import UnitOfWork


def hold_submissions(work: UnitOfWork) -> None:
    """Let one change of submissions after another through, so that whoever reads one here reads the newest."""
    work.version_of("submissions")


def visible_submission(session: Session, actor: Actor, submission_id: int) -> Submission:
    """The submission, or NotFound unless the actor may know of its issue. One that was taken back is not found."""
    submission = session.scalar(
        select(Submission)
        .join(Issue, (Issue.id == Submission.issue_id) & visible(actor, Issue))
        .where(
            Submission.id == submission_id,
            Submission.municipality_id == actor.municipality_id,
            Submission.state != SubmissionState.WITHDRAWN,
        )
    )
    if submission is None:
        raise NotFound
    return submission


def present_submission(session: Session, actor: Actor, submission_id: int, row_version: int) -> Submission:
    """The same; StaleEdit if it changed since it was read."""
    submission = visible_submission(session, actor, submission_id)
    if submission.row_version != row_version:
        raise StaleEdit("submission", submission_id)
    return submission


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
    today: dict[str, Any] = dict.fromkeys(_TODAY)
    for event in session.scalars(events):
        today |= _said_by(event)
    for name, value in today.items():
        if getattr(submission, name) != value:
            setattr(submission, name, value)
    session.flush()


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
                "answer_recorded_at": event.recorded_at,
                "answer_kind": event.answer_kind,
                "forwarded_to_id": event.forwarded_to_id,
            }
        case SubmissionEventKind.CLOSED:
            kind = {} if event.answer_kind is None else {"answer_kind": event.answer_kind}
            return kind | {"state": SubmissionState.CLOSED}
        case SubmissionEventKind.WITHDRAWN:
            return {"state": SubmissionState.WITHDRAWN}
