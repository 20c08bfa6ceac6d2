"""How each service of a commission is called with a text in one of its fields."""

from __future__ import annotations

from typing import Any

from geodata import clock
from geodata.database import Database
from geodata.model.commission import Stance, VoteChoice, VoteWay
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.bylaw_rows import Adoption
from geodata.services.conflicts import declare_conflict, enter_conflict
from geodata.services.proposal_comments import NewComment, answer_comment, comment_version
from geodata.services.proposal_reviews import review_version
from geodata.services.proposal_steps import ProposalLead, adopt_proposal, lead_proposal_on
from geodata.services.proposal_vote_closing import close_vote
from geodata.services.proposal_votes import NewVote, cast_ballot, enter_ballot, open_vote
from tests.commission_desk import WORDS
from tests.commission_rows import (
    ReviewedProposal,
    reviewed_proposal,
    some_comment,
    some_commission,
    some_open_vote,
)

SERVICES_OF_COMMISSION = frozenset(
    service.__name__
    for service in (
        comment_version, answer_comment, review_version, declare_conflict, enter_conflict, lead_proposal_on,
        adopt_proposal, open_vote, cast_ballot, enter_ballot, close_vote,
    )
)  # fmt: skip
# Fields of these services that are not searched, and why.
NOT_SEARCHED_OF_COMMISSION = {
    ("comment_version", "new.quote"): "stands in the version already, which was searched",
    **{
        ("close_vote", f"words.{name}"): "the product's own sentence in the language of the page"
        for name in ("question", "carried", "not_carried", "no_quorum")
    },
}


class SomeCommission:
    """A commission with a proposal in each state that is needed; whatever is really saved is saved to a new one."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.here, self.actor = (database, actor), actor
        self.body_id = some_commission(database, actor)
        self.reviewed = self._reviewed()
        self.with_council = self._with_council()
        self.votable = self._reviewed()
        self.vote_id = some_open_vote(*self.here, self.reviewed.version_id)
        self.comment_id = some_comment(*self.here, self.reviewed.version_id)

    def _reviewed(self) -> ReviewedProposal:
        return reviewed_proposal(*self.here, self.body_id)

    def _with_council(self) -> ReviewedProposal:
        return reviewed_proposal(*self.here, self.body_id, ProposalState.WITH_COUNCIL)

    def call(self, service: str, field: str, text: str, reason: str) -> Any:
        """Call the service with the text in that field."""
        here = self.here
        words: dict[str, Any] = {field.rpartition(".")[2]: text, "keep_personal_data": reason}
        reviewed = self._reviewed() if reason else self.reviewed
        match service:
            case "comment_version":
                return comment_version(*here, reviewed.version_id, NewComment(**words))
            case "answer_comment":
                return answer_comment(*here, self.comment_id, text, keep_personal_data=reason)
            case "review_version":
                return review_version(*here, reviewed.version_id, Stance.AGREES, text, keep_personal_data=reason)
            case "declare_conflict":
                return declare_conflict(*here, reviewed.proposal_id, text, keep_personal_data=reason)
            case "enter_conflict":
                return enter_conflict(
                    *here, reviewed.proposal_id, self.actor.account_id, text, keep_personal_data=reason
                )
            case "lead_proposal_on" | "adopt_proposal":
                council = self._with_council() if reason else self.with_council
                return self._decided(service, council.proposal_id, words)
            case "open_vote":
                votable = reviewed if reason else self.votable
                new = NewVote(ProposalState.RECOMMENDED, VoteWay.PER_MEMBER, **words)
                return open_vote(*here, votable.version_id, new)
        vote_id = some_open_vote(*here, reviewed.version_id) if reason else self.vote_id
        match service:
            case "cast_ballot":
                return cast_ballot(*here, vote_id, VoteChoice.FOR, **words)
            case "enter_ballot":
                return enter_ballot(*here, vote_id, self.actor.account_id, VoteChoice.FOR, **words)
            case _:
                return close_vote(*here, vote_id, 1, WORDS, **words)

    def _decided(self, service: str, proposal_id: int, words: dict[str, Any]) -> Any:
        today = clock.today()
        if service == "lead_proposal_on":
            lead = ProposalLead(ProposalState.NOT_ADOPTED, today, **words)
            return lead_proposal_on(*self.here, proposal_id, 1, lead)
        named: dict[str, Any] = {"number": "1/2026", "title": "O hazardu"} | words
        if named["number"] != "1/2026":
            named["number"] += " (komise)"  # the same words are the number of a bylaw that is entered elsewhere
        adoption = Adoption(adopted_on=today, valid_from=today, **named)
        return adopt_proposal(*self.here, proposal_id, 1, adoption)
