"""Signing in by OpenID Connect: whom the provider names has the roles that the settings' table gives, and no others.

An account is found by the provider's own name of the person alone. An equal e-mail, login or name means nothing, so
nobody walks into another's account by choosing one over there.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, LokalityError
from geodata.model.names import LOGIN_AT_MOST, NAME_AT_MOST, is_login, is_seen, one_line
from geodata.model.people import Actor, Role, SignInWay
from geodata.role_claims import Granted
from geodata.services.sessions import Client, actor_of, begin_session, end_all
from geodata.services.sign_in import login_of
from geodata.tables import Account, Municipality, Organisation
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenIdPerson:
    """Whom a provider vouches for, and what its claims give. `login` is their name over there, for people to read."""

    issuer: str
    subject: str
    name: str
    login: str
    granted: Granted

    @property
    def key(self) -> str:
        """What the account keeps: a subject is unique only within its issuer."""
        return f"{self.issuer} {self.subject}"


class OpenIdRefused(LokalityError):
    """The provider vouches for the person, and yet nobody was signed in."""


def sign_in_with_openid(database: Database, person: OpenIdPerson, client: Client) -> str:
    """Begin a session; returns its token. Raises OpenIdRefused.

    The first time an account is made; each further time name, roles and organisation follow the claims.
    """
    try:
        return _sign_in(database, person, client)
    except IntegrityError:
        # The same person came in by two windows at once; by now the account is there.
        return _sign_in(database, person, client)


def unknown_organisations(database: Database, short_names: Iterable[str]) -> list[str]:
    """Those of the short names that no organisation, or more than one, has here: nobody could belong to them."""
    with database.read() as session:
        counted = Counter(session.scalars(select(Organisation.short_name)))
    return sorted(name for name in short_names if counted[name] != 1)


def _sign_in(database: Database, person: OpenIdPerson, client: Client) -> str:
    where = f"web {client.address}".strip()
    with database.write(Actor(0, "", 0, None, where=where)) as work:
        account = work.session.scalar(select(Account).where(Account.openid_subject == person.key).with_for_update())
        if account is None:
            municipality_id = work.session.scalar(select(Municipality.id).order_by(Municipality.id).limit(1)) or 0
            work.actor = replace(work.actor, municipality_id=municipality_id)
        else:
            work.actor = actor_of(account, where)
        try:
            account = _brought_up_to_date(work, account, person)
        except OpenIdRefused:
            work.commit()
            raise
        work.actor = actor_of(account, where)
        token = begin_session(work, account, SignInWay.OPENID, client)
        work.commit()
        return token


def _brought_up_to_date(work: UnitOfWork, account: Account | None, person: OpenIdPerson) -> Account:
    """The account as the claims have it. Raises OpenIdRefused; what then has to be kept is in the unit of work."""
    if account is not None and (account.disabled or account.erased_at is not None):
        _note_refusal(work, account, person, "disabled")
        raise OpenIdRefused(N_("Your account has been closed here. Ask your administrator if you still need it."))
    roles = [role.value for role in Role if role in person.granted.roles]
    if not roles:
        if account is not None:
            _change(work, account, person, roles, account.organisation_id)
            end_all(work, account.id)
        _note_refusal(work, account, person, "no_role")
        raise OpenIdRefused(
            N_("You are known, but nobody has given you a role in Lokality yet. Ask the administrator of your sign-in.")
        )
    organisation_id = account.organisation_id if account is not None else None
    if person.granted.organisation_said:
        try:
            organisation_id = _organisation(work, person.granted.organisation)
        except OpenIdRefused:
            if account is not None:
                end_all(work, account.id)  # where the person belonged before they belong no longer
            _note_refusal(work, account, person, "unknown_organisation")
            raise
    if account is None:
        return _new_account(work, person, roles, organisation_id)
    _change(work, account, person, roles, organisation_id)
    return account


def _organisation(work: UnitOfWork, short_name: str | None) -> int | None:
    if short_name is None:
        return None
    found = work.session.scalars(
        select(Organisation.id)
        .where(Organisation.municipality_id == work.actor.municipality_id, Organisation.short_name == short_name)
        .limit(2)
    ).all()
    if len(found) != 1:
        raise OpenIdRefused(
            N_("You belong to {organisation}, and Lokality has no such organisation. Tell your administrator."),
            organisation=short_name,
        )
    return found[0]


def _new_account(work: UnitOfWork, person: OpenIdPerson, roles: list[str], organisation_id: int | None) -> Account:
    account = Account(
        municipality_id=work.actor.municipality_id,
        organisation_id=organisation_id,
        login=_free_login(work.session, person),
        name=_name(person),
        roles=roles,
        openid_subject=person.key,
    )
    work.session.add(account)
    work.session.flush()
    work.audit("add", "account", account.id, {"roles": roles, "organisation": organisation_id, "way": SignInWay.OPENID})
    return account


def _change(
    work: UnitOfWork, account: Account, person: OpenIdPerson, roles: list[str], organisation_id: int | None
) -> None:
    before = {"roles": account.roles, "organisation": account.organisation_id}
    after = {"roles": roles, "organisation": organisation_id}
    account.name = _name(person)
    if before != after:
        account.roles, account.organisation_id = roles, organisation_id
        work.audit("change", "account", account.id, {"before": before, "after": after, "way": SignInWay.OPENID})
    work.session.flush()


def _note_refusal(work: UnitOfWork, account: Account | None, person: OpenIdPerson, why: str) -> None:
    """Who stays a stranger is noted by a hash only: nothing of them is kept here."""
    detail = {"refusal": why, "way": SignInWay.OPENID, "login": _hash_of(person)}
    work.audit("refuse_sign_in", "account", account.id if account is not None else None, detail)


def _hash_of(person: OpenIdPerson) -> str:
    return hashlib.sha256(person.key.encode()).hexdigest()[:16]


def _name(person: OpenIdPerson) -> str:
    """The name in letters that can be shown: a provider is not asked whether it lets people write line breaks."""
    return _readable(person.name)[:NAME_AT_MOST] or _readable(person.login)[:NAME_AT_MOST] or _hash_of(person)


def _readable(text: str) -> str:
    spaced = one_line(unicodedata.normalize("NFC", text))
    return "".join(letter for letter in spaced if is_seen(letter))


def _free_login(session: Session, person: OpenIdPerson) -> str:
    """A name that no invited person types: with the provider's host after it, for people to tell whose it is.

    It opens nothing, an account of a provider has no password.
    """
    host = person.issuer.partition("://")[2].partition("/")[0]
    theirs = "".join(login_of(_readable(person.login)).split())
    if not is_login(theirs):  # it could look like somebody else's
        theirs = _hash_of(person)
    login = theirs if "@" in theirs else f"{theirs}@{host}"
    taken = session.scalar(select(Account.id).where(Account.login == login))
    if taken is not None or len(login) > LOGIN_AT_MOST:
        return f"{_hash_of(person)}@{host}"
    return login
