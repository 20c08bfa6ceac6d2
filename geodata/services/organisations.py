"""The organisations that take part."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.people import Actor, OrganisationKind
from geodata.policy import Action, require
from geodata.services.personal_data import require_clean
from geodata.tables import Organisation


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: int
    name: str
    short_name: str
    kind: OrganisationKind


def list_organisations(database: Database, actor: Actor) -> list[OrganisationRow]:
    """The organisations of the city, by name."""
    require(actor, Action.VIEW)
    query = (
        select(Organisation.id, Organisation.name, Organisation.short_name, Organisation.kind)
        .where(Organisation.municipality_id == actor.municipality_id)
        .order_by(Organisation.name, Organisation.id)
    )
    with database.read() as session:
        return [OrganisationRow(**row._asdict()) for row in session.execute(query)]


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
    keep_personal_data: str = "",
) -> int:
    """Store an organisation; returns its id. One called by a person's name needs a reason to be."""
    require(actor, Action.ADMINISTER)
    words = " ".join(name.split())
    if not words:
        raise InvalidValue(N_("Write the name of the organisation first."))
    with database.write(actor) as work:
        checked = require_clean(work, {"name": name, "short_name": short_name}, keep_personal_data)
        organisation = Organisation(
            municipality_id=actor.municipality_id,
            name=words,
            short_name=short_name.strip() or words,
            kind=kind,
        )
        work.session.add(organisation)
        work.session.flush()
        work.audit("add", "organisation", organisation.id, checked.told({"name": words, "kind": kind}))
        work.commit()
        return organisation.id
