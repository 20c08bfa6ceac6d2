"""Geometry comes in flat, finite and valid; what was changed or refused is said."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import shapely

from tests.unit.loaders.files import OSTRAVA, USTI, Loaded, feature, geojson, load, point, table


def polygon(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


SQUARE = polygon((14.0, 50.6), (14.1, 50.6), (14.1, 50.7), (14.0, 50.7), (14.0, 50.6))
UNCLOSED = polygon((14.0, 50.6), (14.1, 50.6), (14.1, 50.7), (14.0, 50.7))
BOW_TIE = polygon((14.0, 50.6), (14.1, 50.7), (14.1, 50.6), (14.0, 50.7), (14.0, 50.6))
COLLAPSED = polygon((14.0, 50.6), (14.1, 50.6), (14.0, 50.6), (14.0, 50.6))
ACROSS = polygon((179.0, 50.0), (181.0, 50.0), (181.0, 51.0), (179.0, 51.0), (179.0, 50.0))


def read(tmp_path: Path, *geometries: dict[str, Any] | None, profile: str = "hazardous_buildings") -> Loaded:
    features = [feature(geometry, name=f"Místo {number}") for number, geometry in enumerate(geometries)]
    return load(geojson(tmp_path / "mista.geojson", *features), profile)


def test_heights_are_left_out_and_said_once(tmp_path: Path) -> None:
    loaded = read(tmp_path, point(*USTI, 200.0), point(*OSTRAVA, 210.0, 5.0))
    assert loaded["lon"] == pytest.approx([USTI[0], OSTRAVA[0]])
    assert "Heights and measures were left out of geometries: 2." in loaded.notes
    assert loaded.report.repaired == 0


def test_infinite_coordinates_reject_the_row(tmp_path: Path) -> None:
    loaded = read(tmp_path, point(*USTI), point(math.inf, 50.6), point(14.0, -math.inf))
    assert loaded["name"] == ["Místo 0"]
    assert loaded.report.rejected == 2


def test_a_point_that_is_not_a_number_waits_to_be_placed(tmp_path: Path) -> None:
    loaded = read(tmp_path, point(*USTI), point(math.nan, math.nan), None)
    assert [longitude == longitude for longitude in loaded["lon"]] == [True, False, False]


def test_a_site_drawn_as_an_area_keeps_its_outline_and_gets_a_point_inside(tmp_path: Path) -> None:
    loaded = read(tmp_path, SQUARE, point(*OSTRAVA))
    outline = shapely.from_wkb(loaded["outline"][0])
    assert outline.equals(shapely.box(14.0, 50.6, 14.1, 50.7))
    assert outline.contains(shapely.Point(loaded["lon"][0], loaded["lat"][0]))
    assert loaded["outline"][1] is None


def test_an_unclosed_outline_is_closed_and_said(tmp_path: Path) -> None:
    loaded = read(tmp_path, UNCLOSED, SQUARE)
    assert shapely.from_wkb(loaded["outline"][0]).equals(shapely.from_wkb(loaded["outline"][1]))
    assert loaded.reasons == ["1: The outline was not closed."]


def test_an_outline_that_crosses_itself_is_repaired_and_said(tmp_path: Path) -> None:
    loaded = read(tmp_path, BOW_TIE)
    assert shapely.from_wkb(loaded["outline"][0]).is_valid
    assert loaded.reasons == ["1: The outline crosses itself."]


def test_an_outline_that_encloses_nothing_is_rejected_and_said(tmp_path: Path) -> None:
    loaded = read(tmp_path, COLLAPSED, SQUARE)
    assert loaded.reasons == ["1: The outline encloses nothing."]
    assert loaded["name"] == ["Místo 1"]


def test_an_outline_across_the_edge_of_the_world_is_rejected_and_said(tmp_path: Path) -> None:
    loaded = read(tmp_path, ACROSS, SQUARE, SQUARE, SQUARE)
    assert loaded["name"] == ["Místo 1", "Místo 2", "Místo 3"]
    assert "180th meridian" in loaded.reasons[0]
    assert loaded.report.rejected == 1


def test_outlines_in_s_jtsk_lie_where_they_should(tmp_path: Path) -> None:
    corners = [(-759_000.0, -976_000.0), (-758_000.0, -976_000.0), (-758_000.0, -975_000.0), (-759_000.0, -976_000.0)]
    path = geojson(tmp_path / "lokality.geojson", feature(polygon(*corners), lokalita="Předlice"), crs="EPSG:5514")
    loaded = load(path)
    assert loaded.profile.name == "localities"
    west, south, east, north = shapely.from_wkb(loaded["outline"][0]).bounds
    assert 13.9 < west < east < 14.2
    assert 50.5 < south < north < 50.8


def test_a_point_is_no_outline_of_a_locality(tmp_path: Path) -> None:
    loaded = read(tmp_path, SQUARE, point(*USTI), profile="localities")
    assert [outline is None for outline in loaded["outline"]] == [False, True]
    assert loaded.reasons == ["2: The geometry is no area."]


def test_outlines_written_as_text(tmp_path: Path) -> None:
    text = 'lokalita;wkt\nPředlice;"POLYGON((14 50.6, 14.1 50.6, 14.1 50.7, 14 50.6))"\nKrásné;\n'
    loaded = load(table(tmp_path / "lokality.csv", text), "localities")
    assert shapely.from_wkb(loaded["outline"][0]).bounds == (14.0, 50.6, 14.1, 50.7)
    assert loaded["outline"][1] is None
