"""What zones hit, against the plainest way to reckon it: every venue with every zone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geodata.impact.ground import EMPTY_GROUND, Ground, Venue
from geodata.impact.reckoning import NEAR_M, ON_EDGE_M, Impact, reckon, reckon_again
from geodata.impact.shapes import ZoneShape
from geodata.model.zones import ZoneRule

EAST, NORTH = -760_000.0, -975_000.0  # somewhere in Ústí nad Labem, EPSG:5514


def square(east: float, north: float, side: float = 100.0) -> BaseGeometry:
    """A square with its south-western corner so many metres from a corner of the city."""
    return shapely.box(EAST + east, NORTH + north, EAST + east + side, NORTH + north + side)


def zone(outline: BaseGeometry, rule: ZoneRule = ZoneRule.TOTAL_BAN, name: str = "Zóna") -> ZoneShape:
    return ZoneShape(name, rule, "do 100 m od školy", outline)


def ground_of(positions: Sequence[tuple[float, float]]) -> Ground:
    """Venues, each with an address, so many metres from the corner of the city."""
    points = shapely.points([(EAST + east, NORTH + north) for east, north in positions] or np.empty((0, 2)))
    venues = tuple(Venue(place, f"Herna {place}", None, None, None, None, None) for place in range(len(positions)))
    return Ground(venues, points, points)


@st.composite
def cities(draw: st.DrawFn) -> tuple[Ground, list[ZoneShape]]:
    """Up to a dozen zones of two rules, meeting and overlapping, over venues in the middle of cells of the same net."""
    steps = st.integers(0, 12)
    middles = st.integers(0, 30).map(lambda step: step * 25 + 12.0)
    zones = draw(
        st.lists(
            st.builds(
                lambda east, north, side, rule: zone(square(east * 50, north * 50, side * 50), rule),
                steps, steps, st.integers(1, 5), st.sampled_from([ZoneRule.TOTAL_BAN, ZoneRule.TIME_BAND]),
            ),
            min_size=1, max_size=12,
        )
    )  # fmt: skip
    return ground_of(draw(st.lists(st.tuples(middles, middles), max_size=30))), zones


def alike(one: Impact, other: Impact) -> None:
    assert one.union.area_m2 == pytest.approx(other.union.area_m2)
    assert [effect.venues.tolist() for effect in one.effects] == [effect.venues.tolist() for effect in other.effects]
    assert [effect.area_m2 for effect in one.effects] == [effect.area_m2 for effect in other.effects]
    assert one.overlaps == other.overlaps
    assert one.covered_addresses == other.covered_addresses
    np.testing.assert_allclose(one.edge_m, other.edge_m)
    np.testing.assert_array_equal(one.hit, other.hit)


@given(cities())
def test_each_venue_is_hit_by_the_zones_it_lies_in(city: tuple[Ground, list[ZoneShape]]) -> None:
    ground, zones = city
    impact = reckon(ground, zones)
    expected = {
        venue: [place for place, one in enumerate(zones) if one.outline.covers(point)]
        for venue, point in enumerate(ground.venue_points)
    }
    assert impact.zones_of_venues() == {venue: places for venue, places in expected.items() if places}
    assert impact.hit.tolist() == [bool(expected[venue]) for venue in expected]
    assert impact.covered_addresses == sum(bool(places) for places in expected.values())


@given(cities())
def test_the_area_is_that_of_the_union_and_edges_are_those_of_each_rule_joined(
    city: tuple[Ground, list[ZoneShape]],
) -> None:
    ground, zones = city
    impact = reckon(ground, zones)
    assert impact.union.area_m2 == pytest.approx(shapely.union_all([one.outline for one in zones]).area)
    for venue, point in enumerate(ground.venue_points):
        unions = [
            shapely.union_all([one.outline for one in zones if one.rule == rule])
            for rule in {one.rule for one in zones}
        ]
        nearest = min(union.boundary.distance(point) for union in unions)
        if nearest <= NEAR_M:
            assert impact.edge_m[venue] == pytest.approx(nearest)
        else:
            assert np.isnan(impact.edge_m[venue])


@settings(max_examples=200)
@given(cities(), st.data())
def test_changing_one_zone_gives_what_reckoning_all_anew_gives(
    city: tuple[Ground, list[ZoneShape]], data: st.DataObject
) -> None:
    ground, zones = city
    place = data.draw(st.integers(0, len(zones) - 1))
    step = st.integers(0, 12)
    outline = square(data.draw(step) * 50, data.draw(step) * 50, data.draw(st.integers(1, 5)) * 50)
    changed = zone(outline, data.draw(st.sampled_from([ZoneRule.TOTAL_BAN, ZoneRule.TIME_BAND])))
    again = [*zones[:place], changed, *zones[place + 1 :]]
    alike(reckon_again(reckon(ground, zones), place, changed), reckon(ground, again))


def test_what_two_zones_share_is_counted_once() -> None:
    impact = reckon(EMPTY_GROUND, [zone(square(0, 0, 200)), zone(square(0, 0, 200).difference(square(0, 0, 100)))])
    assert sum(effect.area_m2 for effect in impact.effects) == pytest.approx(70_000)
    assert impact.union.area_m2 == pytest.approx(40_000)
    (overlap,) = impact.overlaps
    assert overlap.area_m2 == pytest.approx(30_000)


def test_a_set_whose_sum_is_half_as_much_again_as_its_union() -> None:
    zones = [zone(square(0, 0)), zone(square(100, 0)), zone(square(50, 0))]
    impact = reckon(EMPTY_GROUND, zones)
    assert sum(effect.area_m2 for effect in impact.effects) == pytest.approx(1.5 * impact.union.area_m2)


@pytest.mark.parametrize(("edge_belongs", "hit"), [(True, True), (False, False)])
def test_the_rule_says_on_which_side_a_venue_on_the_very_edge_stands(edge_belongs: bool, hit: bool) -> None:
    impact = reckon(ground_of([(100.0, 50.0)]), [zone(square(0, 0))], edge_belongs=edge_belongs)
    assert impact.on_edge.tolist() == [True]
    assert impact.hit.tolist() == [hit]
    assert bool(impact.zones_of_venues()) is hit


def test_nothing_ends_where_two_zones_of_one_rule_meet() -> None:
    neighbours = [zone(square(0, 0)), zone(square(100, 0))]
    impact = reckon(ground_of([(100.0, 50.0)]), neighbours, edge_belongs=False)
    assert impact.hit.tolist() == [True]
    assert not impact.on_edge[0]
    different = [zone(square(0, 0)), zone(square(100, 0), ZoneRule.TIME_BAND)]
    assert reckon(ground_of([(100.0, 50.0)]), different).on_edge.tolist() == [True]


def test_a_venue_half_a_metre_outside_is_on_the_edge_and_one_a_metre_outside_is_near() -> None:
    impact = reckon(ground_of([(100 + ON_EDGE_M / 2, 50.0), (101.0, 50.0), (151.0, 50.0)]), [zone(square(0, 0))])
    assert impact.hit.tolist() == [True, False, False]
    assert impact.on_edge.tolist() == [True, False, False]
    assert impact.edge_m[1] == pytest.approx(1.0)
    assert np.isnan(impact.edge_m[2])


def test_no_zones_do_nothing() -> None:
    impact = reckon(ground_of([(0.0, 0.0)]), [])
    assert (impact.union.area_m2, impact.hit.tolist(), impact.overlaps) == (0.0, [False], ())
