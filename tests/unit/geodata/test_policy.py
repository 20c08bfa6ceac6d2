"""Who may know of a record is one rule in three forms: for one record, for SQL, and for the arrays of the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import selectinload

from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.policy import GRANTS, Action, answers_for, can, require, sees, visibility_key, visible
from geodata.services.site_index import site_index
from geodata.services.site_selection import selected
from geodata.services.visibility import still_visible
from geodata.tables import Base, DataVersion, Municipality, Organisation, Site, SiteShare

# sensitivity, organisation that wrote it, municipality, organisations it is shared with
Facts = tuple[Sensitivity, int | None, int, Sequence[int]]
MUNICIPALITIES = (1, 2)
ORGANISATIONS = (1, 2, 3)  # the third belongs to the second municipality
ROLES = [frozenset[Role](), *(frozenset(roles) for number in (1, 2) for roles in combinations(Role, number))]
ACTORS = [
    Actor(account_id=1, name="Kdosi", municipality_id=municipality, organisation_id=organisation, roles=roles)
    for roles, municipality, organisation in product(ROLES, MUNICIPALITIES, (None, *ORGANISATIONS))
]
SHARED_WITH = ((), (1,), (2,), (3,), (1, 2, 3))
RECORDS = list(product(Sensitivity, (None, *ORGANISATIONS), MUNICIPALITIES, SHARED_WITH))


@pytest.fixture(scope="module")
def records() -> Iterator[tuple[Database, list[Site]]]:
    """One site of every sensitivity, organisation, municipality and sharing, in a database in memory."""
    yield from _database_of(RECORDS)


def _database_of(records: Sequence[Facts]) -> Iterator[tuple[Database, list[Site]]]:
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
        connection.execute(insert(DataVersion), [{"layer": "sites", "version": 0}])
    yield database, _fill(database, records)
    database.close()


def _fill(database: Database, records: Sequence[Facts]) -> list[Site]:
    """Put these records in the place of those that are there, as one change of the data."""
    shares = [
        {"site_id": id_, "organisation_id": organisation, "shared_at": datetime(2026, 1, 1, tzinfo=UTC)}
        for id_, (*_, shared_with) in enumerate(records, 1)
        for organisation in shared_with
    ]
    with database.engine.begin() as connection:
        connection.execute(delete(Site))  # and with them their shares
        connection.execute(update(DataVersion).values(version=DataVersion.version + 1))
        version = connection.scalar(select(DataVersion.version))
        rows = [_site_row(id_, *facts) | {"changed": version} for id_, facts in enumerate(records, 1)]
        for table, those in ((Site, rows), (SiteShare, shares)):
            if those:
                connection.execute(insert(table), those)
    with database.read() as session:
        return list(session.scalars(select(Site).options(selectinload(Site.shares)).order_by(Site.id)))


def _site_row(
    id_: int, sensitivity: Sensitivity, organisation: int | None, municipality: int, _shared_with: Sequence[int]
) -> dict[str, Any]:
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
    }


def test_one_record_sql_and_arrays_say_the_same_for_everybody(records: tuple[Database, list[Site]]) -> None:
    database, sites = records
    _require_one_rule(database, sites, ACTORS)


def _require_one_rule(database: Database, sites: Sequence[Site], actors: Sequence[Actor]) -> None:
    with database.read() as session:
        index = site_index(database, session)
        everything, half = slice(0, len(index)), slice(len(index) // 3, len(index) * 2 // 3)
        assert len(index) == len(sites)
        for actor in actors:
            one_by_one = {site.id for site in sites if sees(actor, site)}
            by_sql = set(session.scalars(select(Site.id).where(visible(actor, Site))))
            checked = set(session.scalars(select(Site.id).where(still_visible(actor, Site))))
            assert by_sql == checked == one_by_one, actor
            for within in (everything, half):
                mask = selected(index, within, session, actor, SiteFilter())
                ids = index["id"][within]
                assert set(ids[mask].tolist()) == one_by_one & set(ids.tolist()), actor


@pytest.fixture(scope="module")
def scratch() -> Iterator[Database]:
    """A database whose records change all the time."""
    for database, _ in _database_of(()):
        yield database


_ORGANISATION = st.sampled_from((None, *ORGANISATIONS))
_FACTS = st.tuples(
    st.sampled_from(Sensitivity),
    _ORGANISATION,
    st.sampled_from(MUNICIPALITIES),
    st.frozensets(st.sampled_from(ORGANISATIONS)).map(tuple),
)
_ACTOR = st.builds(
    Actor,
    account_id=st.just(1),
    name=st.just("Kdosi"),
    municipality_id=st.sampled_from(MUNICIPALITIES),
    organisation_id=_ORGANISATION,
    roles=st.frozensets(st.sampled_from(Role)),
)


@settings(max_examples=150, deadline=None)
@given(records=st.lists(_FACTS, min_size=10, max_size=40), actors=st.lists(_ACTOR, min_size=1, max_size=8))
def test_the_three_forms_agree_over_any_records_shares_and_actors(
    scratch: Database, records: list[Facts], actors: list[Actor]
) -> None:
    sites = _fill(scratch, records)
    _require_one_rule(scratch, sites, actors)


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
    restricted = next(_restricted(sites, 1))
    own, other = Actor(1, "", 1, 1, frozenset({Role.TERRAIN})), Actor(1, "", 1, 2, frozenset({Role.TERRAIN}))
    assert sees(own, restricted)
    assert not sees(other, restricted)
    assert sees(Actor(1, "", 1, 2, frozenset({Role.COORDINATOR})), restricted)


def test_a_restricted_record_is_known_to_an_organisation_it_is_shared_with_and_to_no_other(
    records: tuple[Database, list[Site]],
) -> None:
    _database, sites = records
    shared = next(site for site in _restricted(sites, 1) if site.shared_with == {2})
    assert sees(Actor(1, "", 1, 2, frozenset({Role.PARTNER})), shared)
    assert not sees(Actor(1, "", 1, None, frozenset({Role.PARTNER})), shared)
    assert not sees(Actor(1, "", 1, 2, frozenset({Role.PUBLIC})), shared)
    assert not sees(Actor(1, "", 2, 2, frozenset({Role.COORDINATOR})), shared)  # never another municipality


def test_who_reads_a_shared_record_may_not_share_it_further(records: tuple[Database, list[Site]]) -> None:
    _database, sites = records
    shared = next(site for site in _restricted(sites, 1) if site.shared_with == {2})
    for role in Role:
        own, reader = (Actor(1, "", 1, organisation, frozenset({role})) for organisation in (1, 2))
        everybody = role in {Role.ADMIN, Role.COORDINATOR}
        assert can(own, Action.SHARE, shared) == (role in GRANTS[Action.SHARE])
        assert can(reader, Action.SHARE, shared) == everybody
        assert answers_for(reader, shared) == everybody


def _restricted(sites: Sequence[Site], organisation_id: int) -> Iterator[Site]:
    for site in sites:
        is_own = (site.municipality_id, site.organisation_id) == (1, organisation_id)
        if site.sensitivity == Sensitivity.RESTRICTED and is_own:
            yield site


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
