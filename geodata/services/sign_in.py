"""Signing in with a name and a password: one answer and one time for whatever is wrong."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, LokalityError
from geodata.model.names import LOGIN_AT_MOST
from geodata.model.people import Actor, SignInWay
from geodata.services import passwords
from geodata.services.sessions import Client, actor_of, begin_session
from geodata.storable import storable_text
from geodata.tables import Account, Municipality, SignInFailure
from geodata.tables.base import Moment

# The first slips cost nothing; then each further one doubles the wait.
FREE_FAILURES = 4
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)
# After a quiet day a name begins anew.
FORGOTTEN_AFTER = timedelta(days=1)
_FIRST_ATTEMPT = text(
    "INSERT INTO sign_in_failure (login_hash, failures, failed_at) VALUES (:login, 0, :now) ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=Moment()))
PASSWORD_AT_MOST = 1_000  # characters; nobody is to keep the hash function busy


class SignInRefused(LokalityError):
    """Name or password do not fit. Which of them, whether there is such a name, and why not, is never said."""

    def __init__(self) -> None:
        super().__init__(N_("Name and password do not fit together. Try again, or ask your administrator."))


class SignInBlocked(LokalityError):
    """Too many slips in a row, for a known name and an unknown one alike."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_("Too many attempts. Wait {count} s and try again; an administrator can give you a new password."),
            count=seconds,
        )


def login_of(written: str) -> str:
    """A login as it is stored: people write it with capitals and spaces around.

    What the database leaves out is left out here too: two writings of one account are one name that waits.
    """
    return unicodedata.normalize("NFKC", storable_text(written)).strip().casefold()


def sign_in(database: Database, login: str, password: str, client: Client) -> str:
    """Begin a session; returns its token. Raises SignInRefused or SignInBlocked.

    An attempt is counted before the password is looked at, so that a hundred at once are a hundred, not one.
    """
    login = login_of(login[:LOGIN_AT_MOST])
    with database.write(_stranger(client)) as work:
        count_attempt(work.session, login, work.recorded_at)
        work.commit()
    with database.read() as session:
        account = session.scalar(select(Account).where(Account.login == login, Account.erased_at.is_(None)))
        stored = account.password_hash if account is not None else None
    fits = passwords.fits(password[:PASSWORD_AT_MOST], stored)
    if account is None or not fits or account.disabled:
        _note_refusal(database, login, account, client)
        raise SignInRefused
    with database.write(actor_of(account, f"web {client.address}".strip())) as work:
        account = work.session.get_one(Account, account.id)
        if passwords.is_outdated(account.password_hash or ""):
            account.password_hash = passwords.hashed(password)
        _forget(work.session, login)
        token = begin_session(work, account, SignInWay.PASSWORD, client)
        work.commit()
    return token


def count_attempt(session: Session, login: str, now: datetime) -> None:
    """One more attempt of this name; raises SignInBlocked while it has to wait."""
    # There from now on, so that two first attempts at once wait for each other.
    first = {"login": _hash_of(login), "now": now}
    session.execute(_FIRST_ATTEMPT, first)
    found = session.get_one(SignInFailure, _hash_of(login), with_for_update=True)
    if now - found.failed_at > FORGOTTEN_AFTER:
        found.failures, found.blocked_until = 0, None
    if found.blocked_until is not None and found.blocked_until > now:
        raise SignInBlocked(int((found.blocked_until - now).total_seconds()) + 1)
    found.failures += 1
    found.failed_at = now
    if found.failures > FREE_FAILURES:
        found.blocked_until = now + wait_after(found.failures)
    session.flush()


def wait_after(failures: int) -> timedelta:
    """How long a name waits after so many failures in a row."""
    doublings = min(max(failures - FREE_FAILURES - 1, 0), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def forget_failures(session: Session, login: str) -> None:
    """A new password begins with no failures."""
    _forget(session, login)


def _forget(session: Session, login: str) -> None:
    session.execute(delete(SignInFailure).where(SignInFailure.login_hash == _hash_of(login)))


def _hash_of(login: str) -> str:
    return hashlib.sha256(login.encode()).hexdigest()


def _note_refusal(database: Database, login: str, account: Account | None, client: Client) -> None:
    """Who was refused goes into the audit; an unknown name only as its hash, for it may be a password."""
    with database.write(_stranger(client, account, database)) as work:
        work.audit(
            "refuse_sign_in", "account", account.id if account is not None else None, {"login": _hash_of(login)[:16]}
        )
        work.commit()


def _stranger(client: Client, account: Account | None = None, database: Database | None = None) -> Actor:
    """Somebody at the door. An unknown name is noted with the only city there is, or with none."""
    municipality_id = account.municipality_id if account is not None else 0
    if account is None and database is not None:
        with database.read() as session:
            cities = session.scalars(select(Municipality.id).limit(2)).all()
        municipality_id = cities[0] if len(cities) == 1 else 0
    return Actor(0, "", municipality_id, None, where=f"web {client.address}".strip())
