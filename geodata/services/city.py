"""The city itself, and the local actor on whose behalf commands work at the machine."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StorageError
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.policy import Action, require
from geodata.services.organisation_names import checked_words, taken
from geodata.services.personal_data import require_clean
from geodata.tables import Account, Municipality, Organisation
from geodata.unit_of_work import UnitOfWork

LOCAL_LOGIN = "local"
_FOUNDER = Actor(account_id=0, name="set-up", municipality_id=0, organisation_id=None, roles=frozenset())


def found_city(database: Database, *, code: str, name: str, fictional: bool = False) -> Actor:
    """Make the municipality with its local actor, or return the actor of the one that is already there."""
    name = _called(name)
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
            work.actor = replace(_FOUNDER, municipality_id=municipality.id)  # its audit tells its own beginning
            work.audit("found", "municipality", municipality.id, {"code": code})
            work.commit()
    return local_actor(database)


def is_founded(database: Database) -> bool:
    """Whether a city was founded here."""
    with database.read() as session:
        return session.scalar(select(Account.id).where(Account.login == LOCAL_LOGIN)) is not None


def local_actor(database: Database) -> Actor:
    """The actor of whoever sits at this machine. Raises StorageError where no city was founded yet."""
    with database.read() as session:
        account = session.scalar(select(Account).where(Account.login == LOCAL_LOGIN))
        if account is None:
            raise StorageError(
                N_("There is no city in this database yet. Make one: lokality demo, or lokality serve --city NAME.")
            )
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


def change_city(database: Database, actor: Actor, name: str, *, keep_personal_data: str = "") -> None:
    """Call the city otherwise. What bears its name since it was founded bears the new one."""
    require(actor, Action.ADMINISTER)
    words = _called(name)
    with database.write(actor) as work:
        checked = require_clean(work, {"name": name}, keep_personal_data)
        municipality = work.session.get_one(Municipality, actor.municipality_id)
        before = municipality.name
        if before == words:
            return
        municipality.name = words
        detail = {"before": {"name": before}, "after": {"name": words}}
        work.audit("change", "municipality", municipality.id, checked.told(detail))
        _rename_followers(work, before, words)
        work.commit()


def _rename_followers(work: UnitOfWork, before: str, name: str) -> None:
    """The city's own office and the account of this machine, unless they were given a name of their own."""
    city = work.actor.municipality_id
    for account in work.session.scalars(
        select(Account).where(Account.municipality_id == city, Account.login == LOCAL_LOGIN, Account.name == before)
    ):
        account.name = name
    query = select(Organisation).where(Organisation.municipality_id == city, Organisation.name == before)
    for office in work.session.scalars(query):
        short_name = name if office.short_name == before else office.short_name
        if taken(work, (name, short_name), besides=office.id) is None:
            detail = {
                "before": {"name": office.name, "short_name": office.short_name},
                "after": {"name": name, "short_name": short_name},
            }
            office.name, office.short_name = name, short_name
            work.audit("change", "organisation", office.id, detail)


def _called(name: str) -> str:
    words = checked_words(name)
    if not words:
        raise InvalidValue(N_("Write the name of the city first."))
    return words
