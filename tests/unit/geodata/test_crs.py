"""S-JTSK and WGS84: one pinned operation, good to a metre, and metres that are metres."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from pyproj.transformer import TransformerGroup

from geodata.crs import area_m2, distance_m, from_krovak, krovak_to_wgs84, to_krovak, wgs84_to_krovak
from tests.samples import sample

LONGITUDES = st.floats(12.0, 19.0)
LATITUDES = st.floats(48.5, 51.1)
# East and north (EPSG:5514) of points all over the country: Aš, Ústí nad Labem, Praha, Brno, Ostrava, Břeclav.
POINTS = [
    (-898e3, -1006e3),
    (-761e3, -975e3),
    (-743e3, -1043e3),
    (-598e3, -1160e3),
    (-471e3, -1101e3),
    (-586e3, -1215e3),
]
ON_THE_ELLIPSOID = Geod(ellps="WGS84")


def operations(accuracy_m: float) -> list[Transformer]:
    """The operations between the two systems that PROJ says are as good as this, usable without grids."""
    group = TransformerGroup(5514, 4326, always_xy=True)
    return [operation for operation in group.transformers if operation.accuracy == accuracy_m]


def apart_m(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Metres on the ellipsoid between two (longitude, latitude) pairs."""
    return float(ON_THE_ELLIPSOID.inv(*first, *second)[2])


def as_wgs84(east: float, north: float) -> tuple[float, float]:
    longitude, latitude = krovak_to_wgs84(np.array([east]), np.array([north]))
    return float(longitude[0]), float(latitude[0])


@given(LONGITUDES, LATITUDES)
def test_there_and_back_is_less_than_a_centimetre(longitude: float, latitude: float) -> None:
    east, north = wgs84_to_krovak(np.array([longitude]), np.array([latitude]))
    assert apart_m((longitude, latitude), as_wgs84(float(east[0]), float(north[0]))) < 0.01


@pytest.mark.parametrize(("east", "north"), POINTS)
def test_the_pinned_operation_is_one_of_those_good_to_a_metre(east: float, north: float) -> None:
    ours = as_wgs84(east, north)
    best = operations(1.0)
    named = [operation for operation in best if "S-JTSK to WGS 84 (1)" in operation.description]
    assert apart_m(ours, named[0].transform(east, north)) < 0.01
    newest = [operation for operation in best if "S-JTSK to WGS 84 (5)" in operation.description]
    assert apart_m(ours, newest[0].transform(east, north)) < 1.0


@pytest.mark.parametrize(("east", "north"), POINTS)
def test_it_is_not_the_rough_operation_that_proj_lists_first(east: float, north: float) -> None:
    rough = operations(6.0)[0]
    assert apart_m(as_wgs84(east, north), rough.transform(east, north)) > 2.0


@pytest.mark.samples
def test_the_addresses_of_a_village_lie_where_the_village_is() -> None:
    with sample("ruian_adresy_vresova_cp1250.csv").open(encoding="windows-1250", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file, delimiter=";"))
    points = [(-float(row["Souřadnice Y"]), -float(row["Souřadnice X"])) for row in rows if row["Souřadnice Y"]]
    assert len(points) > 10
    middle_of_vresova = (12.6966, 50.2615)
    good = operations(1.0)[0]
    for east, north in points:
        assert apart_m(as_wgs84(east, north), good.transform(east, north)) < 1.0
        assert apart_m(as_wgs84(east, north), middle_of_vresova) < 1_500


def test_the_axes_are_longitude_then_latitude_and_east_then_north() -> None:
    east, north = wgs84_to_krovak(np.array([14.42]), np.array([50.09]))
    assert -745e3 < east[0] < -740e3
    assert -1044e3 < north[0] < -1040e3


@given(LONGITUDES, LATITUDES, st.floats(1, 5_000), st.floats(1, 5_000))
def test_a_square_has_the_area_it_has_on_the_ground(
    longitude: float, latitude: float, width: float, depth: float
) -> None:
    east, north = wgs84_to_krovak(np.array([longitude]), np.array([latitude]))
    rectangle = shapely.box(east[0], north[0], east[0] + width, north[0] + depth)
    assert area_m2(from_krovak(rectangle)) == pytest.approx(width * depth, rel=1e-3, abs=0.1)


def test_areas_and_distances_agree_with_the_ellipsoid() -> None:
    # Krovak's scale differs from 1 by at most 14 cm a kilometre in the Czech Republic.
    usti, decin = (14.0323, 50.6607), (14.2147, 50.7821)
    assert distance_m(usti, decin) == pytest.approx(apart_m(usti, decin), rel=2e-4)
    district = shapely.Polygon([(14.0, 50.6), (14.1, 50.6), (14.1, 50.7), (14.0, 50.7)])
    assert area_m2(district) == pytest.approx(abs(ON_THE_ELLIPSOID.geometry_area_perimeter(district)[0]), rel=4e-4)
    assert distance_m(usti, usti) == 0


def test_a_geometry_keeps_its_form_on_the_way() -> None:
    donut = shapely.Point(14.03, 50.66).buffer(0.01).difference(shapely.Point(14.03, 50.66).buffer(0.005))
    there = to_krovak(donut)
    assert len(there.interiors) == 1
    assert shapely.equals_exact(from_krovak(there), donut, tolerance=1e-7)
