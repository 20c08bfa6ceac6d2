"""Bylaws and their time line: what was in force on a day, what came before it and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.bylaws import BylawDays, ends_of, is_in_force, never_holds
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
        return is_in_force(self.days, self.ends_on, day)

    @property
    def never_holds(self) -> bool:
        """Whether it is over before it begins: what it amends was replaced by then."""
        return never_holds(self.valid_from, self.ends_on)

    @property
    def days(self) -> BylawDays:
        """Its days, as they are reckoned with."""
        return BylawDays(self.id, self.adopted_on, self.valid_from, self.valid_to, self.relation, self.earlier_id)


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
    ends = ends_of(
        BylawDays(one.id, one.adopted_on, one.valid_from, one.valid_to, one.relation, one.earlier_id) for one in bylaws
    )
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
