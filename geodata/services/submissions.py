"""Write a letter to an authority about an issue, change the draft, take it back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.legal_bases import bases_of
from geodata.model.people import Actor
from geodata.model.submissions import SENT_ONCE, SubmissionEventKind, SubmissionKind, SubmissionState
from geodata.policy import Action, require
from geodata.services.duplicates import followed_in
from geodata.services.issue_events import require_organisation, visible_issue
from geodata.services.letter_changes import note_draft_change
from geodata.services.personal_data import require_clean, told_without
from geodata.services.submission_events import (
    add_submission_event,
    hold_submissions,
    present_submission,
    visible_submission,
)
from geodata.tables import Submission
from geodata.workflow import require_submission_step

SUBJECT_AT_MOST = 200  # characters; a subject is read in a list
TEXT_AT_MOST = 20_000  # characters; some ten pages


@dataclass(frozen=True, slots=True)
class Letter:
    """What a submission says: to whom, of which kind, on which basis (a key of `legal_bases`), in which words.

    `keep_personal_data` is the reason for which personal data in the words has to stay.
    """

    authority_id: int
    kind: SubmissionKind
    subject: str
    text: str
    basis: str | None = None
    keep_personal_data: str = ""


def write_submission(
    database: Database,
    actor: Actor,
    issue_id: int,
    letter: Letter,
    *,
    previous_id: int | None = None,
    client_id: str | None = None,
) -> int:
    """Store the draft of a letter about an issue; returns its id (the same for the same client_id).

    One about a duplicate is stored at the issue in which that is followed, as if it had come along with the merging.
    `previous_id` is the submission about the same issue that it follows.
    """
    require(actor, Action.KEEP_SUBMISSION)
    subject, text = _checked(letter)
    with database.write(actor) as work:
        session = work.session
        hold_submissions(work)
        known = _known(session, actor, client_id)
        if known is not None:
            return known
        named = visible_issue(session, actor, issue_id)
        followed_id = followed_in(session, actor, named.id)
        require_organisation(session, actor, letter.authority_id)
        if previous_id is not None:
            _require_follows(visible_submission(session, actor, previous_id), followed_id, letter)
        checked = require_clean(work, {"subject": letter.subject, "text": letter.text}, letter.keep_personal_data)
        submission = Submission(
            municipality_id=actor.municipality_id,
            organisation_id=actor.organisation_id,
            issue_id=followed_id,
            from_issue_id=None if followed_id == named.id else named.id,
            authority_id=letter.authority_id,
            previous_id=previous_id,
            kind=letter.kind,
            basis=letter.basis,
            subject=subject,
            text=text,
            client_id=client_id or None,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
            state=SubmissionState.DRAFT,
        )
        session.add(submission)
        session.flush()
        add_submission_event(work, submission, SubmissionEventKind.WRITTEN, clock.today())
        told = {"issue": followed_id, "previous": previous_id} | _codes(submission)
        work.audit("write", "submission", submission.id, checked.told(told))
        work.commit()
        return submission.id


def change_submission(database: Database, actor: Actor, submission_id: int, row_version: int, letter: Letter) -> int:
    """Let a draft read as `letter` says; returns its version since.

    Raises StaleEdit, Forbidden where another organisation wrote it, or InvalidValue where it was sent already.
    """
    require(actor, Action.KEEP_SUBMISSION)
    subject, text = _checked(letter)
    with database.write(actor) as work:
        session = work.session
        hold_submissions(work)
        submission = present_submission(session, actor, submission_id, row_version)
        if submission.state != SubmissionState.DRAFT:
            raise InvalidValue(N_("The letter was sent and cannot change any more. Write another one that follows it."))
        require_organisation(session, actor, letter.authority_id)
        if submission.previous_id is not None:
            _require_follows(session.get_one(Submission, submission.previous_id), submission.issue_id, letter)
        checked = require_clean(work, {"subject": letter.subject, "text": letter.text}, letter.keep_personal_data)
        submission.authority_id, submission.kind, submission.basis = letter.authority_id, letter.kind, letter.basis
        submission.subject, submission.text = subject, text
        session.flush()
        note_draft_change(work, submission.id, checked.told())
        version = submission.row_version
        work.commit()
        return version


def withdraw_submission(database: Database, actor: Actor, submission_id: int, row_version: int) -> None:
    """Take back a draft that will not be sent; what it said stays in the audit.

    Its row stays, empty: SQLite would give its number to the next one.
    """
    require(actor, Action.KEEP_SUBMISSION)
    with database.write(actor) as work:
        hold_submissions(work)
        submission = present_submission(work.session, actor, submission_id, row_version)
        require_submission_step(submission.state, SubmissionState.WITHDRAWN)
        work.audit("withdraw", "submission", submission.id, told_without(work, _told(submission)))
        submission.subject = submission.text = ""
        submission.previous_id = None
        add_submission_event(work, submission, SubmissionEventKind.WITHDRAWN, clock.today())
        work.commit()


def _checked(letter: Letter) -> tuple[str, str]:
    subject, text = " ".join(letter.subject.split()), letter.text.strip()
    if not subject:
        raise InvalidValue(N_("Say in a few words what the letter is about: the subject is empty."))
    if len(subject) > SUBJECT_AT_MOST:
        raise InvalidValue(N_("The subject is longer than {count} characters. Shorten it."), count=SUBJECT_AT_MOST)
    if not text:
        raise InvalidValue(N_("The letter says nothing yet. Write its text."))
    if len(text) > TEXT_AT_MOST:
        raise InvalidValue(N_("The letter is longer than {count} characters. Shorten it."), count=TEXT_AT_MOST)
    if letter.basis is not None and letter.basis not in {basis.key for basis in bases_of(letter.kind)}:
        raise InvalidValue(N_("This legal basis does not belong to this kind of letter. Choose another, or none."))
    return subject, text


def _require_follows(previous: Submission, issue_id: int, letter: Letter) -> None:
    if previous.issue_id != issue_id:
        raise InvalidValue(N_("A letter follows another about the same issue only."))
    if previous.state not in SENT_ONCE:
        raise InvalidValue(N_("The letter that this one would follow was not sent yet."))
    if letter.kind == SubmissionKind.REMINDER and previous.authority_id != letter.authority_id:
        # An answer to a reminder is the answer to what it reminds of, so nobody else can give it.
        raise InvalidValue(
            N_("A reminder goes to the authority that it reminds. To another one, write a letter of another kind.")
        )


def _codes(submission: Submission) -> dict[str, object]:
    return {"kind": submission.kind, "authority": submission.authority_id, "basis": submission.basis}


def _told(submission: Submission) -> dict[str, object]:
    return _codes(submission) | {"subject": submission.subject, "text": submission.text}


def _known(session: Session, actor: Actor, client_id: str | None) -> int | None:
    if not client_id:
        return None
    known = session.scalar(select(Submission.id).where(Submission.client_id == client_id))
    return None if known is None else visible_submission(session, actor, known).id
