"""Areas, localities, services and addresses of loaded files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import shapely
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.model.people import Actor, Sensitivity
from geodata.services.ingest import IngestResult
from geodata.tables import AddressPoint, Area, Audit, Locality, LocalityVersion, Service, ServicePlace
from tests.audited import whole_detail
from tests.batches import USTI, Record, batch_of, content_of, counted, load, square
from tests.storage.ground_of_zones import a_building, a_school
from tests.two_cities import another_city

SQUARE = square(*USTI, 0.1)


def an_area(code: str, **facts: Any) -> Record:
    told = {"source_key": code, "code": code, "name": f"Oblast {code}", "kind": "municipality", "parent_code": None}
    return {**told, "outline": SQUARE, **facts}


def a_locality(key: str, **facts: Any) -> Record:
    told: Record = {"source_key": key, "name": "Předlice", "outline": SQUARE, "valid_from": date(2015, 1, 1)}
    return {**told, "inhabitants_low": 1_000, "inhabitants_high": 1_500, "inhabitants_source": "Mapa 2015", **facts}


def a_service(key: str, **facts: Any) -> Record:
    told: Record = {
        "source_key": key, "register_number": "1234567", "name": "Poradna", "provider": "Člověk v tísni",
        "kind": "counselling", "form": "ambulatory", "target_groups": ["families", "youth"], "capacity": 2.5,
        "capacity_unit": "posts", "address": "Řehořova 1", "lon": USTI[0], "lat": USTI[1],
    }  # fmt: skip
    return told | facts


def an_address(code: str, **facts: Any) -> Record:
    told: Record = {
        "code": code, "street": "Řehořova", "house_number": "12", "house_number_kind": "č.p.",
        "orientation_number": "5a", "municipality": "Ústí nad Labem", "municipality_part": "Předlice",
        "postcode": "40003", "lon": USTI[0], "lat": USTI[1],
    }  # fmt: skip
    return told | facts


MADE: dict[str, Callable[..., Record]] = {
    "areas": an_area,
    "localities": a_locality,
    "services": a_service,
    "addresses": an_address,
    "protected_places": a_school,
    "land_pieces": lambda key: a_building(key, 20.0 * int(key), 0),
}
CHANGED: dict[str, Record] = {
    "areas": {"name": "Jinak"},
    "localities": {"inhabitants_high": 900},
    "services": {"capacity": 3.0},
    "addresses": {"orientation_number": "7"},
    "protected_places": {"kind": "kindergarten"},
    "land_pieces": {"number": "12/3"},
}


def load_of(database: Database, actor: Actor, target: str, *records: Record, **options: Any) -> IngestResult:
    return load(database, actor, batch_of(target, records), **options)


@pytest.mark.parametrize("target", MADE)
def test_a_file_is_taken_once_changed_by_key_and_never_half(database: Database, actor: Actor, target: str) -> None:
    first, second, third = (MADE[target](key) for key in ("1", "2", "3"))
    assert counted(load_of(database, actor, target, first, second)) == (2, 0, 0, 0)
    before = content_of(database)

    again = load_of(database, actor, target, second, first)
    assert (counted(again), again.load_id) == ((0, 0, 2, 0), None)
    assert content_of(database) == before

    changed = first | CHANGED[target]
    dry = load_of(database, actor, target, changed, second, third, keep=lambda: False)
    assert counted(dry) == (1, 1, 1, 0)
    assert content_of(database) == before

    assert counted(load_of(database, actor, target, changed, second, third)) == (1, 1, 1, 0)
    assert counted(load_of(database, actor, target, changed, second, third)) == (0, 0, 3, 0)


def test_an_area_finds_its_parent_wherever_it_stands_in_the_file(database: Database, actor: Actor) -> None:
    load_of(database, actor, "areas", an_area("9", name="Jiná 9"), source="Jiný zdroj")
    load_of(
        database,
        actor,
        "areas",
        an_area("3", parent_code="2"),
        an_area("2", parent_code="9", kind="orp"),
        an_area("9", name="Kraj", kind=None),
        an_area("4", parent_code="404"),
        an_area("5", parent_code="5"),
    )
    with database.read() as session:
        areas = {area.name: area for area in session.scalars(select(Area))}
    names = {area.id: name for name, area in areas.items()}
    parents = {name: names.get(area.parent_id or 0) for name, area in areas.items()}
    assert parents == {
        "Oblast 3": "Oblast 2", "Oblast 2": "Kraj", "Kraj": None, "Jiná 9": None, "Oblast 4": None, "Oblast 5": None,
    }  # fmt: skip
    assert areas["Kraj"].kind == AreaKind.OTHER
    assert shapely.equals(areas["Kraj"].outline, shapely.from_wkb(SQUARE))


@pytest.mark.parametrize(
    ("target", "facts", "before", "after"),
    [
        ("areas", {"name": "Jinak"}, {"name": "Oblast 1"}, {"name": "Jinak"}),
        ("localities", {"name": "Nové Předlice"}, {"name": "Předlice"}, {"name": "Nové Předlice"}),
        ("services", {"capacity": 3.0}, {"capacity": 2.5}, {"capacity": 3.0}),
    ],
)
def test_the_audit_tells_what_was_there_before(
    database: Database, actor: Actor, target: str, facts: Record, before: Record, after: Record
) -> None:
    load_of(database, actor, target, MADE[target]("1"))
    load_of(database, actor, target, MADE[target]("1", **facts))
    with database.read() as session:
        entry = session.scalars(select(Audit).where(Audit.action == "update")).one()
    assert before.items() <= whole_detail(database, entry)["before"].items()
    assert after.items() <= whole_detail(database, entry)["after"].items()


def test_a_changed_locality_gets_a_version_and_the_old_one_stays(database: Database, actor: Actor) -> None:
    load_of(database, actor, "localities", a_locality("1"))
    later = a_locality("1", inhabitants_low=None, inhabitants_high=700, outline=square(*USTI, 0.05),
                       valid_from=None, sensitivity="restricted")  # fmt: skip
    with clock.standing_at(clock.now() + timedelta(days=1)):
        load_of(database, actor, "localities", later)
        tomorrow = clock.today()
    with database.read() as session:
        locality = session.scalars(select(Locality)).one()
        versions = session.scalars(select(LocalityVersion).order_by(LocalityVersion.id)).all()
    assert (locality.name, locality.sensitivity) == ("Předlice", Sensitivity.RESTRICTED)
    assert [(one.valid_from, one.inhabitants_low, one.inhabitants_high) for one in versions] == [
        (date(2015, 1, 1), 1_000, 1_500), (tomorrow, None, 700)
    ]  # fmt: skip
    assert versions[0].outline is not None
    assert versions[1].outline is not None
    assert versions[0].outline.area > versions[1].outline.area


def test_services_on_one_point_stay_several_and_each_has_its_place(database: Database, actor: Actor) -> None:
    load_of(database, actor, "services", a_service("1"), a_service("2", name=None, kind=None, form=None, capacity=None))
    second = a_service("2", kind=None, form=None, capacity=None, lon=None, lat=None, name="Klub")
    load_of(database, actor, "services", a_service("1", lon=14.5), second)
    with database.read() as session:
        services = session.scalars(select(Service).order_by(Service.source_key)).all()
        places = dict(session.execute(select(ServicePlace.service_id, ServicePlace.longitude)).all())
    one, two = services
    assert (one.kind, one.form, one.capacity, one.capacity_unit, one.target_groups) == (
        ServiceKind.COUNSELLING, ServiceForm.AMBULATORY, 2.5, CapacityUnit.POSTS, ["families", "youth"]
    )  # fmt: skip
    assert (two.name, two.kind, two.form, two.capacity) == ("Klub", ServiceKind.OTHER, None, None)
    assert places == {one.id: 14.5, two.id: USTI[0]}


def test_an_address_keeps_its_parts_and_may_have_no_position(database: Database, actor: Actor) -> None:
    load_of(
        database, actor, "addresses", an_address("1"),
        an_address("2", street=None, orientation_number=None, lon=None, lat=None),
    )  # fmt: skip
    with database.read() as session:
        first, second = session.scalars(select(AddressPoint).order_by(AddressPoint.code)).all()
    assert (first.street_folded, first.town_folded) == ("rehorova", "usti nad labem")
    assert first.search_text == "rehorova 12/5a usti nad labem"
    assert (second.longitude, second.latitude, second.street_folded) == (None, None, "")
    assert second.search_text == "predlice 12 usti nad labem"


def test_two_cities_of_one_database_load_the_same_addresses_and_each_keeps_its_own(
    database: Database, actor: Actor
) -> None:
    load_of(database, actor, "addresses", an_address("1"))
    elsewhere = another_city(database, actor)
    result = load_of(database, elsewhere, "addresses", an_address("1", orientation_number="7"))
    assert (result.created, result.updated) == (1, 0)
    with database.read() as session:
        found = session.execute(select(AddressPoint.municipality_id, AddressPoint.orientation_number)).all()
    assert set(found) == {(actor.municipality_id, "5a"), (elsewhere.municipality_id, "7")}
