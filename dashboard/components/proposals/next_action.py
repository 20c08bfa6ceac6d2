"""What comes next with a submitted proposal, by its state, by what was voted, and by what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.components.proposals.standing import Standing
from dashboard.components.proposals.tabs import Tab
from geodata.errors import N_
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard
from geodata.workflow import PROPOSAL_TRANSITIONS


class Kind(StrEnum):
    """LEAD, OPEN_VOTE and REVIEW are done where they are offered; the others in their tab."""

    LEAD = "lead"
    OPEN_VOTE = "open_vote"
    REVIEW = "review"
    GO_TO_VOTE = "go_to_vote"
    COUNCIL_DECIDED = "council_decided"


@dataclass(frozen=True, slots=True)
class NextAction:
    """The one thing to do; `state` is where LEAD leads the proposal."""

    kind: Kind
    state: ProposalState | None = None


@dataclass(frozen=True, slots=True)
class InTab:
    """Under which tab it is done, the words that lead there, and those that are read once one is there."""

    tab: Tab
    label: str
    icon: str
    told: str


IN_TAB: dict[Kind, InTab] = {
    Kind.GO_TO_VOTE: InTab(
        Tab.VOTES,
        N_("Go to the vote"),
        ":material/how_to_vote:",
        N_("The commission is voting: the vote is open below."),
    ),
    Kind.COUNCIL_DECIDED: InTab(
        Tab.VOTES,
        N_("Note what the council decided"),
        ":material/gavel:",
        N_("Note below what the council decided."),
    ),
}


def next_action(actor: Actor, card: ProposalCard, standing: Standing) -> NextAction | None:
    """What the reader does next; None where nothing is theirs to do."""
    decides = can(actor, Action.DECIDE_PROPOSAL)
    match card.state:
        case ProposalState.SUBMITTED if decides:
            return NextAction(Kind.LEAD, ProposalState.IN_REVIEW)
        case ProposalState.IN_REVIEW if decides or standing.open_vote is not None:
            return _about_the_vote(actor, standing, decides=decides)
        case ProposalState.SUBMITTED | ProposalState.IN_REVIEW:
            return _own_review(actor, standing)
        case ProposalState.RECOMMENDED if decides:
            return NextAction(Kind.LEAD, ProposalState.WITH_COUNCIL)
        case ProposalState.WITH_COUNCIL if decides:
            return NextAction(Kind.COUNCIL_DECIDED)
        case _:
            return None


def _about_the_vote(actor: Actor, standing: Standing, *, decides: bool) -> NextAction | None:
    """Vote and close what is open, note what was carried, go on where too few were there; else open a vote."""
    vote = standing.open_vote
    if vote is not None:
        return NextAction(Kind.GO_TO_VOTE) if decides or vote.may_vote else _own_review(actor, standing)
    for state in PROPOSAL_TRANSITIONS[ProposalState.IN_REVIEW]:
        if state in standing.carried:
            return NextAction(Kind.LEAD, state)
    if standing.votes and standing.votes[0].lacks_quorum:
        return NextAction(Kind.GO_TO_VOTE)
    return NextAction(Kind.OPEN_VOTE)


def _own_review(actor: Actor, standing: Standing) -> NextAction | None:
    may = can(actor, Action.REVIEW_PROPOSAL) and standing.submitted is not None and not standing.reviewed
    return NextAction(Kind.REVIEW) if may else None
