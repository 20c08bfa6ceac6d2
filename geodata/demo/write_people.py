"""Organisations of Vzorov and their accounts go into the database."""

from __future__ import annotations

from sqlalchemy import select, update

from geodata.bulk import new_ids
from geodata.demo.organisations import ADDRESSES, OFFICE, ORGANISATIONS, SUPERIORS
from geodata.demo.plan import CityPlan
from geodata.demo.writing import Author, DatedWork, store
from geodata.model.people import Role
from geodata.tables import Account, Organisation

# Who one can be in the demo besides those who write: a role each, at the city's office.
VISITORS: dict[Role, str] = {
    Role.ADMIN: "Správkyně systému",
    Role.COORDINATOR: "Koordinátorka pro integraci",
    Role.COMMISSION: "Členka komise prevence kriminality",
}


def write_people(work: DatedWork, plan: CityPlan) -> dict[str, Author]:
    """The organisations; returns the account that writes for each, by the organisation's key.

    The city's office and the account of this machine are there already; they get their names.
    """
    session, municipality_id = work.session, work.actor.municipality_id
    office = session.scalars(select(Organisation).where(Organisation.id == work.actor.organisation_id)).one()
    local = session.get_one(Account, work.actor.account_id)
    first = next(organisation for organisation in ORGANISATIONS if organisation.key == OFFICE)
    office.name, office.short_name, office.kind = first.name, first.short, first.kind
    local.name = first.function.capitalize()
    authors = {OFFICE: Author(local.id, office.id)}
    others = [organisation for organisation in ORGANISATIONS if organisation.key != OFFICE]
    organisation_ids = new_ids(session, Organisation, len(others))
    account_ids = new_ids(session, Account, len(others) + len(VISITORS))
    for organisation, organisation_id, account_id in zip(others, organisation_ids, account_ids, strict=False):
        authors[organisation.key] = Author(account_id, organisation_id)
        work.noted(plan.begun_at, authors[OFFICE], "add", "organisation", organisation_id, {"name": organisation.name})
    store(
        session,
        Organisation,
        (
            {
                "id": authors[organisation.key].organisation_id,
                "municipality_id": municipality_id,
                "name": organisation.name,
                "short_name": organisation.short,
                "kind": organisation.kind,
            }
            for organisation in others
        ),
    )
    for below, above in SUPERIORS.items():
        named = {"superior_id": authors[above].organisation_id}
        session.execute(update(Organisation).where(Organisation.id == authors[below].organisation_id).values(named))
    for key, (address, data_box) in ADDRESSES.items():
        reached = {"address": address, "data_box": data_box}
        session.execute(update(Organisation).where(Organisation.id == authors[key].organisation_id).values(reached))
    # Nothing is written in their name: they are there to be picked when one looks around.
    store(
        session,
        Account,
        (
            {
                "id": account_id,
                "municipality_id": municipality_id,
                "organisation_id": office.id,
                "login": f"ukazka.{role}",
                "name": name,
                "roles": [role],
            }
            for account_id, (role, name) in zip(account_ids[len(others) :], VISITORS.items(), strict=True)
        ),
    )
    store(
        session,
        Account,
        (
            {
                "id": authors[organisation.key].account_id,
                "municipality_id": municipality_id,
                "organisation_id": authors[organisation.key].organisation_id,
                "login": f"ukazka.{organisation.key}",
                "name": organisation.function.capitalize(),
                "roles": [organisation.role],
            }
            for organisation in others
        ),
    )
    return authors
