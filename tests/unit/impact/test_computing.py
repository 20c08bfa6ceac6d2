"""Zones that compute themselves, in metres."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.crs import from_krovak, to_krovak
from geodata.impact.computing import CIRCLE_ERROR_M, around, surfaces, whole_pieces

EAST, NORTH = -760_000.0, -975_000.0  # somewhere in Ústí nad Labem, EPSG:5514

metres = st.floats(0, 3_000, allow_nan=False)
places = st.lists(st.tuples(metres, metres), min_size=1, max_size=8)


def at(east: float, north: float) -> shapely.Point:
    return shapely.Point(EAST + east, NORTH + north)


def square(east: float, north: float, side: float = 10.0) -> shapely.Polygon:
    return shapely.box(EAST + east, NORTH + north, EAST + east + side, NORTH + north + side)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(places, st.floats(1, 5_000), st.lists(st.tuples(metres, metres), min_size=1, max_size=30))
def test_what_is_near_a_place_is_inside_and_what_is_far_is_outside(
    schools: list[tuple[float, float]], within_m: float, asked: list[tuple[float, float]]
) -> None:
    # As it is stored: in degrees and back.
    zone = to_krovak(from_krovak(around([at(*school) for school in schools], within_m)))
    for position in asked:
        distance = min(np.hypot(position[0] - east, position[1] - north) for east, north in schools)
        if distance <= within_m - 0.5:
            assert zone.contains(at(*position))
        elif distance >= within_m + 0.5:
            assert not zone.intersects(at(*position))


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.floats(1, 5_000), st.floats(0, 2 * np.pi))
def test_on_every_side_the_circle_is_short_of_the_true_one_by_a_tenth_of_a_metre_at_most(
    within_m: float, direction: float
) -> None:
    zone = around([at(0, 0)], within_m)
    ray = shapely.LineString([at(0, 0), at(2 * within_m * np.cos(direction), 2 * within_m * np.sin(direction))])
    assert within_m - CIRCLE_ERROR_M - 1e-6 <= shapely.length(ray & zone) <= within_m + 1e-6


def test_places_that_lie_together_make_one_zone_counted_once() -> None:
    together = around([at(0, 0), at(100, 0)], 100)
    assert shapely.get_num_geometries(together) == 1
    assert together.area < 2 * around([at(0, 0)], 100).area


def test_from_an_area_the_distance_is_measured_from_its_edge() -> None:
    playground = square(0, 0, 40)
    zone = around([playground], 100)
    assert zone.contains(at(139.8, 20))
    assert not zone.contains(at(140.2, 20))


def test_no_distance_at_all_is_the_inside_of_areas_and_nothing_of_points() -> None:
    assert around([square(0, 0), at(500, 500)], 0).equals(square(0, 0))
    assert around([at(0, 0)], 0).is_empty


def test_a_playground_drawn_across_itself_is_the_places_it_encloses() -> None:
    crossed = shapely.Polygon([at(0, 0), at(10, 10), at(10, 0), at(0, 10)])
    assert around([crossed], 0).area == pytest.approx(50)


def test_buildings_are_taken_whole_and_one_that_only_meets_the_edge_is_left() -> None:
    zone = square(0, 0, 100)
    houses = [square(95, 0), square(50, 50), square(100, 20), square(300, 0)]
    taken = whole_pieces(zone, houses)
    assert taken.count == 2
    assert taken.outline.equals(houses[0] | houses[1])


def test_buildings_that_lean_on_each_other_become_one_outline() -> None:
    taken = whole_pieces(square(0, 0, 100), [square(10, 10), square(20, 10), square(50, 50), square(55, 50)])
    assert taken.count == 4
    assert shapely.get_num_geometries(taken.outline) == 2
    assert taken.outline.is_valid
    assert taken.outline.area == pytest.approx(200 + 150)


def test_without_a_building_in_reach_nothing_is_taken() -> None:
    taken = whole_pieces(square(0, 0), [square(300, 0)])
    assert (taken.count, taken.outline.is_empty) == (0, True)


def test_what_clipping_leaves_as_a_line_is_no_zone() -> None:
    assert surfaces(square(0, 0) & square(10, 0)).is_empty
    mixed = shapely.GeometryCollection([square(0, 0), shapely.LineString([at(0, 0), at(5, 5)])])
    assert surfaces(mixed).equals(square(0, 0))
