"""The patrols that somebody may know of, and one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor, Sensitivity
from geodata.model.retention import ErasedKind
from geodata.policy import Action, answers_for, can, require, takes_part, visible
from geodata.services.tombstones import not_there
from geodata.tables import Account, Body, Organisation, Patrol, PatrolMember, PatrolOrganisation, PatrolStreet

PATROLS_SHOWN = 200
_STILL_TO_COME = (PatrolState.UNDER_WAY, PatrolState.PLANNED)


@dataclass(frozen=True, slots=True)
class PatrolRow:
    """One line of the list."""

    id: int
    state: PatrolState
    purpose: str
    starts_at: datetime
    ends_at: datetime
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatrolPerson:
    """Somebody who walks in a patrol; by `organisation_id` they take part. `at_work`: the account is still open."""

    id: int
    name: str
    organisation_id: int | None
    at_work: bool


@dataclass(frozen=True, slots=True)
class PatrolCard:
    """One patrol. `members` are who walks in it by name, told to organisations that take part only (else None).

    `planner_id` is the organisation that planned it; `organisation_ids` belong to `organisations`, one by one.
    `may_lead`: whether the reader may change it, start it, end it and write its result; `may_share`: and say who may
    know of it.
    """

    id: int
    row_version: int
    state: PatrolState
    sensitivity: Sensitivity
    purpose: str
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None
    stopped_at: datetime | None
    result: str | None
    body_id: int | None
    body: str | None
    streets: tuple[str, ...]
    planner_id: int | None
    organisation_ids: tuple[int, ...]
    organisations: tuple[str, ...]
    members: tuple[PatrolPerson, ...] | None
    may_lead: bool
    may_share: bool


def list_patrols(database: Database, actor: Actor) -> list[PatrolRow]:
    """Patrols under way or to come first, the nearest on top; then those of the past, the newest on top."""
    require(actor, Action.VIEW)
    coming = Patrol.state.in_(_STILL_TO_COME)
    under_way = case((Patrol.state == PatrolState.UNDER_WAY, 0), else_=1)
    known = select(Patrol).where(visible(actor, Patrol))
    first = known.where(coming).order_by(under_way, Patrol.starts_at, Patrol.id)
    then = known.where(~coming).order_by(Patrol.starts_at.desc(), Patrol.id.desc())
    with database.read() as session:
        rows = [row for query in (first, then) for row in session.scalars(query.limit(PATROLS_SHOWN))]
        streets = _streets(session, [row.id for row in rows])
        return [
            PatrolRow(row.id, row.state, row.purpose, row.starts_at, row.ends_at, streets.get(row.id, ()))
            for row in rows
        ]


def patrol_card(database: Database, actor: Actor, patrol_id: int) -> PatrolCard:
    """The patrol; NotFound if there is none or the actor may not know of it."""
    require(actor, Action.VIEW)
    with database.read() as session:
        patrol = session.scalar(select(Patrol).where(Patrol.id == patrol_id, visible(actor, Patrol)))
        if patrol is None:
            raise not_there(session, actor, ErasedKind.PATROL, patrol_id)
        organisations = session.execute(
            select(Organisation.id, Organisation.short_name)
            .join(PatrolOrganisation, PatrolOrganisation.organisation_id == Organisation.id)
            .where(PatrolOrganisation.patrol_id == patrol_id)
            .order_by(Organisation.short_name, Organisation.id)
        ).all()
        body = None if patrol.body_id is None else session.get_one(Body, patrol.body_id).name
        return PatrolCard(
            id=patrol.id,
            row_version=patrol.row_version,
            state=patrol.state,
            sensitivity=patrol.sensitivity,
            purpose=patrol.purpose,
            starts_at=patrol.starts_at,
            ends_at=patrol.ends_at,
            started_at=patrol.started_at,
            stopped_at=patrol.stopped_at,
            result=patrol.result,
            body_id=patrol.body_id,
            body=body,
            streets=_streets(session, [patrol_id]).get(patrol_id, ()),
            planner_id=patrol.organisation_id,
            organisation_ids=tuple(id_ for id_, _ in organisations),
            organisations=tuple(name for _, name in organisations),
            members=_members(session, patrol_id) if actor.organisation_id in patrol.shared_with else None,
            may_lead=can(actor, Action.LEAD_PATROL) and takes_part(actor, patrol),
            may_share=patrol.sensitivity != Sensitivity.RESTRICTED or answers_for(actor, patrol),
        )


def _streets(session: Session, patrol_ids: list[int]) -> dict[int, tuple[str, ...]]:
    query = select(PatrolStreet.patrol_id, PatrolStreet.name).where(PatrolStreet.patrol_id.in_(patrol_ids))
    found: dict[int, tuple[str, ...]] = {}
    for patrol_id, name in session.execute(query.order_by(PatrolStreet.patrol_id, PatrolStreet.position)):
        found[patrol_id] = (*found.get(patrol_id, ()), name)
    return found


def _members(session: Session, patrol_id: int) -> tuple[PatrolPerson, ...]:
    at_work = Account.disabled.is_(False) & Account.erased_at.is_(None)
    query = select(Account.id, Account.name, Account.organisation_id, at_work).join(
        PatrolMember, PatrolMember.account_id == Account.id
    )
    query = query.where(PatrolMember.patrol_id == patrol_id).order_by(Account.name, Account.id)
    return tuple(PatrolPerson(*row) for row in session.execute(query))
