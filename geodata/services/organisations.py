"""The organisations that take part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.people import Actor, OrganisationKind
from geodata.model.postal_addresses import PostalAddress, checked_postal_address
from geodata.policy import Action, require
from geodata.services.city import LOCAL_LOGIN
from geodata.services.organisation_names import checked_words, require_free
from geodata.services.personal_data import require_clean
from geodata.tables import Account, Organisation
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """`address` and `data_box` are empty where nobody filled them in."""

    id: int
    name: str
    short_name: str
    kind: OrganisationKind
    address: str
    data_box: str

    @property
    def postal_address(self) -> PostalAddress:
        """Where a letter reaches it."""
        return PostalAddress(self.address, self.data_box)


@dataclass(frozen=True, slots=True)
class OrganisationEntry(OrganisationRow):
    """An organisation as an administrator sees it, with how many people have an account of it."""

    accounts: int
    superior_id: int | None
    row_version: int


@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """What is to hold from now on. Without a short name it is the name. `superior_id` is the authority above it."""

    name: str
    kind: OrganisationKind
    short_name: str = ""
    superior_id: int | None = None
    address: str = ""
    data_box: str = ""


def list_organisations(database: Database, actor: Actor) -> list[OrganisationRow]:
    """The organisations of the city, by name."""
    require(actor, Action.VIEW)
    query = (
        select(*_row_columns())
        .where(Organisation.municipality_id == actor.municipality_id)
        .order_by(Organisation.name, Organisation.id)
    )
    with database.read() as session:
        return [OrganisationRow(**row._asdict()) for row in session.execute(query)]


def organisation_entries(database: Database, actor: Actor) -> list[OrganisationEntry]:
    """The organisations of the city by name, each with the number of its accounts."""
    require(actor, Action.ADMINISTER)
    accounts = (
        select(func.count())
        .where(Account.organisation_id == Organisation.id, Account.erased_at.is_(None), Account.login != LOCAL_LOGIN)
        .scalar_subquery()
    )
    query = (
        select(*_row_columns(), accounts.label("accounts"), Organisation.superior_id, Organisation.row_version)
        .where(Organisation.municipality_id == actor.municipality_id)
        .order_by(Organisation.name, Organisation.id)
    )
    with database.read() as session:
        return [OrganisationEntry(**row._asdict()) for row in session.execute(query)]


def organisation_name(database: Database, actor: Actor) -> str | None:
    """What the actor's own organisation is called, or None without one."""
    require(actor, Action.VIEW)
    if actor.organisation_id is None:
        return None
    with database.read() as session:
        return session.scalar(select(Organisation.name).where(Organisation.id == actor.organisation_id))


def add_organisation(
    database: Database,
    actor: Actor,
    name: str,
    kind: OrganisationKind,
    *,
    short_name: str = "",
    address: str = "",
    data_box: str = "",
    keep_personal_data: str = "",
) -> int:
    """Store an organisation; returns its id. One called by a person's name needs a reason to be."""
    require(actor, Action.ADMINISTER)
    words, short = _checked(name, short_name)
    postal = checked_postal_address(address, data_box)
    with database.write(actor) as work:
        texts = {"name": name, "short_name": short_name, "address": postal.lines}
        checked = require_clean(work, texts, keep_personal_data)
        require_free(work, (words, short))
        organisation = Organisation(
            municipality_id=actor.municipality_id,
            name=words,
            short_name=short,
            kind=kind,
            address=postal.lines or None,
            data_box=postal.data_box or None,
        )
        work.session.add(organisation)
        work.session.flush()
        work.audit("add", "organisation", organisation.id, checked.told(_added(words, kind, postal)))
        work.commit()
        return organisation.id


def change_organisation(
    database: Database,
    actor: Actor,
    organisation_id: int,
    row_version: int,
    change: OrganisationChange,
    *,
    keep_personal_data: str = "",
) -> None:
    """Call an organisation otherwise, or say better what it is. Its people and records stay with it."""
    require(actor, Action.ADMINISTER)
    words, short = _checked(change.name, change.short_name)
    postal = checked_postal_address(change.address, change.data_box)
    with database.write(actor) as work:
        organisation = work.session.get(Organisation, organisation_id)
        if organisation is None or organisation.municipality_id != actor.municipality_id:
            raise NotFound
        if organisation.row_version != row_version:
            raise StaleEdit("organisation", organisation_id)
        _require_superior(work, change.superior_id, organisation_id)
        present = {organisation.name, organisation.short_name}  # somebody had a reason for these already
        written = {"name": change.name, "short_name": change.short_name}
        anew = {field: text for field, text in written.items() if text not in present}
        if postal.lines != organisation.address:
            anew["address"] = postal.lines
        checked = require_clean(work, anew, keep_personal_data)
        require_free(work, (words, short), besides=organisation_id)
        before = _told(organisation)
        organisation.name, organisation.short_name, organisation.kind = words, short, change.kind
        organisation.superior_id = change.superior_id
        organisation.address, organisation.data_box = postal.lines or None, postal.data_box or None
        detail = {"before": before, "after": _told(organisation)}
        work.audit("change", "organisation", organisation_id, checked.told(detail))
        work.commit()


def _row_columns() -> tuple[ColumnElement[Any], ...]:
    address, data_box = (func.coalesce(column, "") for column in (Organisation.address, Organisation.data_box))
    return (
        Organisation.id.expression,
        Organisation.name.expression,
        Organisation.short_name.expression,
        Organisation.kind.expression,
        address.label("address"),
        data_box.label("data_box"),
    )


def _added(name: str, kind: OrganisationKind, postal: PostalAddress) -> dict[str, object]:
    known: dict[str, object] = {"address": postal.lines, "data_box": postal.data_box}
    return {"name": name, "kind": kind} | {field: value for field, value in known.items() if value}


def _require_superior(work: UnitOfWork, superior_id: int | None, organisation_id: int) -> None:
    if superior_id is None:
        return
    if superior_id == organisation_id:
        raise InvalidValue(N_("No organisation is above itself. Choose another superior authority, or none."))
    superior = work.session.get(Organisation, superior_id)
    if superior is None or superior.municipality_id != work.actor.municipality_id:
        raise NotFound


def _checked(name: str, short_name: str) -> tuple[str, str]:
    words, short = checked_words(name), checked_words(short_name)
    if not words:
        raise InvalidValue(N_("Write the name of the organisation first."))
    return words, short or words


def _told(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": organisation.kind,
        "superior": organisation.superior_id,
        "address": organisation.address,
        "data_box": organisation.data_box,
    }
