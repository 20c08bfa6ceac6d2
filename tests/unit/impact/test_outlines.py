"""Outlines of zones as people draw them."""

from __future__ import annotations

import pytest
import shapely
from shapely import wkt
from shapely.geometry.base import BaseGeometry

from geodata.crs import area_m2
from geodata.errors import InvalidValue
from geodata.impact.outlines import in_metres

BLOCK = wkt.loads("POLYGON((14.03 50.66, 14.04 50.66, 14.04 50.67, 14.03 50.67, 14.03 50.66))")


def test_the_area_is_that_of_the_outline_in_s_jtsk() -> None:
    assert in_metres(BLOCK, "Střed").area == pytest.approx(area_m2(BLOCK))
    assert in_metres(BLOCK, "Střed").area == pytest.approx(786_000, rel=0.01)  # 707 m x 1,112 m


def test_heights_are_left_out() -> None:
    assert not in_metres(shapely.force_3d(BLOCK, 180.0), "Střed").has_z


def test_a_bow_tie_is_the_two_places_it_encloses() -> None:
    bow = wkt.loads("POLYGON((14.03 50.66, 14.04 50.67, 14.04 50.66, 14.03 50.67, 14.03 50.66))")
    assert not bow.is_valid
    mended = in_metres(bow, "Motýlek")
    assert mended.is_valid
    assert mended.area == pytest.approx(in_metres(BLOCK, "Střed").area / 2, rel=0.01)


@pytest.mark.parametrize(
    ("outline", "word"),
    [
        (None, "encloses nothing"),
        (shapely.Polygon(), "encloses nothing"),
        (shapely.Point(14.03, 50.66), "is no area"),
        (wkt.loads("LINESTRING(14.03 50.66, 14.04 50.66)"), "is no area"),
        (wkt.loads("POLYGON((14.03 50.66, 14.04 50.66, 14.03 50.66, 14.03 50.66))"), "smaller than 4"),
        (wkt.loads("POLYGON((14.03 50.66, 14.03001 50.66, 14.03001 50.66001, 14.03 50.66))"), "smaller than 4"),
        (shapely.box(12.1, 48.6, 18.8, 51.0), "larger than any"),
        (shapely.box(50.66, 14.03, 50.67, 14.04), "latitude and longitude swapped"),
        (shapely.box(-760_000, -975_000, -759_000, -974_000), "outside the Earth"),
    ],
)
def test_what_is_no_zone_is_refused_with_a_sentence(outline: BaseGeometry | None, word: str) -> None:
    with pytest.raises(InvalidValue, match=word) as refused:
        in_metres(outline, "Střed")
    assert "“Střed”" in str(refused.value)
