"""Where the map goes after a load, and what a load says of places outside of the city."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.extent import city_extent, found_extent
from geodata.services.ingest import OutsideRow
from geodata.services.ingest.batch import OUTSIDE_NAMED
from geodata.services.load_extent import load_extent
from geodata.services.organisations import add_organisation
from geodata.spatial import Box
from tests.batches import USTI, Record, a_site, batch_of, load, load_sites, square
from tests.small_city import some_site, worker_of
from tests.storage.ground_of_zones import a_building, a_school, load_land, load_protected

ABROAD = (18.5, 49.0)
ABOUT = 0.001  # degrees: points are known by cells of some 24 m


def row(count: int) -> list[Record]:
    """Places one beside the other, from Ústí to the east."""
    return [a_site(f"r{number}", lon=USTI[0] + number / 1000) for number in range(count)]


def load_city(database: Database, actor: Actor, **facts: Any) -> int | None:
    area = {"source_key": "u", "code": "u", "name": "Ústí", "kind": "city_district", "outline": square(*USTI, 0.1)}
    return load(database, actor, batch_of("areas", [area | facts]), source="ČÚZK").load_id


def shown(box: Box | None) -> Any:
    assert box is not None
    return pytest.approx(box, abs=ABOUT)


def of_load(database: Database, actor: Actor, load_id: int | None) -> Box | None:
    assert load_id is not None
    return load_extent(database, actor, load_id)


def test_the_map_goes_to_what_was_loaded_and_one_mistyped_place_does_not_lead_it_away(
    database: Database, actor: Actor
) -> None:
    load_sites(database, actor, *row(3), source="Dřív")
    east = [a_site(f"e{number}", lon=15 + number / 1000) for number in range(3)]
    first = load_sites(database, actor, *east, source="Teď")
    assert of_load(database, actor, first.load_id) == shown((15.0, USTI[1], 15.002, USTI[1]))
    far = load_sites(database, actor, *row(3), a_site("x", lon=ABROAD[0], lat=ABROAD[1]), source="S chybou")
    assert of_load(database, actor, far.load_id) == shown((USTI[0], USTI[1], USTI[0] + 0.002, USTI[1]))


def test_a_load_of_many_is_known_by_a_part_of_them(database: Database, actor: Actor) -> None:
    many = [a_site(str(number), lon=14 + number / 100_000) for number in range(10_000)]
    found = of_load(database, actor, load_sites(database, actor, *many).load_id)
    assert found == shown((14.0, USTI[1], 14.1, USTI[1]))


def test_a_load_that_only_changed_lies_where_its_source_lies(database: Database, actor: Actor) -> None:
    load_sites(database, actor, *row(3))
    changed = load_sites(database, actor, *(record | {"condition": "cleaned"} for record in row(3)))
    assert (changed.created, changed.updated) == (0, 3)
    assert of_load(database, actor, changed.load_id) == shown((USTI[0], USTI[1], USTI[0] + 0.002, USTI[1]))


def test_areas_localities_and_services_are_found_too(database: Database, actor: Actor) -> None:
    whole = (USTI[0] - 0.05, USTI[1] - 0.05, USTI[0] + 0.05, USTI[1] + 0.05)
    assert of_load(database, actor, load_city(database, actor)) == shown(whole)
    locality = {"source_key": "p", "name": "Předlice", "outline": square(*USTI, 0.02)}
    loaded = load(database, actor, batch_of("localities", [locality]), source="Mapa")
    assert of_load(database, actor, loaded.load_id) == shown(
        (USTI[0] - 0.01, USTI[1] - 0.01, USTI[0] + 0.01, USTI[1] + 0.01)
    )
    service = {"source_key": "s", "name": "Poradna", "kind": "counselling", "lon": 15.0, "lat": 50.0}
    loaded = load(database, actor, batch_of("services", [service]), source="Registr")
    assert of_load(database, actor, loaded.load_id) == shown((15.0, 50.0, 15.0, 50.0))


def test_schools_and_buildings_are_found_too(database: Database, actor: Actor) -> None:
    loaded = load_protected(database, actor, a_school("1"), a_school("2", lon=USTI[0] + 0.01))
    assert of_load(database, actor, loaded.load_id) == shown((USTI[0], USTI[1], USTI[0] + 0.01, USTI[1]))
    loaded = load_land(database, actor, a_building("1", 0, 0) | {"outline": square(*USTI, 0.002)})
    assert of_load(database, actor, loaded.load_id) == shown(
        (USTI[0] - 0.001, USTI[1] - 0.001, USTI[0] + 0.001, USTI[1] + 0.001)
    )


def test_a_load_of_addresses_shows_nothing(database: Database, actor: Actor) -> None:
    address = {"code": "1", "street": "Nová", "house_number": "1", "municipality": "Ústí", "lon": 14.0, "lat": 50.6}
    loaded = load(database, actor, batch_of("addresses", [address]), source="RÚIAN")
    assert of_load(database, actor, loaded.load_id) is None


def test_what_others_loaded_leads_nobody_there(database: Database, actor: Actor) -> None:
    ours, theirs = (add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Naši", "Jiní"))
    author = worker_of(database, actor, ours, Role.OFFICIAL, login="author")
    stranger = worker_of(database, actor, theirs, Role.OFFICIAL, login="stranger")
    loaded = load_sites(database, author, *row(3))
    assert of_load(database, author, loaded.load_id) is not None
    with pytest.raises(NotFound):
        of_load(database, stranger, loaded.load_id)


# ------------------------------------------------------------------ the first view of the map


def test_a_load_of_places_far_away_does_not_move_the_city(database: Database, actor: Actor) -> None:
    load_city(database, actor)
    load_sites(database, actor, *row(5))
    before = city_extent(database, actor)
    load_sites(
        database,
        actor,
        *(a_site(f"x{number}", lon=ABROAD[0] + number / 100, lat=ABROAD[1]) for number in range(50)),
        source="Jinde",
    )
    assert city_extent(database, actor) == before == shown((USTI[0], USTI[1], USTI[0] + 0.004, USTI[1]))


def test_while_no_place_lies_in_the_areas_the_map_shows_the_areas(database: Database, actor: Actor) -> None:
    load_sites(database, actor, *(a_site(f"x{number}", lon=ABROAD[0], lat=ABROAD[1]) for number in range(3)))
    assert city_extent(database, actor) == shown((*ABROAD, *ABROAD))
    load_city(database, actor, outline=None)
    assert city_extent(database, actor) == shown((*ABROAD, *ABROAD))  # an area without an outline lies nowhere
    load_city(database, actor)
    assert city_extent(database, actor) == shown((USTI[0] - 0.05, USTI[1] - 0.05, USTI[0] + 0.05, USTI[1] + 0.05))


def test_what_was_found_has_a_box_of_what_the_actor_sees(database: Database, actor: Actor) -> None:
    some_site(database, actor, "Herna U Mostu", position=(15.0, 50.0))
    some_site(database, actor, "Herna Na Růžku", position=(15.1, 50.1))
    some_site(database, actor, "Herna tajná", position=(15.2, 50.2), sensitivity=Sensitivity.RESTRICTED)
    ngo = add_organisation(database, actor, "Spolek", OrganisationKind.NGO)
    worker = worker_of(database, actor, ngo, Role.TERRAIN)
    chosen = SiteFilter(text="herna")
    assert found_extent(database, actor, chosen) == shown((15.0, 50.0, 15.2, 50.2))
    assert found_extent(database, worker, chosen) == shown((15.0, 50.0, 15.1, 50.1))
    assert found_extent(database, worker, SiteFilter(text="nic takového")) is None


# ------------------------------------------------------------------ outside of the city


def test_places_outside_of_the_areas_are_counted_and_the_first_named(database: Database, actor: Actor) -> None:
    load_city(database, actor)
    outside = [a_site(f"x{number}", lon=ABROAD[0], lat=ABROAD[1]) for number in range(OUTSIDE_NAMED + 2)]
    waiting = a_site("w", lon=None, lat=None)
    batches = batch_of("sites", [a_site("1"), *outside[:2]]), batch_of("sites", [waiting, *outside[2:], a_site("2")])
    result = load(database, actor, *batches)
    assert (result.created, result.to_place, result.outside) == (2 + len(outside), 1, len(outside))
    assert result.outside_rows == [
        OutsideRow(2, "Skládka x0"), OutsideRow(3, "Skládka x1"), OutsideRow(2, "Skládka x2"),
        OutsideRow(3, "Skládka x3"), OutsideRow(4, "Skládka x4"),
    ]  # fmt: skip


def test_a_trial_counts_them_too_and_the_same_file_twice_says_nothing(database: Database, actor: Actor) -> None:
    load_city(database, actor)
    far = a_site("x", lon=ABROAD[0], lat=ABROAD[1])
    assert load_sites(database, actor, far, keep=lambda: False).outside == 1
    assert load_sites(database, actor, far).outside == 1
    assert load_sites(database, actor, far).outside == 0
    moved = load_sites(database, actor, far | {"lon": ABROAD[0] + 0.1})
    assert (moved.updated, moved.outside) == (1, 1)
    back = load_sites(database, actor, far | {"lon": USTI[0], "lat": USTI[1]})
    assert (back.updated, back.outside) == (1, 0)


def test_a_city_without_areas_has_no_outside(database: Database, actor: Actor) -> None:
    assert load_sites(database, actor, a_site("x", lon=ABROAD[0], lat=ABROAD[1])).outside == 0
    load_city(database, actor, outline=None)
    assert load_sites(database, actor, a_site("y", lon=ABROAD[0], lat=ABROAD[1])).outside == 0
