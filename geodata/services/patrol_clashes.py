"""People who were put into two patrols at one time: it is told, and forbids nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor
from geodata.policy import Action, of_own_organisation, require, visible
from geodata.tables import Account, Patrol, PatrolMember, PatrolOrganisation

_STILL_TO_WALK = (PatrolState.PLANNED, PatrolState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class PatrolClash:
    """Somebody who is also to walk in another patrol (`patrol_id`), and when that one is."""

    name: str
    patrol_id: int
    purpose: str
    starts_at: datetime
    ends_at: datetime


def patrol_clashes(database: Database, actor: Actor, patrol_id: int) -> list[PatrolClash]:
    """Who of a patrol is also to walk in another one at that time, of patrols whose people the actor may know."""
    require(actor, Action.VIEW)
    with database.read() as session:
        if session.scalar(select(Patrol.id).where(Patrol.id == patrol_id, visible(actor, Patrol))) is None:
            raise NotFound
        return [PatrolClash(*row) for row in session.execute(_query(actor, patrol_id))]


def _query(actor: Actor, patrol_id: int) -> Select[str, int, str, datetime, datetime]:
    other, walks_there = aliased(Patrol), aliased(PatrolMember)
    return (
        select(Account.name, other.id, other.purpose, other.starts_at, other.ends_at)
        .select_from(Patrol)
        .join(PatrolMember, PatrolMember.patrol_id == Patrol.id)
        .join(walks_there, walks_there.account_id == PatrolMember.account_id)
        .join(other, other.id == walks_there.patrol_id)
        .join(Account, Account.id == PatrolMember.account_id)
        .where(
            Patrol.id == patrol_id,
            other.id != patrol_id,
            Patrol.state.in_(_STILL_TO_WALK),
            other.state.in_(_STILL_TO_WALK),
            other.starts_at < Patrol.ends_at,
            Patrol.starts_at < other.ends_at,
            Patrol.id.in_(_own(actor)),
            other.id.in_(_own(actor)),
        )
        .order_by(Account.name, other.starts_at, other.id)
    )


def _own(actor: Actor) -> Select[int]:
    """The patrols in which the actor's organisation takes part: of others nobody is told who walks."""
    return select(PatrolOrganisation.patrol_id).where(of_own_organisation(actor, PatrolOrganisation.organisation_id))
