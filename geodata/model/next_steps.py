"""What may follow a submission: data, by what was asked on which basis, its state and its answer. Offered, never done
by itself.

This is advice, not law: the basis of an offer is shown with its source and labelled "to be checked by a lawyer".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from geodata.errors import N_
from geodata.model.deadlines import last_day_to_lodge
from geodata.model.legal_bases import LegalBasis, legal_basis
from geodata.model.submissions import AnswerKind, SubmissionKind, SubmissionState


class NextStep(StrEnum):
    """What is offered. COMPLAIN: to the superior; COMPLAIN_THERE: at the authority itself, which passes it on."""

    SEND = "send"
    NOTE_ANSWER = "note_answer"
    REMIND = "remind"
    COMPLAIN = "complain"
    COMPLAIN_THERE = "complain_there"
    WRITE_ELSEWHERE = "write_elsewhere"
    ASK_FORWARDED = "ask_forwarded"
    REQUEST_INFORMATION = "request_information"
    VERIFY_PLACE = "verify_place"
    CLOSE = "close"


class Addressee(StrEnum):
    """To whom the next letter goes."""

    SAME = "same"
    SUPERIOR = "superior"
    OTHER = "other"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True)
class Opens:
    """The letter that a step begins with: its kind, to whom it goes, on which basis (a key) it leans."""

    kind: SubmissionKind
    addressee: Addressee
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One step that is offered, and why (a sentence of the catalogues).

    `opens` is the letter that it begins with, if it does with any; `until` the last day for it, where the law sets one.
    """

    step: NextStep
    why: str
    opens: Opens | None = None
    until: date | None = None

    @property
    def basis(self) -> LegalBasis | None:
        """The rule of law that the step leans on."""
        return None if self.opens is None else legal_basis(self.opens.basis)


@dataclass(frozen=True, slots=True)
class Course:
    """What follows one sort of letter: past its deadline, the same after a reminder, settled as not answered, and
    answered. In the order in which they are offered; the first is the one to do."""

    overdue: tuple[Offer, ...]
    reminded: tuple[Offer, ...]
    unanswered: tuple[Offer, ...]
    answers: Mapping[AnswerKind, tuple[Offer, ...]]


_Kind, _To, _Answer = SubmissionKind, Addressee, AnswerKind
_REMINDER = Opens(_Kind.REMINDER, _To.SAME)
_SECOND_NOTICE = Opens(_Kind.NOTICE, _To.OTHER, "notice")
_SUPERIOR = Opens(_Kind.INACTION_COMPLAINT, _To.SUPERIOR, "inaction")
_INFORMATION = Opens(_Kind.INFORMATION_REQUEST, _To.SAME, "information")
_INFORMATION_COMPLAINT = Opens(_Kind.COMPLAINT, _To.SAME, "information_complaint")
_COMPLAINT_REVIEW = Opens(_Kind.COMPLAINT, _To.SUPERIOR, "complaint_review")

_SEND = Offer(NextStep.SEND, N_("The letter is written and was not sent yet."))
_NOTE_ANSWER = Offer(NextStep.NOTE_ANSWER, N_("As soon as the authority answers, note what it said."))
_NOTE_FURTHER = Offer(NextStep.NOTE_ANSWER, N_("If a further answer comes, note what it said."))
_CLOSE = Offer(NextStep.CLOSE, N_("Nothing more is waited for."))

_REMIND = Offer(NextStep.REMIND, N_("The deadline has passed without an answer."), _REMINDER)
_COMPLAIN = Offer(
    NextStep.COMPLAIN,
    N_("The deadline has passed without an answer; the superior authority may act on inaction."),
    _SUPERIOR,
)
_COMPLAIN_STILL = Offer(NextStep.COMPLAIN, N_("There was no answer to the reminder either."), _SUPERIOR)
_ASK_HOW = Offer(
    NextStep.REQUEST_INFORMATION,
    N_("Ask for information on how it was dealt with: such a request has a deadline of its own."),
    _INFORMATION,
)
_COMPLAIN_OF_SILENCE = Offer(
    NextStep.COMPLAIN_THERE,
    N_("The deadline for the information has passed; the complaint is lodged where the request went."),
    _INFORMATION_COMPLAINT,
)
_COMPLAIN_OF_THE_REST = Offer(
    NextStep.COMPLAIN_THERE,
    N_("Only a part of the information came, and no decision that refuses the rest."),
    _INFORMATION_COMPLAINT,
)
_REMIND_AT_YOUR_RISK = Offer(
    NextStep.REMIND, N_("A reminder does not stop the deadline for the complaint: do not let it pass."), _REMINDER
)
_REVIEW = Offer(
    NextStep.COMPLAIN,
    N_("The complaint was not settled in time; the superior authority may look into how it was handled."),
    _COMPLAINT_REVIEW,
)
_REVIEW_OF_THE_ANSWER = Offer(
    NextStep.COMPLAIN,
    N_("If the complaint was not settled properly, the superior authority may look into how it was handled."),
    _COMPLAINT_REVIEW,
)

_ELSEWHERE = Offer(
    NextStep.WRITE_ELSEWHERE,
    N_("The authority says that this is not its matter: write to the one whose matter it is."),
    _SECOND_NOTICE,
)
_OTHER_POWERS = Offer(
    NextStep.WRITE_ELSEWHERE,
    N_("The law bars this authority from entering; another one may have the power to."),
    _SECOND_NOTICE,
)
_ASK_ELSEWHERE = Offer(
    NextStep.WRITE_ELSEWHERE,
    N_("The authority does not have the information: ask the one that has it."),
    Opens(_Kind.INFORMATION_REQUEST, _To.OTHER, "information"),
)
_ASK_FORWARDED = Offer(
    NextStep.ASK_FORWARDED,
    N_("The matter was passed on: ask the authority that has it now."),
    Opens(_Kind.NOTICE, _To.FORWARDED, "notice"),
)
_REQUEST_FORWARDED = replace(_ASK_FORWARDED, opens=Opens(_Kind.INFORMATION_REQUEST, _To.FORWARDED, "information"))
_WHAT_WAS_DONE = Offer(
    NextStep.REQUEST_INFORMATION,
    N_("Ask which inspections and proceedings there were, and how they ended."),
    _INFORMATION,
)
_REST = Offer(NextStep.REMIND, N_("Only a part was done: ask when the rest will be."), _REMINDER)
_VERIFY = Offer(NextStep.VERIFY_PLACE, N_("The authority says that it is done: let somebody look at the place."))

BY_ANSWER: Mapping[AnswerKind, tuple[Offer, ...]] = {
    _Answer.DONE: (_VERIFY,),
    _Answer.PARTLY: (_REST, _VERIFY, _WHAT_WAS_DONE),
    _Answer.NO_COMPETENCE: (_ELSEWHERE,),
    _Answer.LAW_BARS_ENTRY: (_OTHER_POWERS, _WHAT_WAS_DONE),
    _Answer.FORWARDED: (_ASK_FORWARDED,),
    _Answer.OTHER: (_ELSEWHERE, _WHAT_WAS_DONE),
}
_TO_A_REQUEST: Mapping[AnswerKind, tuple[Offer, ...]] = {
    _Answer.DONE: (),
    _Answer.PARTLY: (_COMPLAIN_OF_THE_REST, _REST),
    _Answer.NO_COMPETENCE: (_ASK_ELSEWHERE,),
    _Answer.LAW_BARS_ENTRY: (_ASK_ELSEWHERE,),
    _Answer.FORWARDED: (_REQUEST_FORWARDED,),
    _Answer.OTHER: (_ASK_ELSEWHERE,),
}
_TO_A_COMPLAINT: Mapping[AnswerKind, tuple[Offer, ...]] = {
    _Answer.DONE: (_VERIFY,),
    _Answer.PARTLY: (_REST, _REVIEW_OF_THE_ANSWER, _VERIFY),
    _Answer.NO_COMPETENCE: (_REVIEW_OF_THE_ANSWER, _ELSEWHERE),
    _Answer.LAW_BARS_ENTRY: (_REVIEW_OF_THE_ANSWER, _OTHER_POWERS),
    _Answer.FORWARDED: (_ASK_FORWARDED,),
    _Answer.OTHER: (_REVIEW_OF_THE_ANSWER, _WHAT_WAS_DONE),
}

# By kind and basis. § 80 helps against an administrative authority, not against a municipality that governs itself;
# § 16a and § 175 (7) have ways of their own. Any other letter takes the common course, which claims no law.
COURSES: Mapping[tuple[SubmissionKind, str | None], Course] = {
    (_Kind.NOTICE, "notice"): Course((_REMIND, _COMPLAIN), (_COMPLAIN_STILL, _REMIND), (_COMPLAIN,), BY_ANSWER),
    (_Kind.INFORMATION_REQUEST, "information"): Course(
        (_COMPLAIN_OF_SILENCE, _REMIND_AT_YOUR_RISK),
        (_COMPLAIN_OF_SILENCE, _REMIND_AT_YOUR_RISK),
        (_COMPLAIN_OF_SILENCE,),
        _TO_A_REQUEST,
    ),
    (_Kind.INFORMATION_REQUEST, None): Course((_REMIND,), (_REMIND,), (_REMIND,), _TO_A_REQUEST),
    (_Kind.COMPLAINT, "complaint"): Course((_REMIND, _REVIEW), (_REVIEW, _REMIND), (_REVIEW,), _TO_A_COMPLAINT),
}
COMMON_COURSE = Course((_REMIND, _ASK_HOW), (_ASK_HOW, _REMIND), (_ASK_HOW, _REMIND), BY_ANSWER)


def course_of(kind: SubmissionKind, basis: str | None) -> Course:
    """What follows a letter of this kind on this basis (a key)."""
    return COURSES.get((kind, basis), COMMON_COURSE)


def offers(
    course: Course,
    state: SubmissionState,
    answer: AnswerKind | None = None,
    *,
    overdue: bool = False,
    lapsed: bool | None = None,
    reminded: bool = False,
) -> tuple[Offer, ...]:
    """What may follow a submission in this state, the one to do first.

    `course` is that of the letter, of a reminder that of what it reminds of; `answer` the kind of the last answer,
    `overdue` that the day until which one is waited for passed without one, `reminded` that a reminder was sent
    already. `lapsed` says whether the deadline of the law passed, by which goes what leans on a law; None where the law
    sets none, so that the day that is waited for decides alone.
    """
    match state:
        case SubmissionState.DRAFT:
            return (_SEND,)
        case SubmissionState.SENT:
            late = course.reminded if reminded else course.overdue
            return (*_ripe(late, overdue, lapsed), _NOTE_ANSWER, _CLOSE)
        case SubmissionState.ANSWERED:
            return (*_after(course, answer), _CLOSE, _NOTE_FURTHER)
        case SubmissionState.CLOSED:
            # Whoever closed it may think better of it: the letters that follow are still offered.
            is_silence = answer == AnswerKind.NO_ANSWER
            after = _ripe(course.unanswered, True, lapsed) if is_silence else _after(course, answer)
            return (*(offer for offer in after if offer.opens is not None), _NOTE_FURTHER)
        case _:
            return ()


def _ripe(late: tuple[Offer, ...], overdue: bool, lapsed: bool | None) -> tuple[Offer, ...]:
    """Of what follows silence that for which its day has passed: that of the law for what leans on one."""
    by_law = overdue if lapsed is None else lapsed
    return tuple(offer for offer in late if (overdue if offer.basis is None else by_law))


def _after(course: Course, answer: AnswerKind | None) -> tuple[Offer, ...]:
    return () if answer is None else course.answers.get(answer, ())


def in_time(offered: tuple[Offer, ...], due_on: date | None, today: date) -> tuple[Offer, ...]:
    """The offers with their last days, counted from the deadline of the law that passed in vain; those that come too
    late are left out."""
    dated = (
        offer if offer.basis is None or due_on is None else replace(offer, until=last_day_to_lodge(offer.basis, due_on))
        for offer in offered
    )
    return tuple(offer for offer in dated if offer.until is None or today <= offer.until)
