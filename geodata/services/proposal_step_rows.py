"""Steps of a proposal, as they are written down and read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.policy import sees_draft_proposals
from geodata.services.issue_events import require_past
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
    work.version_of("zones")
    return step


def visible_proposal(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """The proposal, or NotFound unless it is one of the actor's city that was submitted or whose drafts they see."""
    proposal = session.get(Proposal, proposal_id)
    if proposal is None or proposal.municipality_id != actor.municipality_id:
        raise NotFound
    if not sees_draft_proposals(actor) and newest_submitted(session, proposal_id) is None:
        raise NotFound
    return proposal


def visible_version(session: Session, actor: Actor, version_id: int) -> ProposalVersion:
    """The version, or NotFound unless it is one of the actor's city that was submitted or whose draft they see."""
    version = session.get(ProposalVersion, version_id)
    if version is None or version.municipality_id != actor.municipality_id or version.discarded_at is not None:
        raise NotFound
    if version.submitted_on is None and not sees_draft_proposals(actor):
        raise NotFound
    return version


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


@contextmanager
def changed_proposal(
    database: Database, actor: Actor, proposal_id: int, row_version: int
) -> Iterator[tuple[UnitOfWork, Proposal]]:
    """The proposal for one step; committed when the block ends well. Raises StaleEdit if it changed meanwhile."""
    with database.write(actor) as work:
        work.version_of("zones")  # whoever reads the proposal from here on reads the newest
        proposal = visible_proposal(work.session, actor, proposal_id)
        if proposal.row_version != row_version:
            raise StaleEdit("proposal", proposal_id)
        yield work, proposal
        work.commit()


def _require_in_order(session: Session, proposal: Proposal, day: date) -> None:
    require_past(day)
    last = session.scalar(
        select(ProposalStep.happened_on)
        .where(ProposalStep.proposal_id == proposal.id)
        .order_by(ProposalStep.id.desc())
        .limit(1)
    )
    if last is not None and day < last:
        raise InvalidValue(N_("The step before happened on {day}; this one cannot have happened earlier."), day=last)
