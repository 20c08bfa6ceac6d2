"""Letters to authorities as the tests need them: written, sent and answered in one line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionKind
from geodata.services.organisations import add_organisation
from geodata.services.submission_card import SubmissionCard, submission_card
from geodata.services.submission_steps import Answer, Sending, note_answer, send_submission
from geodata.services.submissions import Letter, write_submission


def some_authority(database: Database, actor: Actor, name: str = "Stavební úřad") -> int:
    return add_organisation(database, actor, name, OrganisationKind.AUTHORITY)


def a_letter(
    authority_id: int, kind: SubmissionKind = SubmissionKind.NOTICE, basis: str | None = "notice", **words: Any
) -> Letter:
    """A letter in words of its own, unless some are given."""
    told = {"subject": "Havarijní objekt", "text": "Žádáme o prohlídku stavby."} | words
    return Letter(authority_id, kind, basis=basis, **told)


def write_letter(
    database: Database, actor: Actor, issue_id: int, authority_id: int, previous_id: int | None = None
) -> int:
    """A notice under § 42."""
    return write_submission(database, actor, issue_id, a_letter(authority_id), previous_id=previous_id)


def send_letter(
    database: Database,
    actor: Actor,
    submission_id: int,
    sent_on: date | None = None,
    way: SendingWay = SendingWay.DATA_BOX,
    due_on: date | None = None,
) -> int:
    """Note that it was sent; the same id again."""
    version = letter_card(database, actor, submission_id).row_version
    send_submission(database, actor, submission_id, version, Sending(way, sent_on, due_on=due_on))
    return submission_id


def answer_letter(
    database: Database,
    actor: Actor,
    submission_id: int,
    kind: AnswerKind = AnswerKind.NO_COMPETENCE,
    answered_on: date | None = None,
    forwarded_to_id: int | None = None,
) -> None:
    version = letter_card(database, actor, submission_id).row_version
    answer = Answer(kind, answered_on, forwarded_to_id=forwarded_to_id)
    note_answer(database, actor, submission_id, version, answer)


def letter_card(database: Database, actor: Actor, submission_id: int) -> SubmissionCard:
    return submission_card(database, actor, submission_id)


def a_reminder(database: Database, actor: Actor, submission_id: int) -> int:
    """A reminder of a letter, written and not sent."""
    card = letter_card(database, actor, submission_id)
    letter = a_letter(card.line.authority_id, SubmissionKind.REMINDER, None, subject="Urgence")
    return write_submission(database, actor, card.line.issue.id, letter, previous_id=submission_id)
