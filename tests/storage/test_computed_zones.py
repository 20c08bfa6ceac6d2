"""Outlines of zones that nobody draws."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import area_m2, to_krovak
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.impact.equal_treatment import equal_treatment
from geodata.impact.reckoning import reckon
from geodata.impact.shapes import ZoneShape
from geodata.model.criteria import Criterion, FindingKind, NearTo
from geodata.model.network import ServiceKind
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.zones import ZoneCut, ZoneRule, ZoneSource
from geodata.services.computed_zones import CIRCLE_M, address_outline, computed_outline, taken_outline
from geodata.services.zone_ground import zone_ground
from tests.batches import USTI, batch_of, load, square
from tests.small_city import small_city, some_site, worker_of
from tests.storage.addresses import some_address
from tests.storage.ground_of_zones import (
    a_building,
    a_school,
    box_at,
    load_land,
    load_protected,
    metres_from_usti,
)
from tests.storage.test_ground import add_area, add_locality

SCHOOLS = frozenset({NearTo.SCHOOL})
NEAR_SCHOOLS = Criterion(SCHOOLS, 100.0)


def contains(outline: shapely.Geometry, east: float, north: float) -> bool:
    return bool(outline.contains(shapely.Point(metres_from_usti(east, north))))


def load_city(database: Database, actor: Actor, outline: bytes, name: str = "Ústí nad Labem") -> None:
    area = {"source_key": name, "code": name, "name": name, "kind": "municipality", "outline": outline}
    load(database, actor, batch_of("areas", [area]), source="ČÚZK")


def test_a_zone_of_a_hundred_metres_around_schools_holds_what_is_near_them(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"), a_school("2", 500), a_school("3", 900, kind="playground"))
    computed = computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.PLAIN)
    assert (computed.places, computed.pieces) == (2, 0)
    assert contains(computed.outline, 99.5, 0)
    assert contains(computed.outline, 500, -99.5)
    assert not contains(computed.outline, 100.5, 0)
    assert not contains(computed.outline, 900, 0)
    assert area_m2(computed.outline) == pytest.approx(2 * 31_416, rel=0.01)


def test_the_zone_ends_where_the_city_ends(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"))
    load_city(database, actor, box_at(0, -1_000, 2_000))
    outline = computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.PLAIN).outline
    assert contains(outline, 50, 0)
    assert not contains(outline, -50, 0)


def test_of_the_cities_of_a_region_the_one_of_its_own_name_counts(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"))
    load_city(database, actor, box_at(0, -1_000, 2_000), "Sousedov")
    load_city(database, actor, box_at(-2_000, -1_000, 2_000), "Jinde")
    assert contains(computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.PLAIN).outline, -50, 0)


def test_the_zone_can_be_kept_within_an_outline(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"))
    inside = shapely.from_wkb(box_at(0, 0, 500))
    outline = computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.PLAIN, inside=inside).outline
    assert contains(outline, 50, 50)
    assert not contains(outline, 50, -50)
    with pytest.raises(InvalidValue, match="Nothing within this distance"):
        computed_outline(
            database, actor, NEAR_SCHOOLS, ZoneCut.PLAIN, inside=shapely.from_wkb(box_at(3_000, 0, 10))
        )  # fmt: skip


def test_whole_buildings_are_taken_that_the_distance_touches(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"))
    load_land(
        database, actor, a_building("1", 95, 0), a_building("2", 20, 20), a_building("3", 130, 0),
        a_building("4", 30, 0, kind="plot"),
    )  # fmt: skip
    computed = computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.BUILDINGS)
    assert (computed.places, computed.pieces) == (1, 2)
    assert contains(computed.outline, 104, 5)
    assert not contains(computed.outline, 60, 0)
    assert area_m2(computed.outline) == pytest.approx(200, rel=0.001)
    assert computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.PLOTS).pieces == 1


def test_inside_a_locality_is_no_distance_from_it(database: Database, actor: Actor) -> None:
    add_locality(database, actor)
    computed = computed_outline(database, actor, Criterion(frozenset({NearTo.LOCALITY}), 0.0), ZoneCut.PLAIN)
    # The outline is 36 km long: nowhere may it have moved by three millimetres.
    assert area_m2(computed.outline ^ shapely.box(14.0, 50.6, 14.1, 50.7)) < 100


def test_a_zone_inside_excluded_localities_is_checked_by_its_own_rule(database: Database, actor: Actor) -> None:
    inside = Criterion(frozenset({NearTo.LOCALITY}), 0.0)
    chosen = add_locality(database, actor)
    facts = {"source_key": "jiná", "name": "Jiná", "outline": box_at(9_000, 0, 200)}
    load(database, actor, batch_of("localities", [facts]))
    places = {"v ní": (14.05, 50.65), "v jiné": metres_from_usti(9_100, 100), "venku": metres_from_usti(9_300, 100)}
    halls = {
        some_site(database, actor, name, kind=SiteKind.GAMBLING_VENUE, position=at): name for name, at in places.items()
    }
    of_all = computed_outline(database, actor, inside, ZoneCut.PLAIN)
    of_one = taken_outline(database, actor, ZoneSource.LOCALITY, chosen)

    def unlike(outline: BaseGeometry) -> list[tuple[FindingKind, str]]:
        shape = ZoneShape("V lokalitách", ZoneRule.TOTAL_BAN, "uvnitř lokality", to_krovak(outline), inside)
        impact = reckon(zone_ground(database, actor), [shape])
        return [(one.kind, halls[impact.ground.venues[one.venue].id]) for one in equal_treatment(impact).findings]

    assert of_all.places == 2
    assert unlike(of_all.outline) == []
    assert unlike(of_one) == [(FindingKind.SPARED_THOUGH_IT_MEETS, "v jiné")]


def test_a_locality_that_one_may_not_know_of_is_not_measured_from(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    add_locality(database, actor, Sensitivity.RESTRICTED)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with pytest.raises(InvalidValue, match="none of these yet"):
        computed_outline(database, worker, Criterion(frozenset({NearTo.LOCALITY}), 0.0), ZoneCut.PLAIN)


@pytest.mark.parametrize(
    ("criterion", "cut", "sentence"),
    [
        (Criterion(SCHOOLS, 50_000.0), ZoneCut.PLAIN, "between 0 and 5000 m"),
        (Criterion(SCHOOLS, -1.0), ZoneCut.PLAIN, "between 0 and 5000 m"),
        (Criterion(SCHOOLS, float("nan")), ZoneCut.PLAIN, "between 0 and 5000 m"),
        (Criterion(frozenset(), 100.0), ZoneCut.PLAIN, "Choose what the distance is measured from"),
        (Criterion(SCHOOLS, 0.0), ZoneCut.PLAIN, "nothing lies inside a point"),
        (Criterion(frozenset({NearTo.TREATMENT}), 100.0), ZoneCut.PLAIN, "none of these yet"),
        (Criterion(frozenset({NearTo.TREATMENT, ServiceKind.SHELTER}), 100.0), ZoneCut.PLAIN, "none of the chosen"),
        (NEAR_SCHOOLS, ZoneCut.PLOTS, "No buildings and plots are loaded"),
        (NEAR_SCHOOLS, ZoneCut.BUILDINGS, "touches no building"),
    ],
)
def test_what_makes_no_zone_is_told_in_a_sentence(
    database: Database, actor: Actor, criterion: Criterion, cut: ZoneCut, sentence: str
) -> None:
    load_protected(database, actor, a_school("1"))
    load_land(database, actor, a_building("1", 3_000, 0))
    with pytest.raises(InvalidValue, match=sentence):
        computed_outline(database, actor, criterion, cut)


def test_a_school_that_closed_is_measured_from_no_more(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"), a_school("2", 500))
    load_protected(database, actor, a_school("2", 500, closed_on=date(2020, 6, 30)))
    computed = computed_outline(database, actor, NEAR_SCHOOLS, ZoneCut.PLAIN)
    assert computed.places == 1
    assert not contains(computed.outline, 500, 0)


def test_what_zones_hit_is_measured_from_schools_too(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"))
    spared = some_site(
        database, actor, "Herna Růžek", kind=SiteKind.GAMBLING_VENUE, position=metres_from_usti(-60, 0)
    )  # fmt: skip
    zone = to_krovak(shapely.from_wkb(box_at(0, -100, 200)))
    impact = reckon(
        zone_ground(database, actor),
        [ZoneShape("U školy", ZoneRule.TOTAL_BAN, "do 100 m od školy", zone, NEAR_SCHOOLS)],
    )
    (finding,) = equal_treatment(impact).findings
    assert finding.kind == FindingKind.SPARED_THOUGH_IT_MEETS
    assert impact.ground.venues[finding.venue].id == spared
    assert finding.distance_m == pytest.approx(60, abs=0.1)


def test_an_outline_is_taken_from_a_locality_an_area_or_the_city(database: Database, actor: Actor) -> None:
    box = shapely.box(14.0, 50.6, 14.1, 50.7)
    assert taken_outline(database, actor, ZoneSource.LOCALITY, add_locality(database, actor)).equals(box)
    assert taken_outline(database, actor, ZoneSource.AREA, add_area(database, actor)).equals(box)
    with pytest.raises(InvalidValue, match="not known yet"):
        taken_outline(database, actor, ZoneSource.MUNICIPALITY, None)
    load_city(database, actor, square(*USTI, 0.2))
    city = taken_outline(database, actor, ZoneSource.MUNICIPALITY, None)
    assert city.equals(shapely.from_wkb(square(*USTI, 0.2)))
    with pytest.raises(InvalidValue, match="from a locality, an area"):
        taken_outline(database, actor, ZoneSource.DRAWN, None)


def test_the_outline_of_what_one_may_not_know_of_is_not_here(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    locality_id = add_locality(database, actor, Sensitivity.RESTRICTED)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with pytest.raises(NotFound):
        taken_outline(database, worker, ZoneSource.LOCALITY, locality_id)


def test_addresses_become_their_buildings_or_circles_and_none_is_dropped(database: Database, actor: Actor) -> None:
    for house, orientation, east in (("120", "5a", 5.0), ("121", "7", 300.0)):
        some_address(database, actor, "Lipová", house, orientation, part="Předlice", position=metres_from_usti(east, 5))
    some_address(database, actor, None, "12", town="Lhota", part="Lhotka", position=metres_from_usti(900, 0))
    some_address(database, actor, "Dlouhá", "1", town="Zkušebnov", position=metres_from_usti(1_500, 0))
    some_address(database, actor, "Dlouhá", "1", town="Lhota", position=metres_from_usti(1_900, 0))
    load_land(database, actor, a_building("120", 0, 0), a_building("9", 280, 0))
    listed = [
        "Lipová 120/5a, 400 03 Zkušebnov - Předlice", "lipova 7", "Lhotka 12", "  ", "Lipová 7", "Dlouhá 1",
        "Dlouhá 1, Lhota", "Nikde 99", "Lipová",
    ]  # fmt: skip
    outline = address_outline(database, actor, listed)
    assert [(found.text, found.is_building) for found in outline.found] == [
        ("Lipová 120/5a, 400 03 Zkušebnov - Předlice", True),
        ("Lipová 7", False),
        ("Lhotka 12", False),
        ("Dlouhá 1, Lhota", False),
    ]
    assert outline.unplaced == ("Dlouhá 1", "Nikde 99", "Lipová")
    assert outline.outline is not None
    assert contains(outline.outline, 9, 9)  # the far corner of the building
    assert not contains(outline.outline, 12, 5)
    assert contains(outline.outline, 300 + CIRCLE_M - 0.5, 5)
    assert not contains(outline.outline, 300 + CIRCLE_M + 0.5, 5)


def test_a_list_of_which_nothing_is_known_has_no_outline(database: Database, actor: Actor) -> None:
    outline = address_outline(database, actor, ["Nikde 1"])
    assert (outline.outline, outline.found, outline.unplaced) == (None, (), ("Nikde 1",))
