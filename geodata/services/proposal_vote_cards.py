"""Votes as they are read: what is asked, who has a vote, who cast it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.commission import MajorityOf, VoteChoice, VoteWay
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.policy import Action, can, require
from geodata.services.body_seats import Person, seat_holders
from geodata.services.conflicts import in_conflict
from geodata.services.proposal_rows import visible_version
from geodata.services.references import MeetingRef
from geodata.tables import Account, Body, Meeting, Organisation, Proposal, ProposalBallot, ProposalVersion, ProposalVote


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One member. `choice` is None while nothing was cast, or where an open vote keeps it from the reader (`is_cast`).

    `in_conflict`: declared a conflict of interest, so does not vote.
    """

    person: Person
    is_cast: bool
    choice: VoteChoice | None
    dissent: str | None
    in_conflict: bool


@dataclass(frozen=True, slots=True)
class VoteCard:
    """One vote. The numbers are None while it is open; `carried` is None too where there was no quorum.

    Without a result `in_favour`, `against` and `abstained` are told only to whoever enters ballots (`may_know_count`).
    `ballots`: each member of a vote by members. `has_seats`: it is known who votes, so conflicts are counted.
    `may_vote`: the reader has a seat here and no conflict, and it is open.
    """

    id: int
    version_id: int
    question: ProposalState
    way: VoteWay
    majority: MajorityOf
    held_on: date
    meeting: MeetingRef | None
    agenda_item_id: int | None
    seats: int
    excluded: int
    quorum: int
    present: int | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    carried: bool | None
    closed_at: datetime | None
    note: str | None
    row_version: int
    ballots: tuple[BallotLine, ...]
    has_seats: bool
    may_vote: bool

    @property
    def is_open(self) -> bool:
        """Whether ballots are still cast."""
        return self.closed_at is None

    @property
    def lacks_quorum(self) -> bool:
        """Whether it was closed without a result because too few were there."""
        return self.closed_at is not None and self.carried is None


def votes_of(database: Database, actor: Actor, version_id: int) -> tuple[VoteCard, ...]:
    """The votes on a version, the newest first.

    While one is open, how the others voted is shown only to whoever enters ballots: nobody votes after the others.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        proposal = session.get_one(Proposal, version.proposal_id)
        query = (
            select(ProposalVote, Meeting, Body.name)
            .outerjoin(Meeting, Meeting.id == ProposalVote.meeting_id)
            .outerjoin(Body, Body.id == Meeting.body_id)
            .where(ProposalVote.version_id == version_id)
            .order_by(ProposalVote.id.desc())
        )
        return tuple(
            _card(session, actor, proposal, vote, None if at is None else MeetingRef(at.id, body, at.starts_at))
            for vote, at, body in session.execute(query)
        )


def open_votes(database: Database, actor: Actor) -> tuple[tuple[int, VoteCard], ...]:
    """The open votes in which the actor has a vote, each with its proposal: what a phone shows at once."""
    require(actor, Action.REVIEW_PROPOSAL)
    with database.read() as session:
        query = (
            select(ProposalVote, Proposal)
            .join(ProposalVersion, ProposalVersion.id == ProposalVote.version_id)
            .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
            .where(ProposalVote.municipality_id == actor.municipality_id, ProposalVote.closed_at.is_(None))
            .order_by(ProposalVote.id)
        )
        cards = [
            (proposal.id, _card(session, actor, proposal, vote, None)) for vote, proposal in session.execute(query)
        ]
        return tuple((proposal_id, card) for proposal_id, card in cards if card.may_vote)


def may_know_count(actor: Actor, vote: ProposalVote) -> bool:
    """Whether how many voted which way is told: without a result it may go on, and nobody votes after the others."""
    return vote.carried is not None or can(actor, Action.DECIDE_PROPOSAL)


def _card(session: Session, actor: Actor, proposal: Proposal, vote: ProposalVote, at: MeetingRef | None) -> VoteCard:
    is_open, declared = vote.closed_at is None, in_conflict(session, proposal.id)
    seated = seat_holders(session, proposal.body_id, vote.held_on)
    is_seated = actor.account_id in {person.account_id for person in seated}
    by_members, is_told = vote.way == VoteWay.PER_MEMBER, may_know_count(actor, vote)
    return VoteCard(
        id=vote.id,
        version_id=vote.version_id,
        question=vote.question,
        way=vote.way,
        majority=vote.majority,
        held_on=vote.held_on,
        meeting=at,
        agenda_item_id=vote.agenda_item_id,
        seats=vote.seats,
        excluded=vote.excluded,
        quorum=vote.quorum,
        present=vote.present,
        in_favour=vote.in_favour if is_told else None,
        against=vote.against if is_told else None,
        abstained=vote.abstained if is_told else None,
        carried=vote.carried,
        closed_at=vote.closed_at,
        note=vote.note,
        row_version=vote.row_version,
        ballots=_ballots(session, actor, vote, seated, declared) if by_members else (),
        has_seats=bool(seated),
        may_vote=is_open
        and by_members
        and is_seated
        and actor.account_id not in declared
        and can(actor, Action.REVIEW_PROPOSAL),
    )


def _ballots(
    session: Session, actor: Actor, vote: ProposalVote, seated: list[Person], declared: set[int]
) -> tuple[BallotLine, ...]:
    query = select(ProposalBallot).where(ProposalBallot.vote_id == vote.id)
    cast = {ballot.account_id: ballot for ballot in session.scalars(query)}
    is_told = may_know_count(actor, vote)
    people = seated if vote.closed_at is None else _everybody(session, seated, cast)
    return tuple(
        _line(person, cast.get(person.account_id), declared, is_told or person.account_id == actor.account_id)
        for person in people
    )


def _everybody(session: Session, seated: list[Person], cast: Mapping[int, ProposalBallot]) -> list[Person]:
    """The members, and whoever voted and has lost the seat since, as when the account was erased."""
    others = sorted(set(cast) - {person.account_id for person in seated})
    query = (
        select(Account.id, Account.name, Organisation.short_name)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.id.in_(others))
        .order_by(Account.id)
    )
    return [*seated, *(Person(id_, name, organisation) for id_, name, organisation in session.execute(query))]


def _line(person: Person, ballot: ProposalBallot | None, declared: set[int], is_told: bool) -> BallotLine:
    told = ballot if is_told else None
    return BallotLine(
        person=person,
        is_cast=ballot is not None,
        choice=None if told is None else told.choice,
        dissent=None if told is None else told.dissent,
        in_conflict=person.account_id in declared,
    )
