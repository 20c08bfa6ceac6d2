"""Lead a submission on: it was sent, received under a number, answered, closed. Each step is one event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.deadlines import counted_from, deadline_of
from geodata.model.legal_bases import legal_basis
from geodata.model.people import Actor
from geodata.model.submissions import (
    SENT_ONCE,
    WAITING_SUBMISSIONS,
    AnswerKind,
    SendingWay,
    SubmissionEventKind,
    SubmissionKind,
    SubmissionState,
)
from geodata.policy import Action, require
from geodata.services.issue_events import checked_note, require_organisation, require_past
from geodata.services.personal_data import require_clean
from geodata.services.sent_letters import keep_as_sent
from geodata.services.submission_events import (
    add_submission_event,
    first_day_of_sending,
    first_reminded,
    hold_submissions,
    is_late,
    present_submission,
    reminded_by,
)
from geodata.tables import Issue, Submission
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_submission_step

REFERENCE_AT_MOST = 100  # characters


@dataclass(frozen=True, slots=True)
class Sending:
    """When (today unless said) and how the letter went; `reference` and `received_on` where they are known at once.

    `due_on` is the day until which an answer is waited for; where it is not said, it follows from the legal basis.
    """

    way: SendingWay
    sent_on: date | None = None
    reference: str = ""
    received_on: date | None = None
    due_on: date | None = None
    note: str = ""
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The authority confirmed the letter: under which number, and when it came there (the deadline counts from it)."""

    reference: str
    received_on: date | None = None
    note: str = ""
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and when (today unless said). `forwarded_to_id` is the authority that has the matter now."""

    kind: AnswerKind
    answered_on: date | None = None
    note: str = ""
    reference: str = ""
    forwarded_to_id: int | None = None
    keep_personal_data: str = ""


def send_submission(database: Database, actor: Actor, submission_id: int, row_version: int, sending: Sending) -> None:
    """Note that the letter was sent; from now on it cannot change, and what it tells of its places is kept.

    A reminder is noted at the submission that it reminds of too. Raises StaleEdit if it changed since it was read.
    """
    with _changed(database, actor, submission_id, row_version) as (work, submission):
        require_submission_step(submission.state, SubmissionState.SENT)
        sent_on = require_past(sending.sent_on or clock.today())
        _require_from(sent_on, first_day_of_sending(work.session.get_one(Issue, submission.issue_id), submission))
        if sending.received_on is not None:
            _require_since(require_past(sending.received_on), sent_on)
        start = sending.received_on or counted_from(sent_on, sending.way)
        due_on = _checked_due(sending.due_on, sent_on) or deadline_of(legal_basis(submission.basis), start)
        texts = {"reference": sending.reference, "note": sending.note}
        checked = require_clean(work, texts, sending.keep_personal_data)
        keep_as_sent(work.session, submission)
        add_submission_event(
            work,
            submission,
            SubmissionEventKind.SENT,
            sent_on,
            sent_by=sending.way,
            received_on=sending.received_on,
            reference=_checked_reference(sending.reference),
            due_on=due_on,
            note=checked_note(sending.note),
        )
        reminded = reminded_by(work.session, submission)
        if reminded is not None:
            add_submission_event(work, reminded, SubmissionEventKind.REMINDED, sent_on)
        told = {"way": sending.way, "sent_on": sent_on, "due_on": due_on, "reference": submission.reference}
        work.audit("send", "submission", submission.id, checked.told(told))


def note_reference(database: Database, actor: Actor, submission_id: int, row_version: int, receipt: Receipt) -> None:
    """Note under which number the authority has the letter.

    A day of receipt lets the deadline count from it, unless the writer set a day themselves: that one stays.
    """
    with _changed(database, actor, submission_id, row_version) as (work, submission):
        reference = _checked_reference(receipt.reference)
        if reference is None and receipt.received_on is None:
            raise InvalidValue(N_("Enter the reference number, or the day when the authority received the letter."))
        sent_on = _require_sent(submission)
        due_on = None
        if receipt.received_on is not None:
            _require_since(require_past(receipt.received_on), sent_on)
            if _is_due_by_rule(submission, sent_on):
                due_on = deadline_of(legal_basis(submission.basis), receipt.received_on)
        texts = {"reference": receipt.reference, "note": receipt.note}
        checked = require_clean(work, texts, receipt.keep_personal_data)
        add_submission_event(
            work,
            submission,
            SubmissionEventKind.REFERENCE,
            receipt.received_on or clock.today(),
            reference=reference,
            received_on=receipt.received_on,
            due_on=due_on,
            note=checked_note(receipt.note),
        )
        told = {"reference": reference, "received_on": receipt.received_on, "due_on": due_on}
        work.audit("confirm", "submission", submission.id, checked.told(told))


def note_answer(database: Database, actor: Actor, submission_id: int, row_version: int, answer: Answer) -> None:
    """Note what the authority answered; a further answer may follow.

    An answer to a reminder answers what it reminds of, and the other way round, whatever was noted there before. That
    none came is noted once the deadline has passed, and closes the submission.
    """
    if answer.kind == AnswerKind.NO_ANSWER:
        _note_silence(database, actor, submission_id, row_version, answer)
        return
    with _changed(database, actor, submission_id, row_version) as (work, submission):
        require_submission_step(submission.state, SubmissionState.ANSWERED)
        answered_on = require_past(answer.answered_on or clock.today())
        _require_since(answered_on, _require_sent(submission))
        if answer.forwarded_to_id is not None:
            require_organisation(work.session, actor, answer.forwarded_to_id)
        texts = {"reference": answer.reference, "note": answer.note}
        checked = require_clean(work, texts, answer.keep_personal_data)
        for together in (submission, *_reminded_along(work.session, submission)):
            add_submission_event(
                work,
                together,
                SubmissionEventKind.ANSWERED,
                answered_on,
                answer_kind=answer.kind,
                reference=_checked_reference(answer.reference) if together is submission else None,
                forwarded_to_id=answer.forwarded_to_id if answer.kind == AnswerKind.FORWARDED else None,
                note=checked_note(answer.note) if together is submission else None,
            )
        told = {"kind": answer.kind, "answered_on": answered_on, "forwarded_to": submission.forwarded_to_id}
        work.audit("answer", "submission", submission.id, checked.told(told))


def close_submission(
    database: Database,
    actor: Actor,
    submission_id: int,
    row_version: int,
    note: str = "",
    *,
    keep_personal_data: str = "",
) -> None:
    """Note that nothing more is waited for, nor by its reminders or what it reminds of.

    What waits past its deadline then counts as not answered.
    """
    with _changed(database, actor, submission_id, row_version) as (work, submission):
        _close(work, submission, note, keep_personal_data)


def _note_silence(database: Database, actor: Actor, submission_id: int, row_version: int, answer: Answer) -> None:
    with _changed(database, actor, submission_id, row_version) as (work, submission):
        require_submission_step(submission.state, SubmissionState.CLOSED)
        if not is_late(submission.state, submission.due_on):
            raise InvalidValue(N_("The deadline has not passed yet, so an answer may still come."))
        _close(work, submission, answer.note, answer.keep_personal_data)


def _close(work: UnitOfWork, submission: Submission, note: str, keep_personal_data: str) -> None:
    require_submission_step(submission.state, SubmissionState.CLOSED)
    checked = require_clean(work, {"note": note}, keep_personal_data)
    waiting = [one for one in _reminded_along(work.session, submission) if one.state in WAITING_SUBMISSIONS]
    for together in (submission, *waiting):
        add_submission_event(
            work,
            together,
            SubmissionEventKind.CLOSED,
            clock.today(),
            answer_kind=AnswerKind.NO_ANSWER if is_late(together.state, together.due_on) else None,
            note=checked_note(note) if together is submission else None,
        )
    work.audit("close", "submission", submission.id, checked.told({"kind": submission.answer_kind}))


def _reminded_along(session: Session, submission: Submission) -> list[Submission]:
    """What was sent and has the same answer: reminders of the submission, or what it reminds of with its reminders."""
    first = first_reminded(session, submission)
    found, step = [first], [first.id]
    while step:
        reminders = session.scalars(
            select(Submission)
            .where(
                Submission.previous_id.in_(step),
                Submission.kind == SubmissionKind.REMINDER,
                Submission.authority_id == first.authority_id,
            )
            .order_by(Submission.id)
        ).all()
        found += reminders
        step = [reminder.id for reminder in reminders]
    return [one for one in found if one.id != submission.id and one.state in SENT_ONCE]


def _is_due_by_rule(submission: Submission, sent_on: date) -> bool:
    """Whether nobody set another day for the answer than the one that followed from what was known of the receipt."""
    if submission.due_on is None or submission.sent_by is None:
        return True
    start = submission.received_on or counted_from(sent_on, submission.sent_by)
    return submission.due_on == deadline_of(legal_basis(submission.basis), start)


@contextmanager
def _changed(
    database: Database, actor: Actor, submission_id: int, row_version: int
) -> Iterator[tuple[UnitOfWork, Submission]]:
    """The submission for one step; committed when the block ends well."""
    require(actor, Action.KEEP_SUBMISSION)
    with database.write(actor) as work:
        hold_submissions(work)
        yield work, present_submission(work.session, actor, submission_id, row_version)
        work.commit()


def _require_sent(submission: Submission) -> date:
    if submission.state not in SENT_ONCE or submission.sent_on is None:
        raise InvalidValue(N_("The letter was not sent yet. Note first when and how it was sent."))
    return submission.sent_on


def _require_from(day: date, first: date) -> None:
    if day < first:
        raise InvalidValue(
            N_("The letter cannot have been sent before {day}. Check the year of the day that you entered."), day=first
        )


def _require_since(day: date, sent_on: date) -> None:
    if day < sent_on:
        raise InvalidValue(N_("The letter was sent on {day}; this cannot have happened earlier."), day=sent_on)


def _checked_due(due_on: date | None, sent_on: date) -> date | None:
    if due_on is not None and due_on <= sent_on:
        raise InvalidValue(N_("The deadline for the answer has to be later than the sending on {day}."), day=sent_on)
    return due_on


def _checked_reference(reference: str) -> str | None:
    words = " ".join(reference.split())
    if len(words) > REFERENCE_AT_MOST:
        raise InvalidValue(
            N_("The reference number is longer than {count} characters. Shorten it."), count=REFERENCE_AT_MOST
        )
    return words or None
