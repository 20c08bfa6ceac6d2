"""Lead a proposal on: into review, recommended or returned as the commission voted, to the council, to a bylaw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.policy import Action, require
from geodata.services.bylaw_rows import Adoption, checked_adoption, put_bylaw, require_place_in_time
from geodata.services.issue_events import checked_note, required_meeting
from geodata.services.personal_data import require_clean
from geodata.services.proposal_step_rows import add_proposal_step, present_proposal, submitted_version
from geodata.services.proposal_votes import require_no_open_vote
from geodata.tables import Bylaw, Proposal, ProposalStep, ProposalVote
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import DECIDED_BY_VOTE, require_proposal_step


@dataclass(frozen=True, slots=True)
class ProposalLead:
    """Into which state the proposal comes, on which day, and at which meeting where it was at one."""

    state: ProposalState
    happened_on: date
    meeting_id: int | None = None
    note: str = ""
    keep_personal_data: str = ""


def lead_proposal_on(database: Database, actor: Actor, proposal_id: int, row_version: int, lead: ProposalLead) -> None:
    """Note the next step of a proposal; it is one of its newest submitted version.

    What the commission decides needs a vote that carried it since the last step. Raises StaleEdit if the proposal
    changed since it was read, TransitionRefused where it cannot come to that state.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    note = checked_note(lead.note)
    _require_noted_here(lead.state, note)
    with database.write(actor) as work:
        proposal = present_proposal(work, proposal_id, row_version)
        if lead.meeting_id is not None:
            _require_began(work.session, actor, lead.meeting_id)
        checked = require_clean(work, {"note": lead.note}, lead.keep_personal_data)
        version = submitted_version(work.session, proposal_id)
        require_no_open_vote(work.session, version.id)
        vote = _deciding_vote(work.session, proposal, lead.state)
        if vote is not None and lead.happened_on < vote.held_on:
            raise InvalidValue(N_("The commission voted on {day}; the step cannot be earlier."), day=vote.held_on)
        step = add_proposal_step(
            work,
            proposal,
            version.id,
            lead.state,
            happened_on=lead.happened_on,
            meeting_id=lead.meeting_id if vote is None else vote.meeting_id,
            vote_id=None if vote is None else vote.id,
            note=note,
        )
        told = {"status": lead.state, "step": step.id, "day": lead.happened_on, "note": note}
        work.audit("advance", "proposal", proposal_id, checked.told(told))
        work.commit()


def adopt_proposal(database: Database, actor: Actor, proposal_id: int, row_version: int, adoption: Adoption) -> int:
    """The council adopted the proposal: note its bylaw; returns the bylaw's id.

    Raises InvalidValue for a bylaw that would hold before it was adopted, or end before it begins.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    adopted = checked_adoption(adoption)
    with database.write(actor) as work:
        session = work.session
        proposal = present_proposal(work, proposal_id, row_version)
        require_place_in_time(session, actor, adopted)
        texts = {"number": adoption.number, "title": adoption.title}
        checked = require_clean(work, texts, adoption.keep_personal_data)
        version = submitted_version(session, proposal_id)
        add_proposal_step(work, proposal, version.id, ProposalState.ADOPTED, happened_on=adopted.adopted_on)
        bylaw = put_bylaw(work, adopted, version)
        _audit_bylaw(work, proposal_id, bylaw, checked.told({"number": bylaw.number, "title": bylaw.title}))
        work.commit()
        return bylaw.id


def _audit_bylaw(work: UnitOfWork, proposal_id: int, bylaw: Bylaw, named: dict[str, object]) -> None:
    days = {"adopted_on": bylaw.adopted_on, "valid_from": bylaw.valid_from, "valid_to": bylaw.valid_to}
    earlier = {"relation": bylaw.relation, "earlier": bylaw.earlier_id}
    work.audit("adopt", "proposal", proposal_id, named | days | earlier | {"bylaw": bylaw.id})


def _require_noted_here(state: ProposalState, note: str | None) -> None:
    if state == ProposalState.SUBMITTED:
        raise InvalidValue(N_("A proposal is submitted from its draft. Open the draft and submit it there."))
    if state == ProposalState.ADOPTED:
        raise InvalidValue(N_("Adoption needs the bylaw: its number, its name, and from when it holds."))
    if state == ProposalState.NOT_ADOPTED and note is None:
        raise InvalidValue(N_("Write in the note why the council did not adopt it."))


def _require_began(session: Session, actor: Actor, meeting_id: int) -> None:
    meeting = required_meeting(session, actor, meeting_id)
    if meeting.state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
        raise InvalidValue(N_("This meeting has not taken place, so nothing was decided there. Choose another."))


def _deciding_vote(session: Session, proposal: Proposal, state: ProposalState) -> ProposalVote | None:
    """The vote that carried the step since the last one; None where the step needs none.

    Of several the newest with a result counts, whatever it asked: who votes again may think otherwise.
    """
    if state not in DECIDED_BY_VOTE:
        return None
    require_proposal_step(proposal.state, state)
    last = select(ProposalStep.recorded_at).where(ProposalStep.proposal_id == proposal.id)
    since = session.scalar(last.order_by(ProposalStep.id.desc()).limit(1))
    query = select(ProposalVote).where(
        ProposalVote.version_id == submitted_version(session, proposal.id).id,
        ProposalVote.closed_at.is_not(None),
        ProposalVote.carried.is_not(None),
    )
    if since is not None:
        query = query.where(ProposalVote.closed_at >= since)
    vote = session.scalar(query.order_by(ProposalVote.id.desc()).limit(1))
    if vote is None or not vote.carried or vote.question != state:
        raise InvalidValue(N_("The commission has to vote for this first. Open a vote and close it."))
    return vote
