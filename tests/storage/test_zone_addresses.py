"""The addresses of a zone as its annex lists them: those in its outline, or just those that it names."""

from __future__ import annotations

import pytest
import shapely

from geodata.crs import to_krovak
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.zones import NamedAddress
from geodata.services.computed_zones import address_outline
from geodata.services.zone_addresses import AddressedZone, StreetAddresses, zone_addresses
from tests.storage.addresses import some_address

HERE = (14.05, 50.66)
NEXT_DOOR = (14.05010, 50.66)  # some 7 m: within the circle around HERE


@pytest.fixture(autouse=True)
def street(database: Database, actor: Actor) -> None:
    some_address(database, actor, "Husova", "100", "1", position=HERE)
    some_address(database, actor, "Husova", "102", "3", position=NEXT_DOOR)


def listed(database: Database, actor: Actor, *texts: str) -> tuple[StreetAddresses, ...]:
    """What the annex lists for a zone of these addresses."""
    found = address_outline(database, actor, texts)
    assert found.outline is not None
    named = [NamedAddress(one.text, one.longitude, one.latitude) for one in found.found]
    unknown = [NamedAddress(text) for text in found.unplaced]
    (streets,) = zone_addresses(database, actor, [AddressedZone(to_krovak(found.outline), (*named, *unknown))])
    return streets


def test_a_list_has_its_addresses_and_no_neighbours(database: Database, actor: Actor) -> None:
    assert listed(database, actor, "Husova 1", "Nikde 9") == (StreetAddresses("Husova", ("100/1",), whole=False),)
    outline = address_outline(database, actor, ["Husova 1"]).outline
    assert outline is not None
    (drawn,) = zone_addresses(database, actor, [AddressedZone(to_krovak(outline))])
    assert drawn == (StreetAddresses("Husova", ("100/1", "102/3"), whole=True),)


def test_an_address_named_twice_is_listed_once(database: Database, actor: Actor) -> None:
    assert listed(database, actor, "Husova 1", "Husova 100", "husova 100/1, Zkušebnov") == (
        StreetAddresses("Husova", ("100/1",), whole=False),
    )


def test_who_names_every_house_has_the_whole_street(database: Database, actor: Actor) -> None:
    assert listed(database, actor, "Husova 3", "Husova 1") == (
        StreetAddresses("Husova", ("100/1", "102/3"), whole=True),
    )


def test_a_village_without_streets_is_listed_by_its_part(database: Database, actor: Actor) -> None:
    some_address(database, actor, None, "12", part="Lhota", position=(14.07, 50.66))
    assert listed(database, actor, "Lhota 12") == (StreetAddresses("Lhota", ("12",), whole=True),)


def test_one_number_in_two_parts_of_a_town_is_the_one_that_was_found(database: Database, actor: Actor) -> None:
    some_address(database, actor, "Husova", "700", "1", part="Dolní", position=(14.09, 50.66))
    assert listed(database, actor, "Husova 1, Zkušebnov - Dolní") == (
        StreetAddresses("Husova", ("700/1",), whole=False),
    )


def test_what_left_the_register_since_stands_as_it_was_written(database: Database, actor: Actor) -> None:
    gone = AddressedZone(to_krovak(address_outline(database, actor, ["Husova 1"]).outline), (
        NamedAddress("Husova 1", *HERE), NamedAddress("Zbořená 7/2", *HERE)
    ))  # fmt: skip
    (streets,) = zone_addresses(database, actor, [gone])
    assert [(one.street, one.numbers, one.whole) for one in streets] == [
        ("Husova", ("100/1",), False),
        ("Zbořená", ("7/2",), False),
    ]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Mírová 5", "Mírová č. 5"), ("Mírová 5", "ul. Mírová 5"), ("Mírová 5", "mírová 5"),
        ("Mírová 5", "ulice MÍROVÁ 5"),
        ("Mírová 12/5a", "Mírová 12/5 A"), ("Mírová č.p. 12/5a", "Mírová 12/5A"), ("Mírová 5a", "Mírová č. 5 A"),
        ("Mírová 5, Dolní", "mírová č.p. 5, Dolní"),
    ],
)  # fmt: skip
def test_an_address_outside_the_register_is_one_however_it_is_written(
    database: Database, actor: Actor, first: str, then: str
) -> None:
    assert outside(database, actor, first, then) == outside(database, actor, first)
    assert outside(database, actor, then, first) == outside(database, actor, then)  # the first writing stays


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mírová 5", "Mírová 5a"), ("Mírová 12/5", "Mírová 5"), ("Mírová 12/5", "Mírová 12/6"), ("Mírová 5", "Míšní 5"),
        ("Mírová č.p. 5", "Mírová č.ev. 5"), ("Mírová 5, Dolní", "Mírová 5, Horní"), ("Tržiště", "Nádraží"),
    ],
)  # fmt: skip
def test_other_addresses_outside_the_register_are_others(
    database: Database, actor: Actor, one: str, other: str
) -> None:
    assert sum(len(street.numbers) for street in outside(database, actor, one, other)) == 2


def test_one_street_outside_the_register_is_written_in_one_way(database: Database, actor: Actor) -> None:
    assert [(one.street, one.numbers) for one in outside(database, actor, "Mírová 7", "mírová 5")] == [
        ("Mírová", ("5", "7"))
    ]


def outside(database: Database, actor: Actor, *texts: str) -> tuple[StreetAddresses, ...]:
    """What is listed for addresses that were found once."""
    zone = AddressedZone(shapely.Point(0, 0), tuple(NamedAddress(text, *HERE) for text in texts))
    (streets,) = zone_addresses(database, actor, [zone])
    return streets
