"""What may follow a submission, by its state and its answer: data, offered and never done by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.errors import N_
from geodata.model.submissions import AnswerKind, SubmissionKind, SubmissionState


class NextStep(StrEnum):
    """What is offered. Those of `OPENS` begin with another letter."""

    SEND = "send"
    NOTE_ANSWER = "note_answer"
    REMIND = "remind"
    COMPLAIN = "complain"
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
    """One step that is offered, and why (a sentence of the catalogues)."""

    step: NextStep
    why: str

    @property
    def opens(self) -> Opens | None:
        """The letter that it begins with, if it does with any."""
        return OPENS.get(self.step)


OPENS: dict[NextStep, Opens] = {
    NextStep.REMIND: Opens(SubmissionKind.REMINDER, Addressee.SAME),
    NextStep.COMPLAIN: Opens(SubmissionKind.INACTION_COMPLAINT, Addressee.SUPERIOR, "inaction"),
    NextStep.WRITE_ELSEWHERE: Opens(SubmissionKind.NOTICE, Addressee.OTHER, "notice"),
    NextStep.ASK_FORWARDED: Opens(SubmissionKind.NOTICE, Addressee.FORWARDED, "notice"),
    NextStep.REQUEST_INFORMATION: Opens(SubmissionKind.INFORMATION_REQUEST, Addressee.SAME, "information"),
}

_SEND = Offer(NextStep.SEND, N_("The letter is written and was not sent yet."))
_NOTE_ANSWER = Offer(NextStep.NOTE_ANSWER, N_("As soon as the authority answers, note what it said."))
_REMIND = Offer(NextStep.REMIND, N_("The deadline has passed without an answer."))
_COMPLAIN = Offer(
    NextStep.COMPLAIN, N_("The deadline has passed without an answer; the superior authority may act on inaction.")
)
_COMPLAIN_STILL = Offer(NextStep.COMPLAIN, N_("There was no answer to the reminder either."))
_ELSEWHERE = Offer(
    NextStep.WRITE_ELSEWHERE, N_("The authority says that this is not its matter: write to the one whose matter it is.")
)
_ASK_FORWARDED = Offer(NextStep.ASK_FORWARDED, N_("The matter was passed on: ask the authority that has it now."))
_OTHER_POWERS = Offer(
    NextStep.WRITE_ELSEWHERE, N_("The law bars this authority from entering; another one may have the power to.")
)
_WHAT_WAS_DONE = Offer(
    NextStep.REQUEST_INFORMATION, N_("Ask which inspections and proceedings there were, and how they ended.")
)
_REST = Offer(NextStep.REMIND, N_("Only a part was done: ask when the rest will be."))
_VERIFY = Offer(NextStep.VERIFY_PLACE, N_("The authority says that it is done: let somebody look at the place."))
_CLOSE = Offer(NextStep.CLOSE, N_("Nothing more is waited for."))

# In the order in which they are offered; the first is the one to do.
BY_ANSWER: dict[AnswerKind, tuple[Offer, ...]] = {
    AnswerKind.DONE: (_VERIFY, _CLOSE),
    AnswerKind.PARTLY: (_REST, _VERIFY, _WHAT_WAS_DONE, _CLOSE),
    AnswerKind.NO_COMPETENCE: (_ELSEWHERE, _CLOSE),
    AnswerKind.LAW_BARS_ENTRY: (_OTHER_POWERS, _WHAT_WAS_DONE, _CLOSE),
    AnswerKind.FORWARDED: (_ASK_FORWARDED, _CLOSE),
    AnswerKind.NO_ANSWER: (_COMPLAIN,),
    AnswerKind.OTHER: (_ELSEWHERE, _WHAT_WAS_DONE, _CLOSE),
}
_WAITING = (_NOTE_ANSWER, _CLOSE)
_OVERDUE = (_REMIND, _COMPLAIN, _NOTE_ANSWER, _CLOSE)
_OVERDUE_AND_REMINDED = (_COMPLAIN_STILL, _REMIND, _NOTE_ANSWER, _CLOSE)


def offers(
    state: SubmissionState, answer: AnswerKind | None = None, *, overdue: bool = False, reminded: bool = False
) -> tuple[Offer, ...]:
    """What may follow a submission in this state, the one to do first.

    `answer` is the kind of its last answer, `overdue` that its deadline passed without one, `reminded` that a reminder
    of it was sent already.
    """
    match state:
        case SubmissionState.DRAFT:
            return (_SEND,)
        case SubmissionState.SENT if overdue:
            return _OVERDUE_AND_REMINDED if reminded else _OVERDUE
        case SubmissionState.SENT:
            return _WAITING
        case SubmissionState.ANSWERED if answer is not None:
            return BY_ANSWER[answer]
        case SubmissionState.CLOSED:
            # Whoever closed it may think better of it: the letters that follow are still offered.
            return tuple(offer for offer in BY_ANSWER.get(answer, ()) if offer.opens is not None) if answer else ()
        case _:
            return ()
