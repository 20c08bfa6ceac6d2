"""One-time links: an administrator hands one over, whoever opens it chooses a password. No mail server is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, NotFound
from geodata.model.names import checked_name, require_login
from geodata.model.people import Actor, LinkPurpose, Role, SignInWay
from geodata.policy import Action, require
from geodata.services import passwords
from geodata.services.sessions import (
    Client,
    actor_of,
    begin_session,
    end_all,
    new_token,
    require_account,
    token_hash,
)
from geodata.services.sign_in import count_attempt, forget_failures, login_of
from geodata.tables import Account, Municipality, OneTimeLink, Organisation
from geodata.unit_of_work import UnitOfWork

VALID_FOR: dict[LinkPurpose, timedelta] = {
    LinkPurpose.INVITATION: timedelta(days=7),  # people are on holiday
    LinkPurpose.RESET: timedelta(days=1),
}
ADMIN_LOGIN = "admin"


class LinkSpent(LokalityError):
    """Used, too old, withdrawn by a newer one, or never made: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(N_("This link has been used or is too old. Ask your administrator for a new one."))


@dataclass(frozen=True, slots=True)
class OpenLink:
    """What a valid link is for."""

    login: str
    name: str
    purpose: LinkPurpose


def make_link(database: Database, actor: Actor, account_id: int) -> str:
    """A link for an account of the actor's city; returns its secret. Earlier ones of the account are void.

    It is an invitation until the account has a password, then a reset.
    """
    require(actor, Action.ADMINISTER)
    with database.write(actor) as work:
        account = require_account(work.session, actor, account_id)
        if account.disabled:
            raise NotFound
        if account.openid_subject is not None:  # a password of its own would outlive the person's account over there
            raise InvalidValue(N_("This person signs in by the city's account and needs no password here."))
        secret = new_link(work, account)
        work.commit()
        return secret


def new_link(work: UnitOfWork, account: Account) -> str:
    """Make a link within the unit of work; returns its secret."""
    purpose = LinkPurpose.INVITATION if account.password_hash is None else LinkPurpose.RESET
    void_links(work, account.id)
    secret = new_token()
    work.session.add(
        OneTimeLink(
            municipality_id=account.municipality_id,
            account_id=account.id,
            token_hash=token_hash(secret),
            purpose=purpose,
            made_at=work.recorded_at,
            expires_at=work.recorded_at + VALID_FOR[purpose],
        )
    )
    work.audit("make_link", "account", account.id, {"purpose": purpose})
    return secret


def open_link(database: Database, secret: str) -> OpenLink:
    """What the link is for; opening it does not use it up. Raises LinkSpent."""
    with database.read() as session:
        link, account = _valid(session, secret, clock.now())
        return OpenLink(account.login, account.name, link.purpose)


def use_link(database: Database, secret: str, password: str, client: Client) -> str:
    """Set the password, end all other sessions of the account and begin one; returns its token.

    Raises LinkSpent, or InvalidValue where the password is no good one; the link is then still valid.
    """
    with database.read() as session:
        _link, account = _valid(session, secret, clock.now())
        connected = _connected_with(session, account)
    passwords.require_good(password, *connected)
    stored = passwords.hashed(password)
    with database.write(actor_of(account, f"web {client.address}".strip())) as work:
        link, account = _valid(work.session, secret, work.recorded_at)
        link.used_at = work.recorded_at
        work.session.flush()
        account.password_hash = stored
        end_all(work, account.id)
        forget_failures(work.session, account.login)
        work.audit("set_password", "account", account.id, {"purpose": link.purpose})
        token = begin_session(work, account, SignInWay.LINK, client)
        work.commit()
        return token


def change_password(database: Database, actor: Actor, present: str, wanted: str) -> None:
    """Change one's own password; the other sessions stay, whoever fears for them signs out everywhere.

    Attempts are counted as at the door: a computer that was left open is no place to guess either.
    """
    require(actor, Action.KEEP_ACCOUNT)
    with database.write(actor) as work:
        account = require_account(work.session, actor, actor.account_id)
        connected = _connected_with(work.session, account)
        count_attempt(work.session, account.login, work.recorded_at)
        work.commit()
    if not passwords.fits(present, account.password_hash):
        raise PasswordWrong
    passwords.require_good(wanted, *connected)
    stored = passwords.hashed(wanted)
    with database.write(actor) as work:
        account = require_account(work.session, actor, actor.account_id)
        account.password_hash = stored
        forget_failures(work.session, account.login)
        void_links(work, account.id)
        work.audit("change_password", "account", account.id)
        work.commit()


def _connected_with(session: Session, account: Account) -> list[str]:
    """What whoever guesses a password of the account knows of it."""
    known = [account.login, account.name, session.get_one(Municipality, account.municipality_id).name]
    if account.organisation_id is not None:
        organisation = session.get_one(Organisation, account.organisation_id)
        known += [organisation.name, organisation.short_name]
    return known


def has_password(database: Database, actor: Actor) -> bool:
    """Whether the actor's own account signs in by a password."""
    require(actor, Action.VIEW)
    with database.read() as session:
        return require_account(session, actor, actor.account_id).password_hash is not None


class PasswordWrong(LokalityError):
    """The present password was not the present password."""

    def __init__(self) -> None:
        super().__init__(N_("The present password is another one. Nothing was changed."))


def nobody_can_sign_in(database: Database) -> bool:
    """Whether no administrator has a way in: the server then shows a link on its console."""
    with database.read() as session:
        ways = (Account.password_hash.is_not(None)) | (Account.openid_subject.is_not(None))
        accounts = session.scalars(select(Account).where(ways, Account.disabled.is_(False)))
        return not any(Role.ADMIN in account.roles for account in accounts)


def first_admin_link(database: Database, login: str = ADMIN_LOGIN, name: str = "") -> str:
    """The secret of a link for the administrator `login`, made where there is none; for whoever runs the machine.

    Takes no actor: who may run a command beside the database may read all of it anyway.
    """
    founder, wanted = Actor(0, "set-up", 0, None, where="command line"), login_of(login)
    with database.write(founder) as work:
        account = work.session.scalar(select(Account).where(Account.login == wanted))
        municipality = work.session.scalar(select(Municipality).order_by(Municipality.id).limit(1))
        if municipality is None:
            raise NotFound
        work.actor = actor = Actor(0, "set-up", municipality.id, None, where="command line")
        if account is None:
            require_login(wanted)
            account = Account(
                municipality_id=municipality.id,
                login=wanted,
                name=checked_name(name or login),
                roles=[Role.ADMIN],
            )
            work.session.add(account)
            work.session.flush()
            work.audit("add", "account", account.id, {"roles": account.roles})
        elif account.municipality_id != actor.municipality_id or Role.ADMIN not in account.roles or account.disabled:
            raise NotFound
        secret = new_link(work, account)
        work.commit()
        return secret


def _valid(session: Session, secret: str, now: datetime) -> tuple[OneTimeLink, Account]:
    query = select(OneTimeLink, Account).join(Account, Account.id == OneTimeLink.account_id)
    found = session.execute(
        query.where(
            OneTimeLink.token_hash == token_hash(secret),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            Account.disabled.is_(False),
            Account.erased_at.is_(None),
        ).with_for_update()
    ).first()
    if found is None:
        raise LinkSpent
    return found[0], found[1]


def void_links(work: UnitOfWork, account_id: int) -> None:
    open_ones = (OneTimeLink.account_id == account_id) & OneTimeLink.used_at.is_(None)
    work.session.execute(update(OneTimeLink).where(open_ones).values(used_at=work.recorded_at))
