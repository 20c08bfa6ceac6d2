"""What is believed of a drawn zone that comes back from the browser."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.spec import MapSpec, View, ZoneLayer, ZoneShape
from dashboard.map.wire import Heard, changing_part, read_events
from dashboard.map.zone_wire import is_outline, read_shape

RING = [[14.0, 50.0], [14.1, 50.0], [14.1, 50.1], [14.0, 50.0]]
HOLE = [[14.05, 50.01], [14.06, 50.01], [14.06, 50.02], [14.05, 50.01]]
ZONE = {"type": "Polygon", "coordinates": [RING, HOLE]}


def told(**state: Any) -> dict[str, Any]:
    """The answer of streamlit-folium when our code tells this state."""
    state = {"frame": "a", "sequence": 1} | state
    return {"last_active_drawing": {"type": "Feature", "geometry": None, "properties": {"lokality": state}}}


def test_a_drawn_zone_keeps_its_holes_and_is_told_once() -> None:
    answer = told(shaped={"outline": ZONE, "changed": 7, "turn": 2, "number": 1})
    events, heard = read_events(answer, Heard())
    assert events.shaped == ZoneShape(ZONE, 7, 2)
    assert read_events(answer, heard)[0].shaped is None


def test_a_clicked_zone_is_told_once() -> None:
    answer = told(zone_chosen={"id": 5, "number": 1})
    events, heard = read_events(answer, Heard())
    assert events.chosen_zone_id == 5
    assert read_events(answer, heard)[0].chosen_zone_id is None


@pytest.mark.parametrize(
    ("outline", "believed"),
    [
        ({"type": "LineString", "coordinates": RING[:2]}, True),
        ({"type": "MultiLineString", "coordinates": [RING[:2], RING[1:]]}, True),
        ({"type": "LineString", "coordinates": RING[:1]}, False),
        ({"type": "MultiLineString", "coordinates": []}, False),
        ({"type": "LineString", "coordinates": [[14.0, 50.0], [14.0, 95.0]]}, False),
    ],
)
def test_a_drawn_route_has_points_on_the_earth(outline: dict[str, Any], believed: bool) -> None:
    read = read_shape({"outline": outline, "changed": None, "turn": 1})
    assert read == (ZoneShape(outline, None, 1) if believed else None)


def test_a_drawing_without_zones_asks_the_server_for_none() -> None:
    part = changing_part(MapSpec(view=View((50.66, 14.05), 12), zones=ZoneLayer(None)), Heard())["zones"]
    assert (part["address"], part["venues"]) == (None, None)


def test_a_zone_that_is_tried_goes_to_the_map_beside_what_is_drawn() -> None:
    layer = ZoneLayer(3, shape=None, tried=ZONE)
    part = changing_part(MapSpec(view=View((50.66, 14.05), 12), zones=layer), Heard())["zones"]
    assert (part["tried"], part["shape"]) == (ZONE, None)


def test_a_drawing_given_up_is_no_outline() -> None:
    assert read_shape({"outline": None, "changed": None, "turn": 0}) == ZoneShape(None, None, 0)


@pytest.mark.parametrize(
    "outline",
    [
        {"type": "Point", "coordinates": [14, 50]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [RING[:3]]},
        {"type": "Polygon", "coordinates": [[*RING[:3], [14.0, 50.5]]]},
        {"type": "Polygon", "coordinates": [[[14.0, 95.0], *RING[1:3], [14.0, 95.0]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 50.0], *RING[1:3], [float("nan"), 50.0]]]},
        {"type": "Polygon", "coordinates": [[[14.0, 50.0, 1.0], *RING[1:3], [14.0, 50.0, 1.0]]]},
        {"type": "MultiPolygon", "coordinates": [RING]},
        {"type": ["Polygon"], "coordinates": [RING]},
        "Polygon",
    ],
)
def test_what_is_no_outline_is_not_believed(outline: object) -> None:
    assert read_shape({"outline": outline, "changed": None, "turn": 0}) is None


def test_several_polygons_are_an_outline() -> None:
    assert is_outline({"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(outline=json_values, kind=st.sampled_from(["Polygon", "MultiPolygon"]), turn=json_values)
def test_a_browser_can_send_anything(outline: object, kind: str, turn: object) -> None:
    for sent in (outline, {"type": kind, "coordinates": outline}):
        read_events(told(shaped={"outline": sent, "changed": turn, "turn": turn, "number": 1}), Heard())


def test_the_browser_hears_where_zones_are_and_nothing_of_their_names() -> None:
    spec = MapSpec(view=View((50.66, 14.03), 13), zones=ZoneLayer(version_id=3, other_id=2, data_version="x"))
    part = changing_part(spec, Heard())["zones"]
    assert (part["address"], part["other"]) == ("/map/versions/3/zones.json", "/map/versions/2/zones.json")
    assert changing_part(MapSpec(view=spec.view), Heard())["zones"] is None
