"""Submissions: letters to authorities about an issue, how far they are, and what was answered."""

from __future__ import annotations

from enum import StrEnum


class SubmissionKind(StrEnum):
    """What is asked of the authority. NOTICE: a podnět, that it look into the matter."""

    NOTICE = "notice"
    INFORMATION_REQUEST = "information_request"
    REMINDER = "reminder"
    INACTION_COMPLAINT = "inaction_complaint"
    COMPLAINT = "complaint"


class SubmissionState(StrEnum):
    """CLOSED: nobody waits for anything any more. WITHDRAWN: a draft that was taken back."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class SendingWay(StrEnum):
    DATA_BOX = "data_box"
    POST = "post"
    EMAIL = "email"
    IN_PERSON = "in_person"


class AnswerKind(StrEnum):
    """NO_ANSWER: the deadline passed and nobody answered."""

    DONE = "done"
    PARTLY = "partly"
    NO_COMPETENCE = "no_competence"
    LAW_BARS_ENTRY = "law_bars_entry"
    FORWARDED = "forwarded"
    NO_ANSWER = "no_answer"
    OTHER = "other"


class SubmissionEventKind(StrEnum):
    """REFERENCE: the authority confirmed the receipt. REMINDED: a reminder of this submission was sent."""

    WRITTEN = "written"
    SENT = "sent"
    REFERENCE = "reference"
    REMINDED = "reminded"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# Those that wait for an answer, and those that somebody once sent.
WAITING_SUBMISSIONS = frozenset({SubmissionState.SENT})
SENT_ONCE = frozenset({SubmissionState.SENT, SubmissionState.ANSWERED, SubmissionState.CLOSED})
