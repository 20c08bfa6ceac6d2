"""A static map tells where north is, how long some metres are and what its signs mean; nothing breaks it."""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shapely.geometry import LineString

from dashboard.documents.drawings import light_picture_of
from dashboard.documents.map_crowd import moved_apart
from dashboard.documents.map_view import MapView, own_parts, path_of, scale_length, view_of
from dashboard.documents.zone_map import MapVenue, MapZone, ZoneMaps
from dashboard.language import use_language
from geodata.crs import distance_m
from geodata.model.zones import ZoneRule
from geodata.services.paper_ground import PaperGround
from tests.dossiers import EAST_100_M, MIDDLE, around

_SVG = "{http://www.w3.org/2000/svg}"
STREET = ("Školní", LineString([(MIDDLE[0] - EAST_100_M * 3, MIDDLE[1]), (MIDDLE[0] + EAST_100_M * 3, MIDDLE[1])]))


@pytest.fixture(autouse=True)
def czech() -> Iterator[None]:
    with use_language("cs"):
        yield


def maps(*zones: MapZone, venues: tuple[MapVenue, ...] = (), ground: PaperGround | None = None) -> ZoneMaps:
    return ZoneMaps(ground or PaperGround(streets=(STREET,)), zones or (zone(),), venues)


def zone(number: int = 1, name: str = "Kolonie", metres: float = 100, rule: ZoneRule = ZoneRule.TOTAL_BAN) -> MapZone:
    return MapZone(number, name, rule, around(metres))


def venue(number: int, *, hit: bool = True, near: bool = False, closed: bool = True) -> MapVenue:
    return MapVenue(number, *MIDDLE, hit=hit, near=near, closed=closed)


def words(drawing: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(drawing).iter(f"{_SVG}text")]


@given(st.floats(50, 60_000), st.floats(60, 400))
def test_a_scale_bar_is_a_round_number_of_metres_that_fits(down_m: float, at_most: float) -> None:
    view = view_of((*MIDDLE, *MIDDLE), 700, 600, least_m=down_m)
    metres = scale_length(view, at_most)
    assert str(metres).rstrip("0") in {"1", "2", "5"}
    assert metres == 1 or metres * view.units_per_metre <= at_most
    assert metres * 2.6 * view.units_per_metre > at_most  # the next round number would not have fitted


@given(st.floats(1, 20_000), st.floats(1, 20_000))
def test_a_view_shows_what_it_is_asked_for_with_a_metre_as_long_in_both_directions(
    east_m: float, north_m: float
) -> None:
    east, north = east_m / 111_320 / math.cos(math.radians(MIDDLE[1])), north_m / 111_230
    view = view_of((MIDDLE[0], MIDDLE[1], MIDDLE[0] + east, MIDDLE[1] + north), 700, 600, least_m=100)
    assert view.shows(view.at(*MIDDLE))
    assert view.shows(view.at(MIDDLE[0] + east, MIDDLE[1] + north))
    west, south, end, top = view.box
    across, down = (
        distance_m((west, (south + top) / 2), (end, (south + top) / 2)),
        distance_m((west, south), (west, top)),
    )
    assert across / down == pytest.approx(700 / 600, rel=0.01)
    assert 1 / view.units_per_metre == pytest.approx(down / 600, rel=0.01)


@given(st.lists(st.tuples(st.floats(0, 700), st.floats(0, 600)), max_size=30))
def test_signs_are_moved_apart_and_stay_inside(places: list[tuple[float, float]]) -> None:
    view = MapView((14.0, 50.0, 14.1, 50.1), 700, 600)
    moved = moved_apart(places, view, 20, 10)
    aside = [place for place, own in zip(moved, places, strict=True) if place != own]
    assert all(view.shows(place, 10) for place in aside)
    free = [place for place in moved if view.shows(place, 10)]
    assert all(math.dist(one, other) >= 20 for at, one in enumerate(free) for other in free[:at])


def test_holes_stay_holes() -> None:
    ring = around(100).difference(around(40))
    assert path_of(ring).count("M") == path_of(ring).count("Z") == 2


def test_a_map_has_its_title_its_zones_its_streets_a_scale_and_north() -> None:
    said = words(maps().sheet_drawing(0, "Zóna 1: Kolonie"))
    assert {"Zóna 1: Kolonie", "1 Kolonie", "Školní", "S"} <= set(said)
    assert any(word.endswith("m") and word[0].isdigit() for word in said)


def test_the_legend_tells_of_what_is_shown_and_of_nothing_else() -> None:
    plain = words(maps().overview_drawing("Zóny"))
    assert "Úplný zákaz" in plain
    assert "Časové omezení" not in plain
    assert "Hranice města" not in plain
    assert not any("Provozovna" in word for word in plain)
    venues = (venue(1), venue(2, closed=False), venue(3, hit=False, near=True))
    full = " ".join(
        words(maps(zone(), zone(2, "Noc", 300, ZoneRule.TIME_BAND), venues=venues).overview_drawing("Zóny"))
    )
    assert "Časové omezení" in full
    assert "Provozovna: zákaz" in full
    assert "Provozovna: ušetřená" in full
    assert "Provozovna: jen hodiny nebo strop" in full
    assert "Do 50\u00a0m od hranice zóny" in full


def test_rules_differ_without_colour_and_so_do_venues() -> None:
    drawn = ET.fromstring(maps().overview_drawing("Zóny"))
    tiles = {tile.get("id"): tile for tile in drawn.iter(f"{_SVG}pattern")}
    assert set(tiles) == set(ZoneRule)
    shapes = {(one.get("patternTransform"), *(part.get("d") or part.tag for part in one)) for one in tiles.values()}
    assert len(shapes) == len(ZoneRule)
    assert drawn.find(f".//{_SVG}path[@fill='url(#total_ban)']") is not None


def test_venues_at_one_address_are_all_to_be_read() -> None:
    drawing = maps(venues=tuple(venue(number) for number in range(1, 13))).sheet_drawing(0, "Zóna")
    assert {str(number) for number in range(1, 13)} <= set(words(drawing))


def test_of_very_many_venues_signs_are_drawn_without_numbers() -> None:
    said = words(maps(venues=tuple(venue(number) for number in range(1000, 1300))).overview_drawing("Zóny"))
    assert not any(word.isdigit() and int(word) >= 1000 for word in said)


@pytest.mark.parametrize("metres", [1.2, 100, 15_000])
def test_tiny_zones_and_those_as_large_as_a_city_are_drawn(metres: float) -> None:
    drawing = maps(zone(metres=metres)).overview_drawing("Zóny")
    with Image.open(io.BytesIO(light_picture_of(drawing, 164))) as picture:
        assert picture.format == "PNG"
        assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 5


def test_a_zone_is_named_where_it_lies_and_not_in_one_on_top_of_it() -> None:
    outer = maps(zone(1, "Okolí", 400), zone(2, "Střed", 250)).sheet_drawing(0, "Zóna 1")
    (numbered,) = (text for text in ET.fromstring(outer).iter(f"{_SVG}text") if text.text in ("1", "1 Okolí"))
    left, low, right, high = inner_box(outer)
    assert not (left < float(numbered.get("x", 0)) < right and low < float(numbered.get("y", 0)) < high)


def inner_box(drawing: str) -> tuple[float, float, float, float]:
    """The smallest outline of a ban in the drawing, as a box of it."""
    paths = (path for path in ET.fromstring(drawing).iter(f"{_SVG}path") if path.get("fill") == "url(#total_ban)")
    rings = ([pair.split() for pair in path.get("d", "").strip("MZ").split("L")] for path in paths)
    boxes = (shapely.LineString([(float(x), float(y)) for x, y in ring]).bounds for ring in rings if len(ring) > 3)
    return min(boxes, key=lambda box: box[2] - box[0])


def test_what_smaller_zones_cover_is_not_a_zones_own_part() -> None:
    large, small = shapely.box(0, 0, 10, 10), shapely.box(2, 2, 4, 4)
    first, second = own_parts([large, small])
    assert (first.area, second.area) == (96, 4)
    halves = [shapely.box(0, 0, 5, 10), shapely.box(4, 0, 10, 10)]
    assert own_parts([large, *halves])[0].area == 100


def test_the_legend_names_the_zones_by_their_numbers_but_not_the_one_of_the_title() -> None:
    many = maps(*(zone(number, f"Zóna {chr(64 + number)}", 20 * number) for number in range(1, 5)))
    overview, sheet = words(many.overview_drawing("Zóny návrhu")), words(many.sheet_drawing(1, "List"))
    assert {"Zóna A", "Zóna B", "Zóna C", "Zóna D"} <= set(overview)
    assert "Zóna B" not in sheet
    assert "Zóna A" in sheet


def test_of_zones_without_room_in_the_legend_it_says_how_many() -> None:
    many = maps(*(zone(number, f"Zóna {number}", 10 * number) for number in range(1, 80)))
    said = words(many.overview_drawing("Zóny návrhu"))
    listed = [word for word in said if word.startswith("Zóna ")]
    assert f"a {79 - len(listed)} dalších" in said


def test_a_sign_of_a_venue_stays_within_the_frame() -> None:
    view = MapView((14.0, 50.0, 14.1, 50.1), 700, 600)
    for x, y in moved_apart([(350, 3), (698, 300)], view, 20, 18):
        assert view.shows((x, y), 18)


def test_a_city_of_which_nothing_is_known_still_shows_the_zone() -> None:
    assert "1 Kolonie" in words(maps(ground=PaperGround()).overview_drawing("Zóny"))


def test_an_overview_tells_where_in_the_city_it_is() -> None:
    city = PaperGround(boundary=shapely.Point(MIDDLE).buffer(0.05))
    alone, within = (maps(ground=ground).overview_drawing("Zóny") for ground in (PaperGround(), city))
    assert "50 m" in " ".join(words(alone)).replace("\xa0", " ")
    assert "1,0 km" in " ".join(words(within)).replace("\xa0", " ")


def test_a_name_can_be_neither_markup_nor_longer_than_the_map() -> None:
    name = "<script>&" + "Nejdelší název zóny " * 12
    said = words(maps(zone(name=name)).sheet_drawing(0, name))
    assert any(word.startswith("1 <script>&") and word.endswith("…") for word in said)
    assert max(map(len, said)) < 45


def test_the_edge_of_a_small_zone_is_seen_above_the_sign_of_the_venue_in_it() -> None:
    drawing = maps(zone(metres=15), zone(2, "Vedle", 300), venues=(venue(7),)).sheet_drawing(0, "Zóna 1: Kolonie")
    edges = [place for place in range(len(drawing)) if drawing.startswith('stroke-width="3"/></g>', place)]
    assert len(edges) == 1  # of the zone that the sheet is about
    assert edges[0] > drawing.index(">7</text>")
