"""Where a proposal stands before the commission: the version that is decided about, what was voted, who reviewed it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.context import Context
from geodata.model.zones import ProposalState
from geodata.services.proposal_card import ProposalCard
from geodata.services.proposal_reviews import reviews_of
from geodata.services.proposal_story import ProposalStoryKind, ProposalStoryLine, proposal_story
from geodata.services.proposal_versions import VersionLine
from geodata.services.proposal_vote_cards import VoteCard, votes_of

# While it stands there, it is reviewed and voted on.
BEFORE_THE_COMMISSION = frozenset({ProposalState.SUBMITTED, ProposalState.IN_REVIEW})


@dataclass(frozen=True, slots=True)
class Standing:
    """`submitted` is the version submitted last; `drafts` stand beside it, the newest first.

    `votes` on it, the newest first; `carried` by a vote and not noted as a step yet; `reviewed`: the reader did.
    """

    submitted: VersionLine | None
    drafts: tuple[VersionLine, ...]
    votes: tuple[VoteCard, ...] = ()
    carried: frozenset[ProposalState] = frozenset()
    reviewed: bool = False

    @property
    def open_vote(self) -> VoteCard | None:
        """The vote in which ballots are cast now."""
        return next((vote for vote in self.votes if vote.is_open), None)


def standing_of(context: Context, card: ProposalCard) -> Standing:
    """The standing as it is now; what nobody asks about in the proposal's state is not read."""
    submitted = next((line for line in card.versions if line.submitted_on is not None), None)
    drafts = tuple(line for line in card.versions if line.submitted_on is None)
    if submitted is None or card.state not in BEFORE_THE_COMMISSION:
        return Standing(submitted, drafts)
    here = context.database, context.actor
    votes = votes_of(*here, submitted.id)
    story = proposal_story(*here, card.id)
    reviewed = any(line.account_id == context.actor.account_id for line in reviews_of(*here, submitted.id))
    return Standing(submitted, drafts, votes, carried_since_last_step(votes, story), reviewed)


def carried_since_last_step(
    votes: tuple[VoteCard, ...], story: tuple[ProposalStoryLine, ...]
) -> frozenset[ProposalState]:
    """What was carried and is still to be noted: what was carried before the last step decides nothing any more.

    Of several votes the newest with a result counts, as `lead_proposal_on` has it.
    """
    since = max((line.recorded_at for line in story if line.kind == ProposalStoryKind.STEP), default=None)
    decided = (
        vote
        for vote in votes
        if vote.carried is not None and vote.closed_at is not None and (since is None or vote.closed_at >= since)
    )
    newest = max(decided, key=lambda vote: vote.id, default=None)
    return frozenset({newest.question} if newest is not None and newest.carried else ())
