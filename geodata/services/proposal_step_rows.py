"""Steps of a proposal, as they are written down and read."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.zones import ProposalState
from geodata.services.issue_events import require_past
from geodata.services.proposal_rows import hold_proposals, visible_proposal
from geodata.tables import Proposal, ProposalStep, ProposalVersion
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_proposal_step


def add_proposal_step(
    work: UnitOfWork,
    proposal: Proposal,
    version_id: int,
    state: ProposalState,
    *,
    happened_on: date,
    meeting_id: int | None = None,
    vote_id: int | None = None,
    note: str | None = None,
) -> ProposalStep:
    """Lead a proposal on by one step, within a service that checked the row version and the words of `note`.

    Raises TransitionRefused where the proposal cannot come to `state`, InvalidValue for a day to come or one before its
    last step.
    """
    require_proposal_step(proposal.state, state)
    _require_in_order(work.session, proposal, happened_on)
    step = ProposalStep(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        version_id=version_id,
        state=state,
        happened_on=happened_on,
        meeting_id=meeting_id,
        vote_id=vote_id,
        note=note,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
    )
    work.session.add(step)
    proposal.state = state
    work.session.flush()
    hold_proposals(work)
    return step


def newest_submitted(session: Session, proposal_id: int) -> ProposalVersion | None:
    """The version that the commission has before it; None where nothing was submitted yet."""
    return session.scalar(
        select(ProposalVersion)
        .where(ProposalVersion.proposal_id == proposal_id, ProposalVersion.submitted_on.is_not(None))
        .order_by(ProposalVersion.number.desc())
        .limit(1)
    )


def submitted_version(session: Session, proposal_id: int) -> ProposalVersion:
    """The same. Raises InvalidValue where nothing was submitted yet."""
    version = newest_submitted(session, proposal_id)
    if version is None:
        raise InvalidValue(N_("No version of this proposal was submitted yet. Submit one first."))
    return version


def present_proposal(work: UnitOfWork, proposal_id: int, row_version: int) -> Proposal:
    """The proposal for one change, read anew. Raises NotFound, or StaleEdit if it changed since it was read."""
    hold_proposals(work)
    proposal = visible_proposal(work.session, work.actor, proposal_id)
    if proposal.row_version != row_version:
        raise StaleEdit("proposal", proposal_id)
    return proposal


def last_step_day(session: Session, proposal_id: int) -> date | None:
    """When the last step of the proposal happened; None before its first one."""
    return session.scalar(
        select(ProposalStep.happened_on)
        .where(ProposalStep.proposal_id == proposal_id)
        .order_by(ProposalStep.id.desc())
        .limit(1)
    )


def _require_in_order(session: Session, proposal: Proposal, day: date) -> None:
    require_past(day)
    last = last_step_day(session, proposal.id)
    if last is not None and day < last:
        raise InvalidValue(N_("The step before happened on {day}; this one cannot have happened earlier."), day=last)
