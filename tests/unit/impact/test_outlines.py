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


@pytest.mark.parametrize("place", [(14.98, 51.15), (16.37, 48.21), (21.25, 48.71), (12.08, 50.3)])
def test_what_lies_at_the_border_or_where_s_jtsk_is_used_too_is_measured(place: tuple[float, float]) -> None:
    """Görlitz, Wien, Košice and a field in Bavaria: a market or a station may lie across the border."""
    side = shapely.box(*place, place[0] + 0.01, place[1] + 0.01)
    assert in_metres(side, "Za hranicí").area == pytest.approx(side.area * 111_300**2 * 0.65, rel=0.05)


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
        (shapely.box(48.71, 21.25, 48.72, 21.26), "latitude and longitude swapped"),  # Košice
        (shapely.box(-50, -20, -49.99, -19.99), "lies abroad"),  # Brazil
        (shapely.box(0, 0, 0.01, 0.01), "lies abroad"),
        (shapely.box(10, 89.99, 10.1, 90), "lies abroad"),
        (shapely.box(10, -90, 10.1, -89.99), "lies abroad"),
        (shapely.box(179.99, 50, 180, 50.01), "lies abroad"),
        (shapely.Polygon([(179.9, 50), (-179.9, 50), (-179.9, 50.01), (179.9, 50.01)]), "larger than any"),
        (shapely.box(-180, -90, 180, 90), "larger than any"),
        (shapely.box(14.03, 50.66, 150, 50.6600001), "larger than any"),
        (shapely.union(BLOCK, shapely.box(-50, -20, -49.99, -19.99)), "larger than any"),
        (shapely.box(-760_000, -975_000, -759_000, -974_000), "outside the Earth"),
    ],
)
def test_what_is_no_zone_is_refused_with_a_sentence(outline: BaseGeometry | None, word: str) -> None:
    with pytest.raises(InvalidValue, match=word) as refused:
        in_metres(outline, "Střed")
    assert "“Střed”" in str(refused.value)
