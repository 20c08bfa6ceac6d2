"""People of an organisation by name, as those who give somebody an issue have to know them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.people import Actor
from geodata.policy import SEES_ALL_RESTRICTED, Action, require
from geodata.services.city import LOCAL_LOGIN
from geodata.tables import Account


@dataclass(frozen=True, slots=True)
class Colleague:
    id: int
    name: str


def list_colleagues(database: Database, actor: Actor, organisation_id: int) -> list[Colleague]:
    """The people of an organisation who may be given something, by name.

    Administrators and coordinators see those of every organisation, everybody else those of their own; of another one
    nobody is listed.
    """
    require(actor, Action.ADVANCE_ISSUE)
    if not may_choose_person(actor, organisation_id):
        return []
    query = (
        select(Account.id, Account.name)
        .where(
            Account.municipality_id == actor.municipality_id,
            Account.organisation_id == organisation_id,
            Account.disabled.is_(False),
            Account.erased_at.is_(None),
            Account.login != LOCAL_LOGIN,
        )
        .order_by(Account.name, Account.id)
    )
    with database.read() as session:
        return [Colleague(*row) for row in session.execute(query)]


def may_choose_person(actor: Actor, organisation_id: int) -> bool:
    """Whether the actor may know who works for the organisation."""
    return bool(actor.roles & SEES_ALL_RESTRICTED) or actor.organisation_id == organisation_id


def require_colleague(session: Session, actor: Actor, account_id: int, organisation_id: int | None) -> None:
    """Raise NotFound for a person the actor may not know of, InvalidValue for one who does not work there any more."""
    account = session.get(Account, account_id)
    if account is None or account.municipality_id != actor.municipality_id or account.erased_at is not None:
        raise NotFound
    if account.organisation_id is None or not may_choose_person(actor, account.organisation_id):
        raise NotFound
    if account.organisation_id != organisation_id or account.disabled:
        raise InvalidValue(N_("This person does not work for that organisation. Choose somebody who does."))
