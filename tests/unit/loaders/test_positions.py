"""Where a place is, in whatever system, order and writing; what cannot be believed is asked about."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geodata.crs import wgs84_to_krovak
from loaders.errors import ProfileFault
from loaders.findings import Severity
from loaders.normalise.cells import Unfit
from loaders.normalise.coordinates import AxisOrder, Pair, parse_coordinate, parse_geometry, parse_pair
from loaders.normalise.position import Positioner
from tests.unit.loaders.files import OSTRAVA, USTI

# Inside the country's box, away from its corners that lie abroad by a hair's breadth in projected systems.
longitudes = st.floats(12.2, 18.8)
latitudes = st.floats(48.6, 51.0)


def read(first: list[float], second: list[float], **said: Any) -> tuple[list[float], list[float], Positioner, Any]:
    """Read pairs with a fresh positioner."""
    positioner = Positioner(**said)
    longitude, latitude, troubles = positioner.read(np.array(first, float), np.array(second, float))
    return longitude.tolist(), latitude.tolist(), positioner, troubles


@given(
    longitude=longitudes, latitude=latitudes, signs=st.tuples(*[st.sampled_from([-1, 1])] * 2), swapped=st.booleans()
)
def test_s_jtsk_is_read_with_any_signs_in_any_order(
    longitude: float, latitude: float, signs: tuple[int, int], swapped: bool
) -> None:
    east, north = wgs84_to_krovak(np.array([longitude]), np.array([latitude]))
    pair = [signs[0] * float(east[0]), signs[1] * float(north[0])]
    first, second = reversed(pair) if swapped else pair
    lon, lat, _, troubles = read([first], [second])
    assert (lon[0], lat[0]) == pytest.approx((longitude, latitude), abs=1e-6)
    assert troubles == []


@given(longitude=longitudes, latitude=latitudes, swapped=st.booleans(), system=st.sampled_from([3857, 32633]))
def test_metres_that_do_not_say_so_are_recognised(
    longitude: float, latitude: float, swapped: bool, system: int
) -> None:
    x, y = Transformer.from_crs(4326, system, always_xy=True).transform(longitude, latitude)
    first, second = (y, x) if swapped else (x, y)
    lon, lat, positioner, _ = read([first], [second])
    assert (lon[0], lat[0]) == pytest.approx((longitude, latitude), abs=1e-6)
    assert "recognised as" in str(positioner.notes[0])


@given(longitude=longitudes, latitude=latitudes, swapped=st.booleans())
def test_degrees_are_read_in_either_order(longitude: float, latitude: float, swapped: bool) -> None:
    first, second = (latitude, longitude) if swapped else (longitude, latitude)
    lon, lat, _, _ = read([first], [second])
    assert (lon[0], lat[0]) == (longitude, latitude)


@pytest.mark.parametrize("zero", [(0.0, 0.0), (0.0, 50.1), (14.0, 0.0)])
def test_zero_is_a_missing_coordinate(zero: tuple[float, float]) -> None:
    lon, _, _, troubles = read([USTI[0], zero[0]], [USTI[1], zero[1]])
    assert np.isnan(lon[1])
    assert troubles == []


def test_a_file_that_says_degrees_and_holds_metres_is_read_as_metres_and_said() -> None:
    lon, _, positioner, _ = read([1604899.2, 1605151.7], [6461895.5, 6461761.9], declared="EPSG:4326")
    assert lon == pytest.approx([14.417, 14.419], abs=1e-3)
    assert "said to be" in str(positioner.notes[0])


@pytest.mark.parametrize(
    ("stray", "cause"),
    [
        ((50.66, 14.04), "swapped"),
        ((1604899.2, 6461895.5), "metres read as degrees"),
        ((-758880.0, -976200.0), "metres"),
    ],
)
def test_a_stray_row_is_questioned_with_the_likely_cause_and_waits(stray: tuple[float, float], cause: str) -> None:
    lon, lat, _, troubles = read([USTI[0], OSTRAVA[0], stray[0]], [USTI[1], OSTRAVA[1], stray[1]])
    assert [trouble.severity for trouble in troubles] == [Severity.QUESTIONED]
    assert cause in str(troubles[0].reason)
    assert np.isnan(lon[2])
    assert np.isnan(lat[2])


def test_a_stray_row_abroad_is_questioned_and_kept() -> None:
    lon, _, _, troubles = read([USTI[0], OSTRAVA[0], 2.35], [USTI[1], OSTRAVA[1], 48.86])
    assert [trouble.severity for trouble in troubles] == [Severity.QUESTIONED]
    assert lon[2] == 2.35


def test_nobody_is_asked_where_the_system_was_said_or_all_lies_abroad() -> None:
    _, _, positioner, troubles = read([USTI[0], 2.35], [USTI[1], 48.86], said="EPSG:4326")
    assert troubles == []
    _, _, positioner, troubles = read([-2.3, -2.4], [53.4, 53.5], order=AxisOrder.LONGITUDE_FIRST)
    assert troubles == []
    assert "outside the Czech Republic" in str(positioner.notes[0])


def test_infinite_and_impossible_positions_are_rejected_and_wrapped_ones_unwrapped() -> None:
    lon, _, _, troubles = read([USTI[0], np.inf, 300.0, 190.0], [USTI[1], 50.0, 99.0, 10.0], declared="EPSG:4326")
    assert [trouble.severity for trouble in troubles] == [Severity.REJECTED, Severity.REJECTED, Severity.REPAIRED]
    assert lon[3] == -170.0


def test_an_unknown_system_is_said_with_what_to_try() -> None:
    with pytest.raises(ProfileFault, match="EPSG:5514"):
        read([1.0], [2.0], said="EPSG:999999")


@pytest.mark.parametrize("said", ["5514", "EPSG:5514", "epsg:5513", "ESRI:102067"])
def test_every_name_of_s_jtsk_means_the_pinned_operation(said: str) -> None:
    east, north = wgs84_to_krovak(np.array([USTI[0]]), np.array([USTI[1]]))
    lon, lat, _, _ = read([-float(east[0])], [-float(north[0])], said=said)
    assert (lon[0], lat[0]) == pytest.approx(USTI, abs=1e-7)


def degrees(value: float) -> str:
    minutes = (value - int(value)) * 60
    return f"{int(value)}°{int(minutes)}'{(minutes - int(minutes)) * 60:.4f}\""


@given(longitude=longitudes, latitude=latitudes)
def test_every_customary_way_to_write_a_position_is_read(longitude: float, latitude: float) -> None:
    written = [
        f"{latitude:.6f}N, {longitude:.6f}E",
        f"{longitude:.6f}E {latitude:.6f}N",
        f"N{latitude:.6f} E{longitude:.6f}",
        f"{degrees(latitude)}N {degrees(longitude)}E",
        f"{degrees(latitude)}N, {degrees(longitude)}E",
        f"{latitude:.6f} s. š., {longitude:.6f} v. d.",
        f"{latitude:.6f}S, {longitude:.6f}V",
        f"[{latitude:.6f}, {longitude:.6f}]",
        f"{latitude:.6f}; {longitude:.6f}".replace(".", ","),
        f"{latitude:.6f} {longitude:.6f} 211.5 4.0",
        f"geo:{latitude:.6f},{longitude:.6f}",
    ]
    for text in written:
        pair = parse_pair(text)
        first = pair.order is AxisOrder.LONGITUDE_FIRST
        assert (pair.first, pair.second) == pytest.approx(
            (longitude, latitude) if first else (latitude, longitude), abs=1e-5
        ), text


@given(longitude=longitudes, latitude=latitudes)
def test_geometry_in_a_cell_is_read(longitude: float, latitude: float) -> None:
    for text in (
        f"POINT({longitude} {latitude})",
        f"SRID=4326;POINT ({longitude} {latitude})",
        f'{{"type":"Point","coordinates":[{longitude},{latitude}]}}',
    ):
        geometry = parse_geometry(text)
        assert (geometry.x, geometry.y) == pytest.approx((longitude, latitude))


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_positions(text: str) -> None:
    for parse in (parse_geometry, parse_pair, parse_coordinate):
        try:
            parse(text)
        except Unfit:
            continue


@pytest.mark.parametrize("text", ["Lipová 5", "u potoka", "50.1", "14.0 50.0 1 2 3", "50.1N 14.4N", "POINT(1"])
def test_what_is_no_position_is_said(text: str) -> None:
    assert parse_geometry(text) is None
    with pytest.raises(Unfit):
        parse_pair(text)


def test_minus_and_hemisphere_agree() -> None:
    texts = ["8.98S, 160.94E", "-8.98, 160.94", "8.98 j. š. 160.94 v. d."]
    pairs: list[Pair] = [parse_pair(text) for text in texts]
    for one, other in itertools.pairwise(pairs):
        assert (one.first, one.second) == (other.first, other.second)
