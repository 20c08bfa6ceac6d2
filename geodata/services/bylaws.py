"""Bylaws and their time line: what was in force on a day, what came before it and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.bylaws import BylawDays, compared_number, ends_of, is_in_force
from geodata.model.people import Actor
from geodata.model.zones import BylawRelation, ProposalKind
from geodata.policy import Action, require
from geodata.tables import Bylaw, Proposal, ProposalVersion


@dataclass(frozen=True, slots=True)
class BylawLine:
    """A bylaw. `valid_to` is what it says itself, `ends_on` its last day as things are (None: until further notice).

    `relation` is what it does to the earlier one, whose number is `earlier`.
    """

    id: int
    number: str
    title: str
    kind: ProposalKind
    proposal_id: int
    version_id: int
    adopted_on: date
    valid_from: date
    valid_to: date | None
    ends_on: date | None
    relation: BylawRelation | None
    earlier_id: int | None
    earlier: str | None

    def is_in_force(self, day: date) -> bool:
        """Whether it holds on the day."""
        days = BylawDays(self.id, self.valid_from, self.valid_to, self.relation, self.earlier_id)
        return is_in_force(days, self.ends_on, day)


def bylaws_of(database: Database, actor: Actor) -> tuple[BylawLine, ...]:
    """All bylaws of the city, those that began last first."""
    require(actor, Action.VIEW)
    with database.read() as session:
        return tuple(reversed(bylaw_lines(session, actor)))


def in_force_on(database: Database, actor: Actor, day: date) -> tuple[BylawLine, ...]:
    """The bylaws that hold on the day, in the order in which they began."""
    require(actor, Action.VIEW)
    with database.read() as session:
        return tuple(line for line in bylaw_lines(session, actor) if line.is_in_force(day))


def bylaw_lines(session: Session, actor: Actor) -> list[BylawLine]:
    """The bylaws of the city in the order in which they began, within a service that asked the policy."""
    query = (
        select(Bylaw, Proposal.id.label("proposal_id"), Proposal.kind)
        .join(ProposalVersion, ProposalVersion.id == Bylaw.version_id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(Bylaw.municipality_id == actor.municipality_id)
        .order_by(Bylaw.valid_from, Bylaw.id)
    )
    rows = session.execute(query).all()
    bylaws: list[Bylaw] = [row.Bylaw for row in rows]
    ends = ends_of(BylawDays(one.id, one.valid_from, one.valid_to, one.relation, one.earlier_id) for one in bylaws)
    numbers = {bylaw.id: bylaw.number for bylaw in bylaws}
    return [
        BylawLine(
            id=row.Bylaw.id,
            number=row.Bylaw.number,
            title=row.Bylaw.title,
            kind=row.kind,
            proposal_id=row.proposal_id,
            version_id=row.Bylaw.version_id,
            adopted_on=row.Bylaw.adopted_on,
            valid_from=row.Bylaw.valid_from,
            valid_to=row.Bylaw.valid_to,
            ends_on=ends[row.Bylaw.id],
            relation=row.Bylaw.relation,
            earlier_id=row.Bylaw.earlier_id,
            earlier=numbers.get(row.Bylaw.earlier_id) if row.Bylaw.earlier_id else None,
        )
        for row in rows
    ]


def require_new_number(session: Session, actor: Actor, number: str) -> None:
    """Raise InvalidValue where the city has a bylaw with that number, however its spaces and letters are written."""
    own = select(Bylaw.number).where(Bylaw.municipality_id == actor.municipality_id).order_by(Bylaw.id)
    for other in session.scalars(own):
        if compared_number(other) == compared_number(number):
            raise InvalidValue(N_("There is a bylaw with the number {number} already. Check the number."), number=other)


def require_earlier(
    session: Session, actor: Actor, valid_from: date, relation: BylawRelation | None, earlier_id: int | None
) -> None:
    """Raise InvalidValue where a bylaw in force from that day cannot do so to the earlier one; NotFound without that.

    Both or neither is said; the earlier one begins before it, is replaced once only, and is amended while it holds.
    """
    if (relation is None) != (earlier_id is None):
        raise InvalidValue(N_("Say both: which earlier bylaw, and whether the new one amends or replaces it."))
    if earlier_id is None:
        return
    lines = bylaw_lines(session, actor)
    earlier = next((line for line in lines if line.id == earlier_id), None)
    if earlier is None:
        raise NotFound
    if valid_from <= earlier.valid_from:
        raise InvalidValue(
            N_("The earlier bylaw holds from {day}; the one that follows it has to begin later."),
            day=earlier.valid_from,
        )
    if relation == BylawRelation.REPLACES:
        _require_not_replaced(earlier, lines)
    elif earlier.ends_on is not None and earlier.ends_on < valid_from:
        raise InvalidValue(
            N_("The bylaw {number} ended on {day}, so it cannot be amended from then on. Check the days."),
            number=earlier.number,
            day=earlier.ends_on,
        )


def _require_not_replaced(earlier: BylawLine, lines: list[BylawLine]) -> None:
    """Two that replaced the same one would both be in force."""
    for line in lines:
        if line.relation == BylawRelation.REPLACES and line.earlier_id == earlier.id:
            raise InvalidValue(
                N_("The bylaw {number} was replaced by {other} already. Choose the one that is meant."),
                number=earlier.number,
                other=line.number,
            )
