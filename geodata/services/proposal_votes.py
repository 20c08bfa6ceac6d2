"""Votes on a submitted version: opened for one question, and each member casts a ballot as long as it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.commission import MajorityOf, VoteChoice, VoteWay
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.model.voting import checked_quorum
from geodata.model.zones import ProposalState
from geodata.policy import Action, require
from geodata.services.body_seats import seat_holders
from geodata.services.conflicts import in_conflict
from geodata.services.issue_events import checked_note, day_of, require_past, required_meeting
from geodata.services.minutes_points import visible_point
from geodata.services.personal_data import require_clean
from geodata.services.proposal_rows import hold_proposals, visible_version
from geodata.services.proposal_step_rows import newest_submitted
from geodata.tables import Proposal, ProposalBallot, ProposalVersion, ProposalVote
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import DECIDED_BY_VOTE, require_proposal_step


@dataclass(frozen=True, slots=True)
class NewVote:
    """Whether the version is to come into the state `question`; on the day of its meeting, else today.

    `members` is how many vote, where the body has no seats. `quorum` and `majority` as the rules of procedure say.
    """

    question: ProposalState
    way: VoteWay
    meeting_id: int | None = None
    agenda_item_id: int | None = None
    members: int | None = None
    quorum: int | None = None
    majority: MajorityOf = MajorityOf.PRESENT
    note: str = ""
    keep_personal_data: str = ""


def open_vote(database: Database, actor: Actor, version_id: int, new: NewVote) -> int:
    """Open a vote on a version; returns its id.

    Raises TransitionRefused where the proposal cannot come to the state in question, InvalidValue while another vote on
    it is open, or where nobody is known who votes.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    note = checked_note(new.note)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        version, proposal = _votable(session, actor, version_id, new.question)
        held_on = _day_of_vote(session, actor, version, proposal, new)
        checked = require_clean(work, {"note": new.note}, new.keep_personal_data)
        seats, excluded = _who_votes(session, proposal, held_on, new)
        vote = ProposalVote(
            municipality_id=actor.municipality_id,
            version_id=version.id,
            meeting_id=new.meeting_id,
            agenda_item_id=new.agenda_item_id,
            question=new.question,
            way=new.way,
            majority=new.majority,
            held_on=held_on,
            seats=seats,
            excluded=excluded,
            quorum=checked_quorum(seats, new.quorum),
            note=note,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        session.add(vote)
        session.flush()
        told = {"version": version.id, "status": new.question, "way": new.way, "seats": seats, "quorum": vote.quorum}
        work.audit("open", "proposal_vote", vote.id, checked.told(told | {"meeting": new.meeting_id, "note": note}))
        work.commit()
        return vote.id


def cast_ballot(
    database: Database,
    actor: Actor,
    vote_id: int,
    choice: VoteChoice,
    dissent: str = "",
    *,
    keep_personal_data: str = "",
) -> None:
    """Vote oneself, from one's own seat; as long as the vote is open the ballot may be changed.

    `dissent` says for the record why. Raises InvalidValue without a seat, or for whoever declared a conflict.
    """
    require(actor, Action.REVIEW_PROPOSAL)
    _cast(database, actor, vote_id, actor.account_id, choice, dissent, keep_personal_data)


def enter_ballot(
    database: Database,
    actor: Actor,
    vote_id: int,
    account_id: int,
    choice: VoteChoice,
    dissent: str = "",
    *,
    keep_personal_data: str = "",
) -> None:
    """Note how a member voted who has no phone at hand; the audit says who noted it."""
    require(actor, Action.DECIDE_PROPOSAL)
    _cast(database, actor, vote_id, account_id, choice, dissent, keep_personal_data)


def visible_vote(session: Session, actor: Actor, vote_id: int) -> tuple[ProposalVote, Proposal]:
    """The vote and its proposal, or NotFound for another city's. Votes are on submitted versions only."""
    vote = session.get(ProposalVote, vote_id)
    if vote is None or vote.municipality_id != actor.municipality_id:
        raise NotFound
    version = session.get_one(ProposalVersion, vote.version_id)
    return vote, session.get_one(Proposal, version.proposal_id)


def require_no_open_vote(session: Session, version_id: int) -> None:
    """Raise InvalidValue while a vote on the version is open: two at once would be confused."""
    is_open = select(ProposalVote.id).where(ProposalVote.version_id == version_id, ProposalVote.closed_at.is_(None))
    if session.scalar(is_open.limit(1)) is not None:
        raise InvalidValue(N_("A vote on this version is open already. Close it first."))


def voters(session: Session, proposal: Proposal, day: date) -> tuple[set[int], int]:
    """The accounts that have a seat on a day, and how many of them declared a conflict of interest.

    Where nobody has a seat, nobody knows whether those who declared one are members: the chair says how many are.
    """
    seated = {person.account_id for person in seat_holders(session, proposal.body_id, day)}
    return seated, len(in_conflict(session, proposal.id) & seated)


def _votable(
    session: Session, actor: Actor, version_id: int, question: ProposalState
) -> tuple[ProposalVersion, Proposal]:
    version = visible_version(session, actor, version_id)
    proposal = session.get_one(Proposal, version.proposal_id)
    newest = newest_submitted(session, proposal.id)
    if newest is None or newest.id != version_id:
        raise InvalidValue(N_("Only the version that was submitted last is voted on."))
    if question not in DECIDED_BY_VOTE:
        raise InvalidValue(
            N_("The commission votes whether to recommend the proposal, return it, or not recommend it.")
        )
    require_proposal_step(proposal.state, question)
    require_no_open_vote(session, version_id)
    return version, proposal


def _day_of_vote(session: Session, actor: Actor, version: ProposalVersion, proposal: Proposal, new: NewVote) -> date:
    if new.meeting_id is None:
        if new.agenda_item_id is not None:
            raise InvalidValue(N_("Choose the meeting of this point too."))
        return clock.today()
    meeting = required_meeting(session, actor, new.meeting_id)
    if proposal.body_id is not None and meeting.body_id != proposal.body_id:
        raise InvalidValue(
            N_("This is a meeting of another group. Choose one of the commission that has the proposal.")
        )
    if new.agenda_item_id is not None and visible_point(session, actor, new.agenda_item_id).meeting_id != meeting.id:
        raise NotFound
    if meeting.state == MeetingState.CANCELLED:
        raise InvalidValue(N_("This meeting was cancelled, so nobody voted there. Choose another."))
    held_on = require_past(day_of(meeting.starts_at))
    if version.submitted_on is not None and held_on < version.submitted_on:
        raise InvalidValue(
            N_("This version was submitted on {day}; nobody can have voted on it earlier."), day=version.submitted_on
        )
    return held_on


def _who_votes(session: Session, proposal: Proposal, held_on: date, new: NewVote) -> tuple[int, int]:
    """How many have a vote, and how many of them are excluded."""
    seated, excluded = voters(session, proposal, held_on)
    if seated:
        return len(seated), excluded
    if new.way == VoteWay.PER_MEMBER:
        raise InvalidValue(N_("This group has no seats yet. Enter on its page who votes, or vote by show of hands."))
    if new.members is None:
        raise InvalidValue(N_("This group has no seats yet. Enter how many members it has."))
    return new.members, excluded


def _cast(
    database: Database, actor: Actor, vote_id: int, account_id: int, choice: VoteChoice, dissent: str, keep: str
) -> None:
    words = checked_note(dissent)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        vote, proposal = visible_vote(session, actor, vote_id)
        _require_vote_of(session, vote, proposal, account_id)
        checked = require_clean(work, {"dissent": dissent}, keep)
        same = select(ProposalBallot).where(ProposalBallot.vote_id == vote_id, ProposalBallot.account_id == account_id)
        ballot = session.scalar(same)
        before = None if ballot is None else ballot.choice
        if ballot is None:
            ballot = ProposalBallot(municipality_id=actor.municipality_id, vote_id=vote_id, account_id=account_id)
            session.add(ballot)
        ballot.choice, ballot.dissent, ballot.recorded_at = choice, words, work.recorded_at
        session.flush()
        _audit_ballot(work, ballot, before, checked.told({"dissent": words}))
        work.commit()


def _audit_ballot(
    work: UnitOfWork, ballot: ProposalBallot, before: VoteChoice | None, words: dict[str, object]
) -> None:
    told = {"account": ballot.account_id, "before": before, "after": ballot.choice}
    work.audit("vote", "proposal_vote", ballot.vote_id, words | told)


def _require_vote_of(session: Session, vote: ProposalVote, proposal: Proposal, account_id: int) -> None:
    """Raise NotFound for a person without a seat: who they are is nothing that is told."""
    if account_id not in voters(session, proposal, vote.held_on)[0]:
        raise NotFound
    if vote.way != VoteWay.PER_MEMBER:
        raise InvalidValue(N_("This vote is by show of hands; its numbers are entered when it is closed."))
    if vote.closed_at is not None:
        raise InvalidValue(N_("This vote is closed. Your ballot cannot be changed any more."))
    if account_id in in_conflict(session, proposal.id):
        raise InvalidValue(N_("Whoever declared a conflict of interest does not vote on this proposal."))
