"""Sessions: who is signed in where. The row is the truth; the browser holds nothing but a random token."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.people import Actor, Role, SignInWay
from geodata.policy import Action, require
from geodata.tables import Account, AccountSession, Organisation
from geodata.unit_of_work import UnitOfWork

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
# How often a used session is written down: an idle one may end so much early, never late.
NOTED_EVERY = timedelta(seconds=60)
_BROWSER_AT_MOST = 200  # characters


@dataclass(frozen=True, slots=True)
class Client:
    """From where somebody signs in: the network address and what the browser calls itself."""

    address: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who stands behind a token now."""

    session_id: int
    actor: Actor
    used_at: datetime
    ends_at: datetime
    way: SignInWay = SignInWay.PASSWORD

    @property
    def stamp(self) -> str:
        """Changes when what the person may see or do changes: an open page then has to be drawn anew."""
        actor = self.actor
        said = f"{self.session_id} {actor.organisation_id} {sorted(actor.roles)} {actor.views_as}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as its owner sees it."""

    id: int
    way: SignInWay
    address: str
    browser: str
    began_at: datetime
    used_at: datetime


def token_hash(token: str) -> str:
    """How a token is found again: who reads the database cannot use what is in it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def begin_session(work: UnitOfWork, account: Account, way: SignInWay, client: Client, token: str | None = None) -> str:
    """Open a session of the account within the unit of work; returns its token, which is always a new one."""
    token = token or new_token()
    work.session.add(
        AccountSession(
            municipality_id=account.municipality_id,
            account_id=account.id,
            token_hash=token_hash(token),
            way=way,
            address=client.address,
            browser=client.browser[:_BROWSER_AT_MOST],
            began_at=work.recorded_at,
            used_at=work.recorded_at,
            ends_at=work.recorded_at + ABSOLUTE,
        )
    )
    work.audit("sign_in", "account", account.id, {"way": way})
    return token


def actor_of(account: Account, where: str = "") -> Actor:
    """The account as somebody who asks."""
    return Actor(
        account_id=account.id,
        name=account.name,
        municipality_id=account.municipality_id,
        organisation_id=account.organisation_id,
        roles=frozenset(Role(role) for role in account.roles),
        where=where,
    )


def signed_in(database: Database, token: str, address: str = "") -> SignedIn | None:
    """Who stands behind the token, or None: unknown, ended, too old, idle for too long, or the account is disabled."""
    now = clock.now()
    query = select(AccountSession, Account).join(Account, Account.id == AccountSession.account_id)
    with database.read() as session:
        found = session.execute(
            query.where(AccountSession.token_hash == token_hash(token), _is_alive(now), Account.disabled.is_(False))
        ).first()
        if found is None:
            return None
        kept, account = found
        where = f"web {address}".strip()
        actor = actor_of(account, where)
        if kept.view_as_role is not None and Role.ADMIN in actor.roles:
            actor = Actor(
                account_id=account.id,
                name=account.name,
                municipality_id=account.municipality_id,
                organisation_id=kept.view_as_organisation_id,
                roles=frozenset({kept.view_as_role}),
                where=where,
                views_as=True,
            )
        return SignedIn(kept.id, actor, kept.used_at, kept.ends_at, kept.way)


def _is_alive(now: datetime) -> ColumnElement[bool]:
    return AccountSession.ended_at.is_(None) & (AccountSession.ends_at > now) & (AccountSession.used_at > now - IDLE)


def note_use(database: Database, who: SignedIn) -> None:
    """Write down that the session is in use."""
    with database.write(who.actor) as work:
        work.session.execute(
            update(AccountSession).where(AccountSession.id == who.session_id).values(used_at=clock.now())
        )
        work.commit()


def end_this_session(database: Database, token: str) -> SignInWay | None:
    """Sign out: the token is worth nothing from now on. Returns how it began; an unknown one is no fault."""
    who = signed_in(database, token)
    if who is None:
        return None
    with database.write(who.actor) as work:
        way = work.session.get_one(AccountSession, who.session_id).way
        _end(work, AccountSession.id == who.session_id)
        work.audit("sign_out", "account", who.actor.account_id)
        work.commit()
        return way


def list_sessions(database: Database, actor: Actor) -> list[SessionRow]:
    """The actor's own sessions that are alive, the one used last first."""
    require(actor, Action.VIEW)
    query = select(AccountSession).where(AccountSession.account_id == actor.account_id, _is_alive(clock.now()))
    with database.read() as session:
        return [
            SessionRow(row.id, row.way, row.address, row.browser, row.began_at, row.used_at)
            for row in session.scalars(query.order_by(AccountSession.used_at.desc(), AccountSession.id.desc()))
        ]


def end_session(database: Database, actor: Actor, session_id: int) -> None:
    """End one of the actor's own sessions."""
    require(actor, Action.KEEP_ACCOUNT)
    own = (AccountSession.id == session_id) & (AccountSession.account_id == actor.account_id)
    with database.write(actor) as work:
        if not _end(work, own):
            raise NotFound
        work.audit("end_session", "account", actor.account_id)
        work.commit()


def end_sessions(database: Database, actor: Actor, account_id: int) -> None:
    """Sign an account out everywhere: one's own, or as an administrator another's."""
    require(actor, Action.KEEP_ACCOUNT)
    if account_id != actor.account_id:
        require(actor, Action.ADMINISTER)
    with database.write(actor) as work:
        require_account(work.session, actor, account_id)
        end_all(work, account_id)
        work.audit("sign_out_everywhere", "account", account_id)
        work.commit()


def end_all(work: UnitOfWork, account_id: int) -> None:
    """End every session of the account within the unit of work."""
    _end(work, AccountSession.account_id == account_id)


def _end(work: UnitOfWork, which: ColumnElement[bool]) -> int:
    ended = update(AccountSession).where(which, AccountSession.ended_at.is_(None)).values(ended_at=work.recorded_at)
    return work.session.execute(ended).rowcount  # type: ignore[attr-defined, no-any-return]


def require_account(session: Session, actor: Actor, account_id: int) -> Account:
    """The account of the actor's municipality, or NotFound."""
    account = session.get(Account, account_id)
    if account is None or account.municipality_id != actor.municipality_id or account.erased_at is not None:
        raise NotFound
    return account


def view_as(database: Database, actor: Actor, session_id: int, role: Role, organisation_id: int | None) -> None:
    """Let an administrator's session look through the eyes of a role in an organisation, until `view_as_oneself`."""
    require(actor, Action.ADMINISTER)
    if role == Role.PUBLIC:
        raise InvalidValue(N_("The public has no pages here. Look at the public picture instead."))
    with database.write(actor) as work:
        kept = work.session.get(AccountSession, session_id)
        if kept is None or kept.account_id != actor.account_id:
            raise NotFound
        if organisation_id is not None:
            organisation = work.session.get(Organisation, organisation_id)
            if organisation is None or organisation.municipality_id != actor.municipality_id:
                raise NotFound
        kept.view_as_role, kept.view_as_organisation_id = role, organisation_id
        work.audit("view_as", "account", actor.account_id, {"role": role, "organisation": organisation_id})
        work.commit()


def view_as_oneself(database: Database, who: SignedIn) -> None:
    """End looking through another's eyes. Takes the session itself: the actor there may change nothing."""
    with database.write(who.actor) as work:
        work.session.execute(
            update(AccountSession)
            .where(AccountSession.id == who.session_id)
            .values(view_as_role=None, view_as_organisation_id=None)
        )
        work.audit("view_as_oneself", "account", who.actor.account_id)
        work.commit()
