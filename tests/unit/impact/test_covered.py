"""Exceptions, rules of no venue, and what zones cover besides venues."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from geodata.impact.ground import Ground, Protected, Venue
from geodata.impact.reckoning import reckon, reckon_again
from geodata.impact.shapes import ZoneShape
from geodata.impact.summary import summary_of
from geodata.model.criteria import NearTo
from geodata.model.zones import ZoneRule
from tests.unit.impact.test_reckoning import ground_of, square, zone


def with_machines(ground: Ground, *machines: int | None) -> Ground:
    venues = tuple(replace(venue, machines=count) for venue, count in zip(ground.venues, machines, strict=True))
    return replace(ground, venues=venues)


def test_an_excepted_venue_is_spared_and_says_why() -> None:
    ground = ground_of([(10, 10), (20, 20)])
    excepting = replace(zone(square(0, 0)), excepted={1: "Hotelové kasino."})
    rows = summary_of(reckon(ground, [excepting])).venues
    assert [(row.hit, row.exceptions) for row in rows] == [(True, ()), (False, ("Hotelové kasino.",))]


def test_what_one_zone_excepts_another_may_hit() -> None:
    ground = ground_of([(10, 10)])
    excepting = replace(zone(square(0, 0), name="První"), excepted={0: "Proto."})
    (row,) = summary_of(reckon(ground, [excepting, zone(square(0, 0), name="Druhá")])).venues
    assert (row.zones, row.exceptions) == (("Druhá",), ("Proto.",))


@pytest.mark.parametrize("rule", [ZoneRule.SALE_BAN, ZoneRule.DRINKING_BAN])
def test_rules_for_sellers_and_drinkers_hit_no_venue(rule: ZoneRule) -> None:
    ground = ground_of([(10, 10), (99, 50)])
    impact = reckon(ground, [zone(square(0, 0), rule)])
    assert (impact.hit.sum(), summary_of(impact).near_edge, impact.covered_addresses) == (0, 0, 2)
    moved = reckon_again(impact, 0, zone(square(0, 0, 50), rule))
    assert (moved.hit.sum(), moved.covered_addresses) == (0, 1)


@pytest.mark.parametrize(
    ("rules", "machines", "to_go"),
    [
        ({ZoneRule.TOTAL_BAN: None}, 20, 20),
        ({ZoneRule.MACHINE_CAP: 15}, 20, 5),
        ({ZoneRule.MACHINE_CAP: 15}, 10, 0),
        ({ZoneRule.TIME_BAND: None}, 20, 0),
        ({ZoneRule.TIME_BAND: None}, None, 0),
        ({ZoneRule.MACHINE_CAP: 15, ZoneRule.TOTAL_BAN: None}, 20, 20),
        ({ZoneRule.TOTAL_BAN: None}, None, None),
    ],
)
def test_machines_that_may_not_stay_follow_from_the_rule(
    rules: dict[ZoneRule, int | None], machines: int | None, to_go: int | None
) -> None:
    ground = with_machines(ground_of([(10, 10)]), machines)
    shapes = [replace(zone(square(0, 0), rule), cap=cap) for rule, cap in rules.items()]
    found = summary_of(reckon(ground, shapes))
    assert found.venues[0].machines_to_go == to_go
    assert found.whole.machines_to_go == (to_go or 0)
    assert found.whole.unknown_to_go == (to_go is None)
    assert found.whole.banned == (ZoneRule.TOTAL_BAN in rules)


def test_of_a_locality_as_many_residents_count_as_of_its_area_is_covered() -> None:
    locality = Protected(NearTo.LOCALITY, "Kolonie", square(0, 0), (100, 200))
    unknown = Protected(NearTo.LOCALITY, "Hutě", square(0, 0))
    school = Protected(NearTo.SCHOOL, "Základní škola", shapely.centroid(square(0, 0, 20)))
    away = Protected(NearTo.SCHOOL, "Jiná škola", shapely.centroid(square(900, 900)))
    ground = replace(ground_of([]), protected=(locality, unknown, school, away))
    # Two zones that cover the same half twice: it counts once.
    half = shapely.box(*square(0, 0).bounds[:2], square(0, 0).bounds[0] + 50, square(0, 0).bounds[3])
    found = summary_of(reckon(ground, [zone(half), zone(half, ZoneRule.TIME_BAND)]))
    assert [(one.name, round(one.share, 3)) for one in found.covered] == [
        ("Kolonie", 0.5), ("Hutě", 0.5), ("Základní škola", 1.0),
    ]  # fmt: skip
    assert found.residents == (50, 100)


def test_overlapping_zones_count_once_in_the_area() -> None:
    """The sum is half as much again as the union."""
    shapes = [zone(square(0, 0)), zone(square(0, 0)), zone(square(200, 0))]
    found = summary_of(reckon(ground_of([]), shapes))
    assert found.area_m2 == pytest.approx(20_000)
    assert found.zones_m2 == pytest.approx(30_000)


def test_a_venue_is_never_hit_by_words_alone() -> None:
    venue = Venue(7, "Herna", None, None, None, None, None)
    ground = Ground((venue,), shapely.points([(0.0, 0.0)]), shapely.points([(0.0, 0.0)]))
    away = ZoneShape("Zóna", ZoneRule.TOTAL_BAN, "u školy", square(0, 0), excepted={7: "Proto."})
    assert summary_of(reckon(ground, [away])).venues[0].exceptions == ()
