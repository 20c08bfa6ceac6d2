"""How the services of a commission are asked with an id: seats, steps, comments, reviews, conflicts, votes."""

from __future__ import annotations

from geodata import clock
from geodata.model.commission import CommentSubject, Stance, VoteChoice, VoteWay
from geodata.model.zones import BylawRelation, ProposalState
from geodata.services.body_card import body_card
from geodata.services.body_seats import body_seats, set_seats
from geodata.services.bylaw_rows import Adoption
from geodata.services.conflicts import conflicts_of, declare_conflict, enter_conflict, withdraw_conflict
from geodata.services.proposal_card import proposal_card
from geodata.services.proposal_comments import NewComment, answer_comment, comment_version, comments_of
from geodata.services.proposal_reviews import review_version, reviews_of
from geodata.services.proposal_steps import ProposalLead, adopt_proposal, lead_proposal_on
from geodata.services.proposal_story import proposal_story
from geodata.services.proposal_vote_cards import votes_of
from geodata.services.proposal_vote_closing import close_vote, reopen_vote
from geodata.services.proposal_votes import NewVote, cast_ballot, enter_ballot, open_vote
from tests.commission_desk import WORDS
from tests.storage.asked import Asked, Row, reading


def _votable_version(by: Asked) -> int:
    return proposal_card(by.database, by.actor, by.own.votable).row_version


def _lead(meeting_id: int | None = None) -> ProposalLead:
    return ProposalLead(ProposalState.RECOMMENDED, clock.today(), meeting_id)


def _adoption(earlier_id: int | None = None) -> Adoption:
    today, relation = clock.today(), None if earlier_id is None else BylawRelation.AMENDS
    return Adoption("9/2026", "O hazardu", today, today, relation=relation, earlier_id=earlier_id)


def _vote(meeting_id: int | None = None, item_id: int | None = None) -> NewVote:
    return NewVote(ProposalState.RECOMMENDED, VoteWay.SHOW_OF_HANDS, meeting_id, item_id)


ROWS_OF_COMMISSION: dict[str, dict[str, Row]] = {
    "body_seats.body_seats": {"body_id": reading("body", body_seats)},
    "body_seats.set_seats": {
        "body_id": Row("body", lambda by, id_: set_seats(by.database, by.actor, id_, 99, (), clock.today())),
        "account_ids": Row("person", lambda by, id_: set_seats(
            by.database, by.actor, by.own.body, body_card(by.database, by.actor, by.own.body).row_version, (id_,),
            clock.today())),
    },
    "conflicts.conflicts_of": {"proposal_id": reading("reviewed", conflicts_of)},
    "conflicts.declare_conflict": {"proposal_id": Row("reviewed", lambda by, id_: declare_conflict(
        by.database, by.actor, id_, "Mám tam dům."))},
    "conflicts.enter_conflict": {
        "proposal_id": Row("reviewed", lambda by, id_: enter_conflict(
            by.database, by.actor, id_, by.own.seated, "Má tam dům.")),
        "account_id": Row("seated", lambda by, id_: enter_conflict(
            by.database, by.actor, by.own.reviewed, id_, "Má tam dům.")),
    },
    "conflicts.withdraw_conflict": {"conflict_id": reading("conflict", withdraw_conflict)},
    "proposal_comments.comments_of": {"version_id": reading("reviewed_version", comments_of)},
    "proposal_comments.comment_version": {
        "version_id": Row("reviewed_version", lambda by, id_: comment_version(
            by.database, by.actor, id_, NewComment("Proč?"))),
        "new.zone_id": Row("zone", lambda by, id_: comment_version(
            by.database, by.actor, by.own.version, NewComment("Proč?", CommentSubject.ZONE, id_))),
    },
    "proposal_comments.answer_comment": {"comment_id": Row("comment", lambda by, id_: answer_comment(
        by.database, by.actor, id_, "Proto."))},
    "proposal_reviews.reviews_of": {"version_id": reading("reviewed_version", reviews_of)},
    "proposal_reviews.review_version": {"version_id": Row("reviewed_version", lambda by, id_: review_version(
        by.database, by.actor, id_, Stance.AGREES, "Ano."))},
    "proposal_steps.lead_proposal_on": {
        "proposal_id": Row("reviewed", lambda by, id_: lead_proposal_on(by.database, by.actor, id_, 99, _lead())),
        "lead.meeting_id": Row("held", lambda by, id_: lead_proposal_on(
            by.database, by.actor, by.own.votable, _votable_version(by), _lead(id_))),
    },
    "proposal_steps.adopt_proposal": {
        "proposal_id": Row("reviewed", lambda by, id_: adopt_proposal(by.database, by.actor, id_, 99, _adoption())),
        "adoption.earlier_id": Row("bylaw", lambda by, id_: adopt_proposal(
            by.database, by.actor, by.own.votable, _votable_version(by), _adoption(id_))),
    },
    "proposal_story.proposal_story": {"proposal_id": reading("reviewed", proposal_story)},
    "proposal_vote_cards.votes_of": {"version_id": reading("reviewed_version", votes_of)},
    "proposal_votes.open_vote": {
        "version_id": Row("reviewed_version", lambda by, id_: open_vote(by.database, by.actor, id_, _vote())),
        "new.meeting_id": Row("held", lambda by, id_: open_vote(
            by.database, by.actor, by.own.votable_version, _vote(id_))),
        "new.agenda_item_id": Row("item", lambda by, id_: open_vote(
            by.database, by.actor, by.own.votable_version, _vote(by.own.held, id_))),
    },
    "proposal_votes.cast_ballot": {"vote_id": Row("vote", lambda by, id_: cast_ballot(
        by.database, by.actor, id_, VoteChoice.FOR))},
    "proposal_votes.enter_ballot": {
        "vote_id": Row("vote", lambda by, id_: enter_ballot(
            by.database, by.actor, id_, by.own.seated, VoteChoice.FOR)),
        "account_id": Row("seated", lambda by, id_: enter_ballot(
            by.database, by.actor, by.own.vote, id_, VoteChoice.FOR)),
    },
    "proposal_vote_closing.close_vote": {"vote_id": Row("vote", lambda by, id_: close_vote(
        by.database, by.actor, id_, 99, WORDS))},
    "proposal_vote_closing.reopen_vote": {"vote_id": Row("vote", lambda by, id_: reopen_vote(
        by.database, by.actor, id_, 99))},
}  # fmt: skip
