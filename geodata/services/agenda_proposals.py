"""Proposals of zones on the agenda of the commission that has them before it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.zones import ProposalState
from geodata.services.references import ProposalRef
from geodata.tables import AgendaItem, Meeting, Proposal

_BEFORE_THE_COMMISSION = (ProposalState.SUBMITTED, ProposalState.IN_REVIEW)


def proposals_to_review(session: Session, meeting: Meeting) -> list[ProposalRef]:
    """Those that wait for the body of the meeting and are not on its agenda, the oldest first.

    Whoever sees meetings sees what was submitted: none of them is only a draft.
    """
    on_it = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.proposal_id == Proposal.id)
    query = (
        select(Proposal.id, Proposal.title)
        .where(Proposal.body_id == meeting.body_id, Proposal.state.in_(_BEFORE_THE_COMMISSION), ~on_it.exists())
        .order_by(Proposal.id)
    )
    return [ProposalRef(*row) for row in session.execute(query)]
