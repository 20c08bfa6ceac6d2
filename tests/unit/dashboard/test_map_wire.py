"""What goes to the map in the browser, and what is believed of what comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.base_map import BaseMap
from dashboard.map.spec import ALL_KINDS, FeatureRef, Layer, Located, MapEvents, MapSpec, Move, View
from dashboard.map.wire import Heard, changing_part, fixed_part, read_events
from geodata.model.filters import SiteFilter
from geodata.model.sites import SiteKind

SPEC = MapSpec(view=View((50.66, 14.03), 13))


def told(**state: Any) -> dict[str, Any]:
    """The answer of streamlit-folium when our code tells this state."""
    state = {"frame": "a", "sequence": 1} | state
    return {"last_active_drawing": {"type": "Feature", "geometry": None, "properties": {"lokality": state}}}


def test_an_event_is_told_once() -> None:
    answer = told(clicked={"layer": "sites", "id": 7, "kind": "hostel", "number": 1})
    events, heard = read_events(answer, Heard())
    assert events.clicked == FeatureRef(Layer.SITES, 7, "hostel")
    again, _ = read_events(answer, heard)
    assert again.clicked is None


def test_a_second_click_on_the_same_place_is_an_event_again() -> None:
    first = told(clicked={"layer": "sites", "id": 7, "kind": "hostel", "number": 1})
    second = told(sequence=2, clicked={"layer": "sites", "id": 7, "kind": "hostel", "number": 2})
    _, heard = read_events(first, Heard())
    events, _ = read_events(second, heard)
    assert events.clicked == FeatureRef(Layer.SITES, 7, "hostel")


def test_a_frame_made_anew_is_listened_to_from_its_beginning() -> None:
    _, heard = read_events(told(sequence=9, tapped={"lat": 50, "lon": 14, "number": 9}), Heard())
    events, again = read_events(told(frame="b", tapped={"lat": 51, "lon": 14, "number": 1}), heard)
    assert events.tapped == (51.0, 14.0)
    assert again.frame == "b"


def test_view_and_shape_last_until_told_otherwise_and_switching_is_told_once() -> None:
    ring = [[14.0, 50.0], [14.1, 50.0], [14.1, 50.1], [14.0, 50.0]]
    answer = told(
        view={"lat": 50.66, "lon": 14.03, "zoom": 13, "bounds": [14.0, 50.6, 14.1, 50.7]},
        drew={"drawn": {"type": "Polygon", "coordinates": [ring]}, "number": 2},
        switched={"layers": ["sites"], "kinds": ["hostel", "bogus"], "number": 1},
    )
    first, heard = read_events(answer, Heard())
    assert first.drew
    assert (first.layers, first.kinds) == (frozenset({Layer.SITES}), frozenset({SiteKind.HOSTEL}))
    second, _ = read_events(answer, heard)
    assert not second.drew
    assert second.layers is None
    assert second.kinds is None
    for events in (first, second):
        assert events.view == View((50.66, 14.03), 13)
        assert events.box == (14.0, 50.6, 14.1, 50.7)
        assert events.drawn == {"type": "Polygon", "coordinates": [ring]}


def test_a_position_comes_with_its_accuracy() -> None:
    events, _ = read_events(told(located={"lat": 50, "lon": 14, "accuracy_m": 12.5, "number": 1}), Heard())
    assert events.located == Located((50, 14), 12.5)


def test_before_the_first_answer_there_are_no_events() -> None:
    assert read_events(None, Heard()) == (MapEvents(), Heard())
    assert read_events({"last_active_drawing": None}, Heard()) == (MapEvents(), Heard())


def test_a_drawing_that_streamlit_folium_tells_by_itself_is_not_ours() -> None:
    drawing = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [14, 50]}, "properties": {}}
    assert read_events({"last_active_drawing": drawing}, Heard())[0] == MapEvents()


@pytest.mark.parametrize(
    "drawn",
    [
        {"type": "Point", "coordinates": [14, 50]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[14, 50], [14, 51], [14, 50]]]},
        {"type": "Polygon", "coordinates": [[[14, 50], [999, 51], [15, 50], [14, 50]]]},
        {"type": "Polygon", "coordinates": [[[14, 50], ["x", 51], [15, 50], [14, 50]]]},
        "<script>",
    ],
)
def test_a_shape_that_is_none_is_left_out(drawn: object) -> None:
    assert read_events(told(drew={"drawn": drawn, "number": 1}), Heard())[0].drawn is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["frame", "sequence", "view", "clicked", "tapped", "located", "switched", "drew"]


@given(st.dictionaries(st.sampled_from(NAMES), json_values))
def test_whatever_a_browser_sends_nothing_fails(state: dict[str, Any]) -> None:
    read_events({"last_active_drawing": {"properties": {"lokality": state}}}, Heard())


@given(st.text())
def test_of_a_users_text_only_the_encoded_filter_reaches_the_script(text: str) -> None:
    spec = MapSpec(view=View((50, 14), 13), chosen=SiteFilter(text=text))
    for query in changing_part(spec, Heard())["query"].values():
        assert not set(query) & set("<>\"'`${}\\ \n")


def test_a_map_with_a_base_map_names_it_and_one_without_does_not() -> None:
    ground = BaseMap("https://tiles.example/{z}/{x}/{y}.png", "© Example", "")
    assert fixed_part(SPEC, ground, {})["base"]["url"] == ground.url
    assert fixed_part(SPEC, None, {})["base"] is None


def test_what_may_change_never_changes_the_frame() -> None:
    later = MapSpec(
        view=View((49, 15), 9),
        layers=frozenset({Layer.AREAS}),
        chosen=SiteFilter(kinds=frozenset({SiteKind.HOSTEL}), text="x"),
        selected=FeatureRef(Layer.SITES, 3),
        move=Move(1, to=(50, 14)),
        marker=(50, 14),
        data_version=8,
    )
    assert fixed_part(later, None, {}) == fixed_part(SPEC, None, {})


def test_no_kinds_chosen_means_all_that_are_offered() -> None:
    assert set(changing_part(SPEC, Heard())["kinds"]) == {kind.value for kind in ALL_KINDS}


def test_everything_sent_is_json() -> None:
    spec = MapSpec(view=View((50, 14), 13), move=Move("a", box=(14, 50, 15, 51)), selected=FeatureRef(Layer.ZONES, 1))
    json.dumps([fixed_part(spec, None, {}), changing_part(spec, Heard("a", 3))])


def test_a_view_with_swapped_axes_is_refused_when_it_cannot_be() -> None:
    with pytest.raises(ValueError, match="latitude, longitude"):
        View((140.0, 50.0), 13)
