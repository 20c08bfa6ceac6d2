"""The key of a point's tile: a tile of any zoom is one range of keys, a box is covered by a few."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.spatial import (
    TILE_KEY_ZOOM,
    Box,
    cell_middles,
    key_ranges,
    keys_within,
    mercator_cells,
    separated,
    tile_box,
    tile_key,
    tile_key_range,
    tile_keys,
)

LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-90, 90)
ZOOMS = st.integers(0, TILE_KEY_ZOOM)
EDGE = 85.05112877980659


def cell_of(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    column, row = mercator_cells(np.array([longitude]), np.array([latitude]), zoom)
    return int(column[0]), int(row[0])


@given(LONGITUDES, LATITUDES, ZOOMS)
def test_the_key_of_a_point_lies_in_the_range_of_its_tile(longitude: float, latitude: float, zoom: int) -> None:
    first, end = tile_key_range(zoom, *cell_of(longitude, latitude, zoom))
    assert first <= tile_key(longitude, latitude) < end
    assert end - first == 4 ** (TILE_KEY_ZOOM - zoom)


@given(st.integers(0, TILE_KEY_ZOOM - 1), st.data())
def test_the_four_tiles_below_a_tile_share_its_range_without_a_gap(zoom: int, data: st.DataObject) -> None:
    column, row = (data.draw(st.integers(0, 2**zoom - 1)) for _ in range(2))
    below = sorted(tile_key_range(zoom + 1, 2 * column + right, 2 * row + down) for right in (0, 1) for down in (0, 1))
    first, end = tile_key_range(zoom, column, row)
    assert [first, *(end for _, end in below)] == [*(start for start, _ in below), end]


@given(LONGITUDES, st.floats(-EDGE, EDGE), ZOOMS)
def test_a_point_lies_in_the_box_of_its_tile(longitude: float, latitude: float, zoom: int) -> None:
    west, south, east, north = tile_box(zoom, *cell_of(longitude, latitude, zoom))
    assert west - 1e-9 <= longitude <= east + 1e-9
    assert south - 1e-9 <= latitude <= north + 1e-9


@given(ZOOMS, st.data())
def test_the_middle_of_a_box_lies_in_its_tile(zoom: int, data: st.DataObject) -> None:
    column, row = (data.draw(st.integers(0, 2**zoom - 1)) for _ in range(2))
    west, south, east, north = tile_box(zoom, column, row)
    assert cell_of((west + east) / 2, (south + north) / 2, zoom) == (column, row)


def test_rows_go_from_the_north_and_columns_from_the_west() -> None:
    assert tile_box(0, 0, 0) == pytest.approx((-180, -EDGE, 180, EDGE))
    assert tile_box(1, 0, 0) == pytest.approx((-180, 0, 0, EDGE))


@given(LONGITUDES, st.floats(-85, 85), st.integers(0, 12))
def test_tiles_are_numbered_as_every_map_of_the_web_numbers_them(longitude: float, latitude: float, zoom: int) -> None:
    column = (longitude + 180) / 360 * 2**zoom
    row = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom
    ours = cell_of(longitude, latitude, zoom)
    assert ours[0] - 1e-6 <= column <= ours[0] + 1 + 1e-6
    assert ours[1] - 1e-6 <= row <= ours[1] + 1 + 1e-6


def test_the_ends_of_the_world_are_clipped_into_it() -> None:
    cells = 2**TILE_KEY_ZOOM
    assert cell_of(-180, 90, TILE_KEY_ZOOM) == (0, 0)
    assert cell_of(180, -90, TILE_KEY_ZOOM) == (cells - 1, cells - 1)
    assert cell_of(180, 0, 1) == (1, 1)
    last = tile_key_range(0, 0, 0)[1] - 1
    assert tile_keys([-180, 180], [90, -90]).tolist() == [0, last]


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    west, east = sorted((draw(LONGITUDES), draw(LONGITUDES)))
    south, north = sorted((draw(LATITUDES), draw(LATITUDES)))
    return west, south, east, north


@given(boxes(), st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_a_box_is_found_by_its_ranges(box: Box, across: float, up: float) -> None:
    west, south, east, north = box
    longitude = min(west + (east - west) * across, east)
    latitude = min(south + (north - south) * up, north)
    key = tile_key(longitude, latitude)
    assert any(first <= key < end for first, end in key_ranges(box))


@given(boxes(), st.integers(4, 100))
def test_the_ranges_of_a_box_are_few_in_order_and_apart(box: Box, at_most: int) -> None:
    ranges = key_ranges(box, at_most)
    assert 1 <= len(ranges) <= at_most
    assert all(first < end for first, end in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_a_box_over_the_edge_of_the_world_finds_what_lies_in_it() -> None:
    # A map that is zoomed far out tells more than one world.
    keys = tile_keys([-179.9, 0.0, 179.9], [10.0, 10.0, 10.0]).tolist()
    ranges = key_ranges((-400.0, -95.0, 400.0, 95.0))
    assert all(any(first <= key < end for first, end in ranges) for key in keys)


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=20))
def test_a_key_tells_its_cell_and_the_middle_of_it(points: list[tuple[float, float]]) -> None:
    longitudes, latitudes = (np.array(axis) for axis in zip(*points, strict=True))
    cells = mercator_cells(longitudes, latitudes, TILE_KEY_ZOOM)
    keys = tile_keys(longitudes, latitudes)
    assert all((one == other).all() for one, other in zip(separated(keys), cells, strict=True))
    assert (tile_keys(*cell_middles(*cells)) == keys).all()


@given(boxes(), LONGITUDES, LATITUDES)
def test_keys_within_a_box_are_those_of_its_points_and_at_most_of_the_next_cell(
    box: Box, longitude: float, latitude: float
) -> None:
    west, south, east, north = box
    within = bool(keys_within(tile_keys([longitude], [latitude]), box)[0])
    if west <= longitude <= east and south <= latitude <= north:
        assert within
    cell = 360 / 2**TILE_KEY_ZOOM
    outside = longitude < west - cell or longitude > east + cell
    if outside or (abs(latitude) < EDGE and (latitude < south - cell or latitude > north + cell)):
        assert not within or abs(latitude) > EDGE - cell


def test_a_small_box_is_covered_closely() -> None:
    ranges = key_ranges((14.03, 50.66, 14.04, 50.67))
    covered = sum(end - first for first, end in ranges)
    columns, rows = mercator_cells(np.array([14.03, 14.04]), np.array([50.67, 50.66]), TILE_KEY_ZOOM)
    exact = int((columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1))
    assert exact <= covered <= 2 * exact
