"""What a commission did, written as rows: for tests that ask of everything by its number, and want no journey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from geodata import clock
from geodata.database import Database
from geodata.model.commission import CommentSubject, VoteWay
from geodata.model.meetings import BodyKind
from geodata.model.people import Actor
from geodata.model.zones import ProposalKind, ProposalState
from geodata.services.bodies import BodyFacts, add_body
from geodata.tables import (
    BodySeat,
    ConflictOfInterest,
    Proposal,
    ProposalComment,
    ProposalVersion,
    ProposalVote,
)


@dataclass(frozen=True, slots=True)
class ReviewedProposal:
    """A proposal with one submitted version."""

    proposal_id: int
    version_id: int


def some_commission(database: Database, actor: Actor, *others: Actor) -> int:
    """A body in which the actor, and others, have seats; returns its id."""
    body_id = add_body(database, actor, BodyFacts("Komise", BodyKind.COMMISSION))
    since = clock.today() - timedelta(days=365)
    with database.write(actor) as work:
        for who in (actor, *others):
            seat = {"body_id": body_id, "account_id": who.account_id, "since": since}
            work.session.add(BodySeat(municipality_id=actor.municipality_id, **seat))
        work.commit()
    return body_id


def reviewed_proposal(
    database: Database, actor: Actor, body_id: int | None, state: ProposalState = ProposalState.IN_REVIEW
) -> ReviewedProposal:
    """A proposal in a state, its one version submitted."""
    same, today = {"municipality_id": actor.municipality_id}, clock.today()
    with database.write(actor) as work:
        proposal = Proposal(**same, body_id=body_id, title="Vyhláška", kind=ProposalKind.GENERAL, state=state)
        work.session.add(proposal)
        work.session.flush()
        days = {"drafted_on": today, "submitted_on": today, "recorded_at": work.recorded_at}
        version = ProposalVersion(**same, proposal_id=proposal.id, number=1, summary="Zákaz.", **days)
        work.session.add(version)
        work.session.flush()
        work.commit()
        return ReviewedProposal(proposal.id, version.id)


def some_open_vote(database: Database, actor: Actor, version_id: int) -> int:
    """An open vote of two members on a version."""
    with database.write(actor) as work:
        vote = ProposalVote(
            municipality_id=actor.municipality_id, version_id=version_id, question=ProposalState.RECOMMENDED,
            way=VoteWay.PER_MEMBER, held_on=clock.today(), seats=2, quorum=2, recorded_at=work.recorded_at,
        )  # fmt: skip
        work.session.add(vote)
        work.session.flush()
        work.commit()
        return vote.id


def some_comment(database: Database, actor: Actor, version_id: int) -> int:
    """An open comment on a version."""
    with database.write(actor) as work:
        said = ProposalComment(
            municipality_id=actor.municipality_id, version_id=version_id, subject=CommentSubject.WHOLE, text="Proč?",
            recorded_at=work.recorded_at, recorded_by=actor.account_id,
        )  # fmt: skip
        work.session.add(said)
        work.session.flush()
        work.commit()
        return said.id


def some_conflict(database: Database, actor: Actor, proposal_id: int) -> int:
    """A conflict of interest that the actor declared."""
    with database.write(actor) as work:
        declared = ConflictOfInterest(
            municipality_id=actor.municipality_id, proposal_id=proposal_id, account_id=actor.account_id,
            reason="Pronajímám dům v zóně.", recorded_at=work.recorded_at,
        )  # fmt: skip
        work.session.add(declared)
        work.session.flush()
        work.commit()
        return declared.id
