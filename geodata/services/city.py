"""The city itself, and the local actor on whose behalf commands work at the machine."""

from __future__ import annotations

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.policy import Action, require
from geodata.tables import Account, Municipality, Organisation

LOCAL_LOGIN = "local"
_FOUNDER = Actor(account_id=0, name="set-up", municipality_id=0, organisation_id=None, roles=frozenset())


def found_city(database: Database, *, code: str, name: str, fictional: bool = False) -> Actor:
    """Make the municipality with its local actor, or return the actor of the one that is already there."""
    with database.write(_FOUNDER) as work:
        if work.session.scalar(select(Municipality.id).limit(1)) is None:
            municipality = Municipality(code=code, name=name, fictional=fictional)
            work.session.add(municipality)
            work.session.flush()
            office = Organisation(
                municipality_id=municipality.id, name=name, short_name=name, kind=OrganisationKind.CITY
            )
            work.session.add(office)
            work.session.flush()
            work.session.add(
                Account(
                    municipality_id=municipality.id,
                    organisation_id=office.id,
                    login=LOCAL_LOGIN,
                    name=name,
                    roles=[Role.ADMIN, Role.COORDINATOR],
                )
            )
            work.audit("found", "municipality", municipality.id, {"code": code})
            work.commit()
    return local_actor(database)


def local_actor(database: Database) -> Actor:
    """The actor of whoever sits at this machine. Raises StorageError where no city was founded yet."""
    with database.read() as session:
        account = session.scalar(select(Account).where(Account.login == LOCAL_LOGIN))
        if account is None:
            raise StorageError(N_("There is no city in this database yet. Make one: lokality demo or lokality load."))
        return Actor(
            account_id=account.id,
            name=account.name,
            municipality_id=account.municipality_id,
            organisation_id=account.organisation_id,
            roles=frozenset(Role(role) for role in account.roles),
            where="command line",
        )


def city_name(database: Database, actor: Actor) -> tuple[str, bool]:
    """The name of the actor's city and whether it is fictional."""
    require(actor, Action.VIEW)
    with database.read() as session:
        municipality = session.get_one(Municipality, actor.municipality_id)
        return municipality.name, municipality.fictional
