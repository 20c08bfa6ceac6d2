"""What the map needs besides places: where the city lies, what it can be narrowed to, the cards of other layers."""

from __future__ import annotations

import pytest
import shapely

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.areas import AreaKind
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.bodies import BodyFacts, change_body
from geodata.services.body_card import body_card
from geodata.services.extent import body_extent, city_extent
from geodata.services.ground_card import area_card, locality_card, service_card, zone_card
from geodata.services.territory_list import list_territories
from geodata.spatial import index_outline
from geodata.tables import Area, Locality, LocalityVersion, Service, ServicePlace
from tests.small_city import small_city, some_site, worker_of

BOX = shapely.box(14.0, 50.6, 14.1, 50.7)


def add_area(database: Database, actor: Actor, name: str = "Střed") -> int:
    with database.write(actor) as work:
        area = Area(
            municipality_id=actor.municipality_id, name=name, kind=AreaKind.CITY_DISTRICT, outline=BOX,
            recorded_at=clock.now(),
        )  # fmt: skip
        work.session.add(area)
        work.session.flush()
        index_outline(work.session, "area", area.id, BOX)
        work.version_of("outlines")
        work.commit()
        return area.id


def add_locality(database: Database, actor: Actor, sensitivity: Sensitivity = Sensitivity.PARTNERS) -> int:
    with database.write(actor) as work:
        locality = Locality(
            municipality_id=actor.municipality_id, name="Předlice", search_text="predlice", sensitivity=sensitivity,
            recorded_at=clock.now(),
        )  # fmt: skip
        work.session.add(locality)
        work.session.flush()
        version = LocalityVersion(
            municipality_id=actor.municipality_id, locality_id=locality.id, outline=BOX, inhabitants_low=900,
            inhabitants_high=1200, inhabitants_source="Šetření města", valid_from=clock.today(),
            recorded_at=clock.now(),
        )  # fmt: skip
        work.session.add(version)
        work.session.flush()
        index_outline(work.session, "locality_version", version.id, BOX)
        work.version_of("outlines")
        work.commit()
        return locality.id


def test_an_empty_city_lies_nowhere(database: Database, actor: Actor) -> None:
    assert city_extent(database, actor) is None


def test_a_city_without_places_lies_where_its_areas_are(database: Database, actor: Actor) -> None:
    add_area(database, actor)
    assert city_extent(database, actor) == pytest.approx((14.0, 50.6, 14.1, 50.7))


def test_a_city_lies_where_its_places_are(database: Database, actor: Actor) -> None:
    for position in ((14.0, 50.6), (14.1, 50.7), (14.05, 50.65)):
        some_site(database, actor, position=position)
    assert city_extent(database, actor) == pytest.approx((14.0, 50.6, 14.1, 50.7), abs=0.003)


def test_a_body_lies_where_its_area_is_and_without_one_where_the_city_is(database: Database, actor: Actor) -> None:
    cell_id = small_city(database, actor).cell_id
    assert body_extent(database, actor, cell_id) == city_extent(database, actor)
    body = body_card(database, actor, cell_id)
    facts = BodyFacts(body.name, body.kind, area_id=add_area(database, actor))
    change_body(database, actor, cell_id, body.row_version, facts)
    assert body_extent(database, actor, cell_id) == pytest.approx((14.0, 50.6, 14.1, 50.7))
    with pytest.raises(NotFound):
        body_extent(database, actor, cell_id + 1_000)


def test_one_place_at_the_end_of_the_country_does_not_move_the_city(database: Database, actor: Actor) -> None:
    for number in range(120):
        some_site(database, actor, position=(14.0 + number / 1000, 50.6 + number / 1000))
    some_site(database, actor, position=(18.5, 49.0))
    found = city_extent(database, actor)
    assert found is not None
    assert found[2] < 14.2


def test_only_areas_that_hold_places_are_offered(database: Database, actor: Actor) -> None:
    area_id = add_area(database, actor)
    assert list_territories(database, actor).areas == ()
    some_site(database, actor, position=(14.05, 50.65))
    assert [area.id for area in list_territories(database, actor).areas] == [area_id]


def test_a_restricted_locality_is_offered_and_shown_to_those_it_is_for(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    locality_id = add_locality(database, actor, Sensitivity.RESTRICTED)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    assert [locality.id for locality in list_territories(database, actor).localities] == [locality_id]
    assert list_territories(database, worker).localities == ()
    with pytest.raises(NotFound):
        locality_card(database, worker, locality_id)


def test_the_card_of_a_locality_tells_its_estimate_and_who_made_it(database: Database, actor: Actor) -> None:
    card = locality_card(database, actor, add_locality(database, actor))
    assert (card.name, card.inhabitants_low, card.inhabitants_high) == ("Předlice", 900, 1200)
    assert (card.inhabitants_source, card.valid_from) == ("Šetření města", clock.today())


def test_the_card_of_an_area_tells_its_kind(database: Database, actor: Actor) -> None:
    assert area_card(database, actor, add_area(database, actor)).kind == AreaKind.CITY_DISTRICT


def test_the_card_of_a_service_keeps_an_unknown_capacity_unknown(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        facts = {"municipality_id": actor.municipality_id, "search_text": "", "recorded_at": clock.now()}
        known = Service(
            name="Azylový dům", provider="Pomoc, z. ú.", kind=ServiceKind.SHELTER, form=ServiceForm.RESIDENTIAL,
            target_groups=["rodiny"], capacity=24.0, capacity_unit=CapacityUnit.BEDS, **facts,
        )  # fmt: skip
        unknown = Service(
            name="Terén", provider="Ulice", kind=ServiceKind.OUTREACH_PROGRAMME, target_groups=[], **facts
        )
        work.session.add_all([known, unknown])
        work.session.flush()
        work.session.add(
            ServicePlace(
                municipality_id=actor.municipality_id, service_id=known.id, address="Školní 1", longitude=14.05,
                latitude=50.66, tile_key=0,
            )
        )  # fmt: skip
        work.commit()
        ids = known.id, unknown.id
    card = service_card(database, actor, ids[0])
    assert (card.capacity, card.capacity_unit, card.addresses) == (24.0, CapacityUnit.BEDS, ("Školní 1",))
    assert service_card(database, actor, ids[1]).capacity is None


@pytest.mark.parametrize("card", [service_card, locality_card, zone_card, area_card])
def test_the_card_of_nothing_is_not_here(database: Database, actor: Actor, card: object) -> None:
    with pytest.raises(NotFound):
        card(database, actor, 4711)  # type: ignore[operator]
