"""What somebody did on the map is told once; the rest of what the browser says is its present state."""

from __future__ import annotations

from typing import Any

from dashboard.map.spec import Layer
from dashboard.map.wire import Heard, read_events
from geodata.model.sites import SiteKind

RING = [[14.0, 50.0], [14.1, 50.0], [14.1, 50.1], [14.0, 50.0]]


def told(sequence: int, **state: Any) -> dict[str, Any]:
    whole = {"frame": "f", "sequence": sequence, **state}
    return {"last_active_drawing": {"properties": {"lokality": whole}}}


def test_a_switch_of_the_legend_is_told_once() -> None:
    switched = {"number": 1, "layers": ["sites"], "kinds": ["hostel"]}
    events, heard = read_events(told(1, switched=switched), Heard())
    assert (events.layers, events.kinds) == (frozenset({Layer.SITES}), frozenset({SiteKind.HOSTEL}))
    again, _ = read_events(told(2, switched=switched), heard)
    assert (again.layers, again.kinds) == (None, None)


def test_a_shape_is_told_when_it_is_drawn_and_when_it_is_removed() -> None:
    drawn = {"number": 1, "drawn": {"type": "Polygon", "coordinates": [RING]}}
    events, heard = read_events(told(1, drew=drawn), Heard())
    assert events.drew
    assert events.drawn == {"type": "Polygon", "coordinates": [RING]}
    moved, heard = read_events(told(2, drew=drawn), heard)
    assert not moved.drew
    assert moved.drawn == events.drawn
    removed, _ = read_events(told(3, drew={"number": 3, "drawn": None}), heard)
    assert removed.drew
    assert removed.drawn is None


def test_a_new_frame_begins_to_count_anew() -> None:
    _, heard = read_events(told(9, switched={"number": 9, "layers": [], "kinds": []}), Heard())
    fresh = told(1, switched={"number": 1, "layers": [], "kinds": []})
    fresh["last_active_drawing"]["properties"]["lokality"]["frame"] = "g"
    events, _ = read_events(fresh, heard)
    assert events.layers == frozenset()
