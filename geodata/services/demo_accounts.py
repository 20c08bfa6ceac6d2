"""The demo city lets anybody in: one account for each role, picked by a click. Never where a city is real."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.people import Role, SignInWay
from geodata.services.sessions import Client, actor_of, begin_session
from geodata.tables import Account, Municipality, Organisation


@dataclass(frozen=True, slots=True)
class DemoChoice:
    """Somebody one can be in the demo city."""

    account_id: int
    role: Role
    name: str
    organisation: str | None


def is_demo(database: Database) -> bool:
    """Whether every city in the database is invented: only then may strangers walk in."""
    with database.read() as session:
        return set(session.scalars(select(Municipality.fictional))) == {True}


def demo_choices(database: Database) -> list[DemoChoice]:
    """One account for each role, those with that role alone first; empty where a city is real."""
    if not is_demo(database):
        return []
    with database.read() as session:
        return _choices(session)


def _choices(session: Session) -> list[DemoChoice]:
    query = (
        select(Account, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.disabled.is_(False), Account.erased_at.is_(None))
        .order_by(Account.id)
    )
    found = sorted(session.execute(query), key=lambda row: len(row[0].roles))
    choices = []
    for role in Role:
        fitting = next(((account, name) for account, name in found if role in account.roles), None)
        if fitting is not None:
            account, organisation = fitting
            choices.append(DemoChoice(account.id, role, account.name, organisation))
    return choices


def sign_in_to_demo(database: Database, account_id: int, client: Client) -> str:
    """Begin a session as one of the choices; returns its token. NotFound for anybody else."""
    if account_id not in {choice.account_id for choice in demo_choices(database)}:
        raise NotFound
    with database.read() as session:
        account = session.get_one(Account, account_id)
    with database.write(actor_of(account, f"web {client.address}".strip())) as work:
        token = begin_session(work, account, SignInWay.DEMO, client)
        work.commit()
        return token
