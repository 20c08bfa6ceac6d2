"""The zones of a proposal as they are reckoned with."""

from __future__ import annotations

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import NotFound
from geodata.impact.outlines import in_metres
from geodata.impact.shapes import ZoneShape
from geodata.model.people import Actor
from geodata.policy import Action, require, sees_draft_proposals
from geodata.tables import Proposal, ProposalVersion, Zone


def proposal_zones(database: Database, actor: Actor, proposal_id: int) -> tuple[ZoneShape, ...]:
    """The zones of the newest version that the actor may see, in the order they were made; NotFound if there is none.

    Raises InvalidValue where a zone that is kept cannot be reckoned with.
    """
    require(actor, Action.VIEW)
    newest = (
        select(ProposalVersion.id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(Proposal.id == proposal_id, Proposal.municipality_id == actor.municipality_id)
        .order_by(ProposalVersion.number.desc())
        .limit(1)
    )
    if not sees_draft_proposals(actor):
        newest = newest.where(ProposalVersion.submitted_on.is_not(None))
    with database.read() as session:
        version_id = session.scalar(newest)
        if version_id is None:
            raise NotFound
        rows = session.execute(
            select(Zone.name, Zone.rule, Zone.criterion, Zone.outline)
            .where(Zone.version_id == version_id)
            .order_by(Zone.id)
        ).all()
    return tuple(ZoneShape(name, rule, criterion, in_metres(outline, name)) for name, rule, criterion, outline in rows)
