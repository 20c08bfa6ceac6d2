"""Records without a position: found by their address, or waiting until somebody puts them on the map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import Condition
from geodata.services.city import local_actor
from geodata.services.ingest import Target
from geodata.services.organisations import add_organisation
from geodata.services.placing import list_waiting, match_waiting, place_record
from geodata.tables import Audit, Observation, Placing, Service, Site
from tests.audited import whole_detail
from tests.batches import USTI, Record, a_site, batch_of, content_of, counted, load, load_sites
from tests.small_city import worker_of
from tests.storage.test_ingest_others import a_service, an_address
from tests.storage.test_unit_of_work import at_once

NOWHERE = {"lon": None, "lat": None}


def a_waiting_site(key: str, **facts: Any) -> Record:
    return a_site(key, **NOWHERE, **facts)


def load_addresses(database: Database, actor: Actor) -> None:
    """A street in two towns, one house with two numbers, a village and a part of a town without streets."""
    east = iter(range(100))

    def point(code: str, **facts: Any) -> Record:
        return an_address(code, lon=14 + next(east) / 100, lat=50.0, **facts)

    village = {"street": None, "orientation_number": None, "municipality": "Vřesová", "municipality_part": "Vřesová"}
    points = [
        point("0", house_number="12", orientation_number="5a"),
        point("1", house_number="99", orientation_number="12"),
        point("2", house_number="7", orientation_number="1"),
        point("3", house_number="7", orientation_number="1", municipality="Děčín", municipality_part="Děčín I"),
        point("4", **village, house_number="12"),
        point("5", **village | {"municipality": "Lovosice", "municipality_part": "Lhotka"}, house_number="3"),
        point("6", **village | {"municipality": "Malá Lhota"}, house_number="3") | NOWHERE,
    ]
    load(database, actor, batch_of("addresses", points), source="RÚIAN")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"street": "Řehořova", "house_number": "12", "orientation_number": "5a"}, 0),
        ({"street": "REHOROVA", "house_number": "12", "orientation_number": "5A"}, 0),
        ({"street": "řehořova", "orientation_number": "5a"}, 0),
        ({"street": "Řehořova", "house_number": "5a", "municipality_name": "ústí nad labem"}, 0),
        ({"street": "Řehořova", "house_number": "12"}, None),  # the one's number, the other's door
        ({"street": "Řehořova", "house_number": "99", "municipality_name": "Predlice"}, 1),
        ({"street": "Řehořova", "house_number": "12", "orientation_number": "6"}, None),
        ({"street": "Řehořova", "house_number": "7"}, None),  # in two towns
        ({"street": "Řehořova", "house_number": "7", "municipality_name": "Děčín"}, 3),
        ({"street": "Řehořova", "house_number": "7", "municipality_name": "Teplice"}, None),
        ({"street": "Vřesová", "house_number": "12"}, 4),
        ({"house_number": "12", "municipality_name": "vresova"}, 4),
        ({"street": "Lhotka", "house_number": "3", "municipality_name": "Lovosice"}, 5),
        ({"street": "Lhotka", "house_number": "3", "municipality_name": "Vřesová"}, None),
        ({"house_number": "3", "municipality_name": "Malá Lhota"}, None),  # an address without a position
        ({"street": "Řehořova"}, None),
        ({"house_number": "12"}, None),
        ({"municipality_name": "Vřesová"}, None),
        ({}, None),
    ],
)
def test_an_address_is_found_where_it_can_only_be_one(
    sqlite_city: tuple[Database, Actor], written: Record, code: int | None
) -> None:
    database, actor = sqlite_city
    result = load_sites(database, actor, a_waiting_site("1", **written))
    if code is None:
        assert counted(result) == (0, 0, 0, 1)
        return
    assert counted(result) == (1, 0, 0, 0)
    with database.read() as session:
        site = session.scalars(select(Site)).one()
    assert (site.longitude, site.latitude) == (14 + code / 100, 50.0)


@pytest.fixture
def sqlite_city(sqlite_url: str) -> Iterator[tuple[Database, Actor]]:
    """A SQLite city with the addresses."""
    database = Database(sqlite_url)
    actor = local_actor(database)
    load_addresses(database, actor)
    yield database, actor
    database.close()


def test_what_waits_is_listed_and_placed_by_hand(database: Database, actor: Actor) -> None:
    result = load_sites(database, actor, a_waiting_site("1", street="Neznámá"), a_site("2"), a_waiting_site("3"))
    assert counted(result) == (1, 0, 0, 2)
    page = list_waiting(database, actor)
    assert page.total == 2
    assert [(row.target, row.name, row.address, row.kind, row.file_name) for row in page.rows] == [
        (Target.SITES, f"Skládka {key}", "Za tratí", "illegal_dump", "skladky.csv") for key in ("1", "3")
    ]
    assert [row.id for row in list_waiting(database, actor, limit=1, offset=1).rows] == [page.rows[1].id]
    place_record(database, actor, page.rows[0].id, *USTI)
    assert [row.id for row in list_waiting(database, actor).rows] == [page.rows[1].id]
    with database.read() as session:
        site = session.scalars(select(Site).where(Site.source_key == "1")).one()
        seen = session.scalars(select(Observation).where(Observation.site_id == site.id)).one()
        placed = session.scalars(select(Audit).where(Audit.action == "place")).one()
    assert (site.longitude, site.latitude, site.condition) == (*USTI, Condition.PRESENT)
    assert (seen.observed_on, seen.details, seen.note) == (date(2026, 3, 1), {"volume_m3": 3.0}, "Pneumatiky")
    assert whole_detail(database, placed) == {"longitude": USTI[0], "latitude": USTI[1]}


def test_a_record_placed_by_hand_is_known_by_the_same_file(database: Database, actor: Actor) -> None:
    waiting = a_waiting_site("1")
    load_sites(database, actor, waiting)
    place_record(database, actor, list_waiting(database, actor).rows[0].id, *USTI)
    before = content_of(database)
    assert counted(load_sites(database, actor, waiting)) == (0, 0, 1, 0)
    assert content_of(database) == before
    load_sites(database, actor, waiting | {"note": "Nová zpráva", "observed_on": date(2026, 4, 1)})
    with database.read() as session:
        assert (session.scalars(select(Site)).one().longitude) == USTI[0]
        assert session.scalar(select(func.count()).select_from(Observation)) == 2


def test_a_waiting_record_is_renewed_by_a_later_file(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_waiting_site("1"))
    assert counted(load_sites(database, actor, a_waiting_site("1", name="Jinak"))) == (0, 1, 0, 0)
    assert [row.name for row in list_waiting(database, actor).rows] == ["Jinak"]
    assert counted(load_sites(database, actor, a_site("1", name="Jinak"))) == (1, 0, 0, 0)
    assert list_waiting(database, actor).total == 0


def test_what_waits_finds_its_address_once_addresses_are_loaded(database: Database, actor: Actor) -> None:
    written = {"street": "Řehořova", "house_number": "99", "orientation_number": None}
    waiting = a_waiting_site("1", **written)
    load_sites(database, actor, waiting, a_waiting_site("2"))
    load(
        database,
        actor,
        batch_of("services", [a_service("s", **NOWHERE, **written, municipality_name="Ústí nad Labem")]),
    )
    assert match_waiting(database, actor) == 0
    load_addresses(database, actor)
    assert match_waiting(database, actor) == 2
    assert [row.name for row in list_waiting(database, actor).rows] == ["Skládka 2"]
    with database.read() as session:
        assert session.scalars(select(Site)).one().longitude == pytest.approx(14.01)
        assert session.scalars(select(Service)).one().name == "Poradna"
    before = content_of(database)
    assert match_waiting(database, actor) == 0
    assert counted(load_sites(database, actor, waiting, a_waiting_site("2"))) == (0, 0, 2, 0)
    assert content_of(database) == before


def test_a_service_without_a_position_waits_too(database: Database, actor: Actor) -> None:
    service = a_service("1", **NOWHERE)
    assert counted(load(database, actor, batch_of("services", [service]))) == (0, 0, 0, 1)
    before = content_of(database)
    assert counted(load(database, actor, batch_of("services", [service]))) == (0, 0, 1, 0)
    assert content_of(database) == before
    (row,) = list_waiting(database, actor).rows
    assert (row.target, row.name) == (Target.SERVICES, "Poradna")
    place_record(database, actor, row.id, *USTI)
    with database.read() as session:
        placed = session.scalars(select(Service)).one()
    assert (placed.target_groups, placed.capacity) == (["families", "youth"], 2.5)
    assert counted(load(database, actor, batch_of("services", [service]))) == (0, 0, 1, 0)


def test_of_two_who_place_a_record_at_once_the_second_is_told_that_it_is_gone(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_waiting_site("1"))
    (row,) = list_waiting(database, actor).rows

    def place(_number: int) -> bool:
        try:
            place_record(database, actor, row.id, *USTI)
        except NotFound:
            return False
        return True

    assert at_once(place).count(True) == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 1


def test_a_position_off_the_map_places_nothing(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_waiting_site("1"))
    before = content_of(database)
    with pytest.raises(InvalidValue):
        place_record(database, actor, list_waiting(database, actor).rows[0].id, 200.0, 50.0)
    with pytest.raises(NotFound):
        place_record(database, actor, 10_000, *USTI)
    assert content_of(database) == before


def test_a_restricted_record_waits_for_its_organisation_and_stays_its_own(database: Database, actor: Actor) -> None:
    offices = [add_organisation(database, actor, name, OrganisationKind.CITY) for name in ("Odbor A", "Odbor B")]
    author, stranger = (worker_of(database, actor, office, Role.OFFICIAL) for office in offices)
    load_sites(database, author, a_waiting_site("1", sensitivity="restricted"), a_waiting_site("2"))
    assert [list_waiting(database, who).total for who in (author, stranger, actor)] == [2, 1, 2]
    secret = next(row for row in list_waiting(database, author).rows if row.name == "Skládka 1")
    with pytest.raises(NotFound):
        place_record(database, stranger, secret.id, *USTI)
    place_record(database, actor, secret.id, *USTI)
    with database.read() as session:
        site = session.scalars(select(Site)).one()
        assert session.scalar(select(func.count()).select_from(Placing)) == 1
    assert (site.sensitivity, site.organisation_id) == (Sensitivity.RESTRICTED, offices[0])


def test_of_records_that_find_their_address_those_are_told_that_one_may_know_of(
    database: Database, actor: Actor
) -> None:
    offices = [add_organisation(database, actor, name, OrganisationKind.CITY) for name in ("Odbor A", "Odbor B")]
    author, stranger = (worker_of(database, actor, office, Role.OFFICIAL) for office in offices)
    written = {"street": "Řehořova", "house_number": "99", "orientation_number": None}
    load_sites(
        database, author, a_waiting_site("1", sensitivity="restricted", **written), a_waiting_site("2", **written)
    )
    load_addresses(database, actor)
    assert match_waiting(database, stranger) == 1
    with database.read() as session:
        placed = session.execute(select(Site.source_key, Site.organisation_id).order_by(Site.source_key)).all()
    assert [tuple(site) for site in placed] == [("1", offices[0]), ("2", offices[0])]


def test_the_name_of_a_file_of_others_is_not_told_with_its_records(database: Database, actor: Actor) -> None:
    offices = [add_organisation(database, actor, name, OrganisationKind.AUTHORITY) for name in ("Jedni", "Druzí")]
    own, other = (worker_of(database, actor, office, Role.OFFICIAL) for office in offices)
    load_sites(database, own, a_waiting_site("1", address="Neznámá 1"))
    (mine,) = list_waiting(database, own).rows
    (theirs,) = list_waiting(database, other).rows
    assert mine.file_name
    assert (theirs.id, theirs.file_name) == (mine.id, "")
