"""How a vote is told: its numbers, its result, and what the minutes say of it."""

from __future__ import annotations

from typing import Protocol

from dashboard.language import _
from geodata.errors import N_
from geodata.model.zones import ProposalState
from geodata.services.proposal_vote_closing import MinutesWords

_QUESTIONS = {
    ProposalState.RECOMMENDED: N_("Recommend the proposal"),
    ProposalState.RETURNED: N_("Return the proposal for rework"),
    ProposalState.REJECTED: N_("Not recommend the proposal"),
}


class Counted(Protocol):
    """What has the numbers of a vote."""

    @property
    def in_favour(self) -> int | None: ...
    @property
    def against(self) -> int | None: ...
    @property
    def abstained(self) -> int | None: ...


def question_phrase(question: ProposalState | None) -> str:
    """What is voted on, in words."""
    return _(_QUESTIONS[question]) if question in _QUESTIONS else ""


def counted_phrase(vote: Counted) -> str | None:
    """The three numbers; None where the reader may not know them."""
    if vote.in_favour is None or vote.against is None or vote.abstained is None:
        return None
    words = _("{in_favour} in favour, {against} against, {abstained} abstained")
    return words.format(in_favour=vote.in_favour, against=vote.against, abstained=vote.abstained)


def result_phrase(carried: bool | None) -> str:
    """What came of it, by a word and a sign."""
    if carried is None:
        sign, words = ":material/group_off:", _("No quorum, no result")
    elif carried:
        sign, words = ":material/check:", _("Carried")
    else:
        sign, words = ":material/close:", _("Not carried")
    return f"{sign} {words}"


def minutes_words(question: ProposalState) -> MinutesWords:
    """The sentences for the minutes, in the language of the page; the service fills in the numbers."""
    return MinutesWords(
        question=question_phrase(question),
        carried=_(
            "The commission voted on “{title}”, version {number}: {question}. Carried: {in_favour} in favour,"
            " {against} against, {abstained} abstained; {present} of {seats} members took part, {excluded} did not vote"
            " for a conflict of interest."
        ),
        not_carried=_(
            "The commission voted on “{title}”, version {number}: {question}. Not carried: {in_favour} in favour,"
            " {against} against, {abstained} abstained; {present} of {seats} members took part, {excluded} did not vote"
            " for a conflict of interest."
        ),
        no_quorum=_(
            "The vote on “{title}”, version {number}, is not valid: {present} of {seats} were present, {quorum} are"
            " needed."
        ),
    )
