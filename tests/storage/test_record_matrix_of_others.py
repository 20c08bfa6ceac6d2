"""What every list holds and what every record answers by its number is one rule, for all but sites and issues.

Sites and issues are tried in `test_record_matrix`. Here: localities, records that wait for a position and tombstones,
of every sensitivity; and what has none (services, areas, zones, bodies, meetings), where the city alone decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count, product
from pathlib import Path

import numpy as np
import orjson
import pytest
import shapely
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from geodata.database import Database
from geodata.errors import Erased, Forbidden, InvalidValue, NotFound
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.retention import ErasedKind, RetentionRule
from geodata.policy import Action, can, sees, visible
from geodata.services import placing
from geodata.services.ground_card import area_card, locality_card, service_card, zone_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_bodies, list_meetings
from geodata.services.organisations import add_organisation
from geodata.services.placing import list_waiting, place_record
from geodata.services.search import HitKind, search_everything
from geodata.services.sharing import Shareable, list_shares
from geodata.services.site_card import site_card
from geodata.services.territory_list import list_territories
from geodata.services.tiles import TileRequest, tile
from geodata.services.tombstones import erasures
from geodata.spatial import index_outline, mercator_cells
from geodata.tables import (
    Area,
    Base,
    Body,
    Bylaw,
    Load,
    Locality,
    LocalityShare,
    LocalityVersion,
    Meeting,
    Municipality,
    Placing,
    Service,
    Source,
    Tombstone,
    Zone,
)
from geodata.unit_of_work import UnitOfWork
from tests.batches import USTI, square
from tests.storage.test_photos import picture
from tests.two_cities import TwoCities, two_cities

NAME = "Zkušební"
# Where each table that says who may know of its rows is tried.
TRIED = {
    "site": "test_record_matrix",
    "issue": "test_record_matrix",
    "locality": "here",
    "tombstone": "here",
    "patrol": "test_record_matrix_of_patrols",
}
# Erased records have numbers that no site has.
FIRST_ERASED = 10_000


@dataclass(frozen=True)
class Facts:
    """A record, and what the policy needs to know of it."""

    municipality_id: int
    sensitivity: Sensitivity
    organisation_id: int | None
    shared_with: frozenset[int]
    id: int


@dataclass(frozen=True)
class World:
    own: int
    localities: list[Facts]
    waiting: list[Facts]
    erased: list[Facts]


@pytest.fixture
def world(database: Database, actor: Actor) -> World:
    own, other = (
        add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Naše sdružení", "Jiné sdružení")
    )
    with database.write(actor) as work:
        elsewhere = Municipality(code="888888", name="Jinde", fictional=True)
        work.session.add(elsewhere)
        work.session.flush()
        cities, numbers = (actor.municipality_id, elsewhere.id), count(FIRST_ERASED)
        owned = list(product(cities, Sensitivity, (own, other, None)))
        shared = product(owned, (frozenset[int](), frozenset({own})))
        made = World(
            own,
            [_locality(work, Facts(*facts, readers, 0)) for facts, readers in shared],
            [_waiting(work, Facts(*facts, frozenset(), 0)) for facts in owned],
            [_tombstone(work, Facts(*facts, frozenset(), next(numbers))) for facts in owned],
        )
        work.version_of("outlines")
        work.commit()
    return made


def _locality(work: UnitOfWork, facts: Facts) -> Facts:
    locality = Locality(
        municipality_id=facts.municipality_id, organisation_id=facts.organisation_id, name=NAME,
        search_text="zkusebni", sensitivity=facts.sensitivity, recorded_at=work.recorded_at,
    )  # fmt: skip
    work.session.add(locality)
    work.session.flush()
    version = LocalityVersion(
        municipality_id=facts.municipality_id, locality_id=locality.id, valid_from=date(2020, 1, 1),
        outline=shapely.from_wkb(square(*USTI, 0.01)), recorded_at=work.recorded_at,
    )  # fmt: skip
    work.session.add(version)
    shares = [LocalityShare(locality_id=locality.id, organisation_id=id_, shared_at=work.recorded_at)
              for id_ in facts.shared_with]  # fmt: skip
    work.session.add_all(shares)
    work.session.flush()
    index_outline(work.session, "locality_version", version.id, version.outline)
    return replace(facts, id=locality.id)


def _waiting(work: UnitOfWork, facts: Facts) -> Facts:
    source = Source(
        municipality_id=facts.municipality_id, organisation_id=facts.organisation_id, name=facts.sensitivity.value
    )
    work.session.add(source)
    work.session.flush()
    load = Load(
        municipality_id=facts.municipality_id, source_id=source.id, file_name="x.csv", target="sites",
        recorded_at=work.recorded_at, recorded_by=None, counts={},
    )  # fmt: skip
    work.session.add(load)
    work.session.flush()
    waits = Placing(
        municipality_id=facts.municipality_id, load_id=load.id, source_id=source.id, source_key="1", target="sites",
        address=None, record={"name": NAME, "sensitivity": facts.sensitivity.value},
    )  # fmt: skip
    work.session.add(waits)
    work.session.flush()
    return replace(facts, id=waits.id)


def _tombstone(work: UnitOfWork, facts: Facts) -> Facts:
    stone = Tombstone(
        municipality_id=facts.municipality_id, organisation_id=facts.organisation_id, sensitivity=facts.sensitivity,
        kind=ErasedKind.SITE, record_id=facts.id, rule=RetentionRule.CLOSED_SITES, erased_at=work.recorded_at,
    )  # fmt: skip
    work.session.add(stone)
    return facts


def actors(local: Actor, own: int) -> Iterator[Actor]:
    for role, organisation in product(Role, (own, None)):
        yield replace(local, organisation_id=organisation, roles=frozenset({role}))


def answering(ids: Iterable[int], ask: Callable[[int], object]) -> set[int]:
    """Of the numbers those under which something is admitted to be there, whatever it then says."""
    known = set()
    for id_ in ids:
        try:
            ask(id_)
        except (Forbidden, NotFound) as refused:
            if isinstance(refused, Erased):
                known.add(id_)
        except InvalidValue:
            known.add(id_)
        else:
            known.add(id_)
    return known


def known_to(actor: Actor, action: Action, records: Collection[Facts]) -> set[int]:
    return {record.id for record in records if can(actor, action) and sees(actor, record)}


def drawn(database: Database, actor: Actor, layer: str, position: tuple[float, float] = USTI) -> set[int]:
    """The ids in a tile around the position."""
    column, row = mercator_cells(np.array([position[0]]), np.array([position[1]]), 12)
    body = tile(database, actor, TileRequest(layer, 12, int(column[0]), int(row[0]), SiteFilter())).body
    return {feature["id"] for feature in orjson.loads(body)["features"]}


def test_every_table_that_says_who_may_know_of_its_rows_is_tried() -> None:
    assert {name for name, table in Base.metadata.tables.items() if "sensitivity" in table.columns} == TRIED.keys()


def test_localities(database: Database, actor: Actor, world: World) -> None:
    ids = [record.id for record in world.localities]
    with database.read() as session:
        rows = session.scalars(select(Locality).options(selectinload(Locality.shares))).all()
    for who in actors(actor, world.own):
        expected = known_to(who, Action.VIEW, world.localities)
        with database.read() as session:
            assert set(session.scalars(select(Locality.id).where(visible(who, Locality)))) == expected, who
        assert {row.id for row in rows if sees(who, row)} == expected, who
        assert answering(ids, partial(locality_card, database, who)) == expected, who
        assert answering(ids, partial(list_shares, database, who, Shareable.LOCALITY)) == expected, who
        if can(who, Action.VIEW):
            assert {row.id for row in list_territories(database, who).localities} == expected, who
            assert drawn(database, who, "localities") == expected, who
            hits = search_everything(database, who, NAME, at_most=100)
            assert {hit.id for hit in hits if hit.kind == HitKind.LOCALITY} == expected, who


def test_records_that_wait_for_a_position(
    database: Database, actor: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*_: object) -> None:
        raise InvalidValue("found")  # so that nothing is changed

    monkeypatch.setattr(placing, "_place", found)
    ids = [record.id for record in world.waiting]
    for who in actors(actor, world.own):
        expected = known_to(who, Action.LOAD, world.waiting)
        here = partial(place_record, database, who, longitude=USTI[0], latitude=USTI[1])
        assert answering(ids, here) == expected, who
        if can(who, Action.LOAD):
            page = list_waiting(database, who, limit=100)
            assert {row.id for row in page.rows} == expected, who
            assert page.total == len(expected), who


def test_tombstones(database: Database, actor: Actor, world: World) -> None:
    ids = [record.id for record in world.erased]
    for who in actors(actor, world.own):
        expected = known_to(who, Action.VIEW, world.erased)
        assert answering(ids, partial(site_card, database, who)) == expected, who
        with database.read() as session:
            assert erasures(session, who, ErasedKind.SITE, ids).keys() == expected, who


@pytest.fixture
def cities(database: Database, actor: Actor, tmp_path: Path) -> TwoCities:
    return two_cities(database, actor, tmp_path, picture())


Card = Callable[[Database, Actor, int], object]
# What has no sensitivity: its table, its record by number, and the ids in its list for a place on the map.
OF_THE_CITY: dict[type[Base], tuple[Card | None, Callable[[Database, Actor, tuple[float, float]], set[int]]]] = {
    Area: (area_card, lambda d, a, p: drawn(d, a, "areas", p)),
    Zone: (zone_card, lambda d, a, p: drawn(d, a, "zones", p)),
    Service: (service_card, lambda d, a, p: {hit.id for hit in search_everything(d, a, "Poradna", 100)}),
    Body: (None, lambda d, a, p: {row.id for row in list_bodies(d, a)}),
    Meeting: (
        meeting_card,
        lambda d, a, p: {row.id for coming in (True, False) for row in list_meetings(d, a, coming=coming)},
    ),
}


@pytest.mark.parametrize("table", OF_THE_CITY)
def test_of_what_has_no_sensitivity_the_city_alone_decides(
    database: Database, cities: TwoCities, table: type[Base]
) -> None:
    card, listed = OF_THE_CITY[table]
    columns = table.__table__.columns
    with database.read() as session:
        query = select(columns["id"], columns["municipality_id"])
        if table is Zone:  # those of drafts are for their writers (tests/storage/test_zones_by_day.py)
            query = query.where(columns["version_id"].in_(select(Bylaw.version_id)))
        rows = [tuple(row) for row in session.execute(query)]
    assert len({city for _id, city in rows}) == 2
    for asking in (cities.neighbour.actor, cities.foreigner.actor):
        for role in Role:
            who = replace(asking, roles=frozenset({role}))
            expected = {id_ for id_, city in rows if can(who, Action.VIEW) and city == who.municipality_id}
            if card is not None:
                assert answering([id_ for id_, _city in rows], partial(card, database, who)) == expected, who
            if can(who, Action.VIEW):
                places = ((14.05, 50.66), (15.2, 49.2))  # of both cities
                assert set().union(*(listed(database, who, place) for place in places)) == expected, who
