"""What the codes of submissions are called on the screen; a part of `dashboard.labels`."""

from __future__ import annotations

from enum import StrEnum

from geodata.errors import N_
from geodata.model.legal_bases import CountedFrom, Counting
from geodata.model.next_steps import Addressee, NextStep
from geodata.model.submissions import (
    AnswerKind,
    SendingWay,
    SubmissionEventKind,
    SubmissionKind,
    SubmissionState,
)

SUBMISSION_LABELS: dict[type[StrEnum], dict[str, str]] = {
    SubmissionKind: {
        SubmissionKind.NOTICE: N_("Notice to an authority"),
        SubmissionKind.INFORMATION_REQUEST: N_("Request for information"),
        SubmissionKind.REMINDER: N_("Reminder"),
        SubmissionKind.INACTION_COMPLAINT: N_("Complaint about inaction"),
        SubmissionKind.COMPLAINT: N_("Complaint"),
    },
    SubmissionState: {
        SubmissionState.DRAFT: N_("Written, not sent"),
        SubmissionState.SENT: N_("Waits for an answer"),
        SubmissionState.ANSWERED: N_("Answered"),
        SubmissionState.CLOSED: N_("Settled"),
        SubmissionState.WITHDRAWN: N_("Taken back"),
    },
    SendingWay: {
        SendingWay.DATA_BOX: N_("By data box"),
        SendingWay.POST: N_("By post"),
        SendingWay.EMAIL: N_("By e-mail"),
        SendingWay.IN_PERSON: N_("In person"),
    },
    AnswerKind: {
        AnswerKind.DONE: N_("Dealt with"),
        AnswerKind.PARTLY: N_("Partly done"),
        AnswerKind.NO_COMPETENCE: N_("Refused: no competence"),
        AnswerKind.LAW_BARS_ENTRY: N_("Refused: the law bars entry"),
        AnswerKind.FORWARDED: N_("Passed on"),
        AnswerKind.NO_ANSWER: N_("No answer"),
        AnswerKind.OTHER: N_("Another answer"),
    },
    SubmissionEventKind: {
        SubmissionEventKind.WRITTEN: N_("Letter written"),
        SubmissionEventKind.SENT: N_("Letter sent"),
        SubmissionEventKind.REFERENCE: N_("Receipt confirmed"),
        SubmissionEventKind.REMINDED: N_("Reminder sent"),
        SubmissionEventKind.ANSWERED: N_("Answer came"),
        SubmissionEventKind.CLOSED: N_("Letter settled"),
        SubmissionEventKind.WITHDRAWN: N_("Letter taken back"),
    },
    NextStep: {
        NextStep.SEND: N_("Note that it was sent"),
        NextStep.NOTE_ANSWER: N_("Note the answer"),
        NextStep.REMIND: N_("Remind them"),
        NextStep.COMPLAIN: N_("Turn to the superior authority"),
        NextStep.COMPLAIN_THERE: N_("Complain about how the request was handled"),
        NextStep.WRITE_ELSEWHERE: N_("Write to another authority"),
        NextStep.ASK_FORWARDED: N_("Ask the authority that has it now"),
        NextStep.REQUEST_INFORMATION: N_("Ask for information"),
        NextStep.VERIFY_PLACE: N_("Verify it on the spot"),
        NextStep.CLOSE: N_("Settle it"),
    },
    Addressee: {
        Addressee.SAME: N_("The same authority"),
        Addressee.SUPERIOR: N_("Its superior authority"),
        Addressee.OTHER: N_("Another authority"),
        Addressee.FORWARDED: N_("The authority that it was passed on to"),
    },
    Counting: {
        Counting.CALENDAR_DAYS: N_("calendar days"),
        Counting.WORKING_DAYS: N_("working days"),
    },
    CountedFrom: {
        CountedFrom.RECEIPT: N_("from the receipt by the authority"),
    },
}
