"""Accounts of a city: who is invited, with which roles, for which organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.names import checked_name, require_login
from geodata.model.people import Actor, Role
from geodata.policy import Action, require
from geodata.services.calendar_links import end_calendar_links
from geodata.services.city import LOCAL_LOGIN
from geodata.services.one_time_links import new_link, void_links
from geodata.services.sessions import end_all, require_account
from geodata.services.sign_in import login_of
from geodata.tables import Account, AccountSession, Municipality, Organisation

# The public needs no account, and an account for it would open nothing.
GIVEN_ROLES = tuple(role for role in Role if role != Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Whom to invite. `login` is what the person will type."""

    login: str
    name: str
    roles: frozenset[Role]
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to hold from now on."""

    name: str
    roles: frozenset[Role]
    organisation_id: int | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as an administrator sees it. `is_invited`: nobody has chosen a password yet."""

    id: int
    login: str
    name: str
    organisation_id: int | None
    organisation: str | None
    roles: frozenset[Role]
    disabled: bool
    is_invited: bool
    by_openid: bool
    last_used_at: datetime | None
    row_version: int


def list_accounts(database: Database, actor: Actor) -> list[AccountRow]:
    """All accounts of the actor's city that people use, by name."""
    require(actor, Action.ADMINISTER)
    used = (
        select(AccountSession.account_id, func.max(AccountSession.used_at).label("used_at"))
        .group_by(AccountSession.account_id)
        .subquery()
    )
    query = (
        select(Account, Organisation.short_name, used.c.used_at)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .outerjoin(used, used.c.account_id == Account.id)
        .where(
            Account.municipality_id == actor.municipality_id,
            Account.erased_at.is_(None),
            Account.login != LOCAL_LOGIN,
        )
        .order_by(Account.name, Account.id)
    )
    with database.read() as session:
        return [_row(*found) for found in session.execute(query)]


def _row(account: Account, organisation: str | None, used_at: datetime | None) -> AccountRow:
    return AccountRow(
        id=account.id,
        login=account.login,
        name=account.name,
        organisation_id=account.organisation_id,
        organisation=organisation,
        roles=frozenset(Role(role) for role in account.roles),
        disabled=account.disabled,
        is_invited=account.password_hash is None and account.openid_subject is None,
        by_openid=account.openid_subject is not None,
        last_used_at=used_at,
        row_version=account.row_version,
    )


def invite(database: Database, actor: Actor, new: NewAccount) -> str:
    """Make an account and a link for the person; returns the link's secret."""
    require(actor, Action.ADMINISTER)
    login, name = login_of(new.login), checked_name(new.name)
    require_login(login)
    roles = _checked_roles(new.roles)
    with database.write(actor) as work:
        if work.session.scalar(select(Account.id).where(Account.login == login)) is not None:
            raise InvalidValue(N_("The sign-in name {login} is taken. Choose another."), login=login)
        _require_organisation(work.session, actor, new.organisation_id)
        account = Account(
            municipality_id=actor.municipality_id,
            organisation_id=new.organisation_id,
            login=login,
            name=name,
            roles=roles,
        )
        work.session.add(account)
        work.session.flush()
        work.audit("add", "account", account.id, {"roles": roles, "organisation": new.organisation_id})
        secret = new_link(work, account)
        work.commit()
        return secret


def change_account(database: Database, actor: Actor, account_id: int, row_version: int, change: AccountChange) -> None:
    """Change name, roles, organisation, or disable. Open pages follow within seconds."""
    require(actor, Action.ADMINISTER)
    name, roles = checked_name(change.name), _checked_roles(change.roles)
    with database.write(actor) as work:
        account = require_account(work.session, actor, account_id)
        if account.row_version != row_version:
            raise StaleEdit("account", account_id)
        _require_organisation(work.session, actor, change.organisation_id)
        before = _told(account)
        account.name, account.roles = name, roles
        account.organisation_id, account.disabled = change.organisation_id, change.disabled
        work.session.flush()
        _require_an_admin(work.session, actor.municipality_id)
        if account.disabled:
            end_all(work, account.id)
            void_links(work, account.id)
            end_calendar_links(work, account.id)
        work.audit("change", "account", account.id, {"before": before, "after": _told(account)})
        work.commit()


def _told(account: Account) -> dict[str, object]:
    return {"roles": account.roles, "organisation": account.organisation_id, "disabled": account.disabled}


def _checked_roles(roles: Iterable[Role]) -> list[str]:
    chosen = [role.value for role in GIVEN_ROLES if role in set(roles)]
    if not chosen:
        raise InvalidValue(N_("Choose at least one role: without one the person sees nothing."))
    return chosen


def _require_organisation(session: Session, actor: Actor, organisation_id: int | None) -> None:
    if organisation_id is None:
        return
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.municipality_id != actor.municipality_id:
        raise NotFound


def _require_an_admin(session: Session, municipality_id: int) -> None:
    """Nobody may lock out the last administrator, themselves included."""
    # Two who demote each other at once wait here, so that the second sees what the first did.
    session.execute(select(Municipality.id).where(Municipality.id == municipality_id).with_for_update(key_share=True))
    accounts = session.scalars(
        select(Account).where(
            Account.municipality_id == municipality_id,
            Account.disabled.is_(False),
            Account.erased_at.is_(None),
            Account.login != LOCAL_LOGIN,
        )
    )
    if not any(Role.ADMIN in account.roles for account in accounts):
        raise InvalidValue(N_("This is the last administrator. Make another one first; nothing was changed."))
