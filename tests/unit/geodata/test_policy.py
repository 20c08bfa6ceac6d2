"""Who may know of a record is one rule in three forms: for one record, for SQL, and for the arrays of the map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations, product

import pytest
from sqlalchemy import insert, select

from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.policy import GRANTS, Action, can, require, sees, visibility_key, visible
from geodata.services.site_index import site_index
from geodata.services.site_selection import selected
from geodata.tables import Base, DataVersion, Municipality, Organisation, Site

MUNICIPALITIES = (1, 2)
ORGANISATIONS = (1, 2, 3)  # the third belongs to the second municipality
ROLES = [frozenset[Role](), *(frozenset(roles) for number in (1, 2) for roles in combinations(Role, number))]
ACTORS = [
    Actor(account_id=1, name="Kdosi", municipality_id=municipality, organisation_id=organisation, roles=roles)
    for roles, municipality, organisation in product(ROLES, MUNICIPALITIES, (None, *ORGANISATIONS))
]
RECORDS = list(product(Sensitivity, (None, *ORGANISATIONS), MUNICIPALITIES))


@pytest.fixture(scope="module")
def records() -> Iterator[tuple[Database, list[Site]]]:
    """One site of every sensitivity, organisation and municipality, in a database in memory."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        connection.execute(insert(Municipality), [{"id": id_, "code": str(id_), "name": "M"} for id_ in MUNICIPALITIES])
        connection.execute(
            insert(Organisation),
            [
                {
                    "id": id_,
                    "municipality_id": 2 if id_ == 3 else 1,
                    "name": "O",
                    "short_name": "O",
                    "kind": OrganisationKind.NGO,
                    "row_version": 1,
                }
                for id_ in ORGANISATIONS
            ],
        )
        connection.execute(insert(DataVersion), [{"layer": "sites", "version": 1}])
        connection.execute(insert(Site), [_site_row(id_, *facts) for id_, facts in enumerate(RECORDS, 1)])
    with database.read() as session:
        sites = list(session.scalars(select(Site).order_by(Site.id)))
    yield database, sites
    database.close()


def _site_row(id_: int, sensitivity: Sensitivity, organisation: int | None, municipality: int) -> dict[str, object]:
    return {
        "id": id_,
        "municipality_id": municipality,
        "organisation_id": organisation,
        "sensitivity": sensitivity,
        "kind": SiteKind.OTHER,
        "name": "",
        "search_text": "",
        "longitude": 14.0,
        "latitude": 50.0,
        "tile_key": 1000 - id_,  # so that the order of the map is not the order of the ids
        "recorded_at": datetime(2026, 1, 1, tzinfo=UTC),
        "verified_on": date(2026, 1, 1),
        "changed": 1,
    }


def test_one_record_sql_and_arrays_say_the_same_for_everybody(records: tuple[Database, list[Site]]) -> None:
    database, sites = records
    with database.read() as session:
        index = site_index(database, session)
        everything = slice(0, len(index))
        for actor in ACTORS:
            one_by_one = {site.id for site in sites if sees(actor, site)}
            by_sql = set(session.scalars(select(Site.id).where(visible(actor, Site))))
            mask = selected(index, everything, session, actor, SiteFilter())
            assert by_sql == one_by_one, actor
            assert set(index["id"][mask].tolist()) == one_by_one, actor


def test_who_shares_a_key_of_the_cache_sees_the_same(records: tuple[Database, list[Site]]) -> None:
    _database, sites = records
    seen: dict[str, set[int]] = {}
    for actor in ACTORS:
        mine = {site.id for site in sites if sees(actor, site)}
        assert seen.setdefault(visibility_key(actor), mine) == mine, actor


def test_a_restricted_record_is_known_to_its_organisation_and_to_coordinators_only(
    records: tuple[Database, list[Site]],
) -> None:
    _database, sites = records
    restricted = next(
        site for site in sites if site.sensitivity == Sensitivity.RESTRICTED and site.organisation_id == 1
    )
    own, other = Actor(1, "", 1, 1, frozenset({Role.TERRAIN})), Actor(1, "", 1, 2, frozenset({Role.TERRAIN}))
    assert sees(own, restricted)
    assert not sees(other, restricted)
    assert sees(Actor(1, "", 1, 2, frozenset({Role.COORDINATOR})), restricted)


def test_a_record_of_nobody_that_is_restricted_is_not_shown_to_those_of_no_organisation(
    records: tuple[Database, list[Site]],
) -> None:
    _database, sites = records
    ownerless = next(
        site for site in sites if site.sensitivity == Sensitivity.RESTRICTED and site.organisation_id is None
    )
    assert not sees(Actor(1, "", 1, None, frozenset({Role.POLICE})), ownerless)


@pytest.mark.parametrize("action", Action)
def test_who_has_no_role_may_do_nothing(action: Action) -> None:
    nobody = Actor(account_id=1, name="Nikdo", municipality_id=1, organisation_id=1)
    assert not can(nobody, action)
    with pytest.raises(Forbidden):
        require(nobody, action)


@pytest.mark.parametrize(("action", "role"), list(product(Action, Role)))
def test_a_role_may_do_what_the_table_grants_and_nothing_else(action: Action, role: Role) -> None:
    actor = Actor(account_id=1, name="Kdosi", municipality_id=1, organisation_id=1, roles=frozenset({role}))
    assert can(actor, action) == (role in GRANTS[action])


def test_every_action_has_its_row() -> None:
    assert set(GRANTS) == set(Action)


def test_a_grant_is_not_enough_for_a_record_one_may_not_know_of(records: tuple[Database, list[Site]]) -> None:
    _database, sites = records
    for actor, site, action in product(ACTORS, sites, Action):
        if can(actor, action, site):
            assert can(actor, action)
            assert sees(actor, site)
