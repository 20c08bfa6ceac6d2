"""Which versions of proposals the map shows on a day: bylaws in force then, and what was proposed by then."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.model.people import Actor
from geodata.model.zones import TURNED_DOWN
from geodata.services.bylaws import BylawLine, bylaw_lines
from geodata.tables import Proposal, ProposalStep, ProposalVersion


class Standing(StrEnum):
    """What a zone of the map is on a day."""

    IN_FORCE = "in_force"
    ADOPTED = "adopted"  # a bylaw that does not hold yet
    PROPOSED = "proposed"


class Shown(NamedTuple):
    """What a version is on a day, and the number of its bylaw where it has one."""

    standing: Standing
    bylaw: str | None


def versions_shown(session: Session, actor: Actor, day: date) -> dict[int, Shown]:
    """By the id of the version. Drafts are never shown; of a proposal the newest wording submitted by then is.

    What was adopted by then is shown as the bylaw it is, and not at all once it has expired. What was turned down by
    then is not shown; where nobody noted the day of that, it never is.
    """
    bylaws = [line for line in bylaw_lines(session, actor) if min(line.adopted_on, line.valid_from) <= day]
    shown = {line.version_id: _standing(line, day) for line in bylaws if line.ends_on is None or day <= line.ends_on}
    adopted = {line.proposal_id for line in bylaws}
    for proposal_id, version_id in _newest_submitted(session, actor, day):
        if proposal_id not in adopted:
            shown[version_id] = Shown(Standing.PROPOSED, None)
    return shown


def _standing(line: BylawLine, day: date) -> Shown:
    return Shown(Standing.IN_FORCE if line.is_in_force(day) else Standing.ADOPTED, line.number)


def _newest_submitted(session: Session, actor: Actor, day: date) -> list[tuple[int, int]]:
    """Proposal and version."""
    newest = (
        select(ProposalVersion.proposal_id, func.max(ProposalVersion.number).label("number"))
        .where(ProposalVersion.municipality_id == actor.municipality_id, ProposalVersion.submitted_on <= day)
        .group_by(ProposalVersion.proposal_id)
        .subquery()
    )
    over = (
        select(ProposalStep.proposal_id, func.min(ProposalStep.happened_on).label("day"))
        .where(ProposalStep.state.in_(TURNED_DOWN))
        .group_by(ProposalStep.proposal_id)
        .subquery()
    )
    query = (
        select(ProposalVersion.proposal_id, ProposalVersion.id)
        .join(
            newest,
            (newest.c.proposal_id == ProposalVersion.proposal_id) & (newest.c.number == ProposalVersion.number),
        )
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .outerjoin(over, over.c.proposal_id == Proposal.id)
        .where(Proposal.state.not_in(TURNED_DOWN) | (over.c.day > day))
    )
    return [(proposal_id, version_id) for proposal_id, version_id in session.execute(query)]
