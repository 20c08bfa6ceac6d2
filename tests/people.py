"""People with a password, for the tests of signing in."""

from __future__ import annotations

from datetime import datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from geodata.database import Database
from geodata.model.people import Actor, Role, SignInWay
from geodata.services import passwords
from geodata.services.sessions import Client, begin_session
from geodata.tables import Account
from tests.small_city import worker_of

PASSWORD = "tři modré lodě u mola"
HERE = Client("192.0.2.7", "prohlížeč zkoušek")


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashing cost next to nothing, where a test is not about what it costs."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_NOBODYS", quick.hash("nobody has this password"))


def person(
    database: Database,
    actor: Actor,
    login: str,
    *roles: Role,
    organisation_id: int | None = None,
    password: str = PASSWORD,
) -> Actor:
    """Somebody with an account and a password in the actor's city."""
    made = worker_of(database, actor, organisation_id, *(roles or (Role.TERRAIN,)), login=login)
    set_account(database, made.account_id, password_hash=passwords.hashed(password))
    return made


def set_account(database: Database, account_id: int, **values: str | bool | datetime | list[str] | None) -> None:
    """Change an account past every rule, as another process could have done."""
    with database.engine.begin() as connection:
        connection.execute(update(Account).where(Account.id == account_id).values(**values))


def session_of(database: Database, actor: Actor) -> str:
    """A session of the actor's account, without a password; returns its token."""
    with database.write(actor) as work:
        token = begin_session(work, work.session.get_one(Account, actor.account_id), SignInWay.PASSWORD, HERE)
        work.commit()
        return token
