"""What goes to the browser as JSON, and what comes back from it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from dashboard.map.address import DAY, format_filter
from dashboard.map.base_map import BaseMap
from dashboard.map.spec import (
    ALL_KINDS,
    Box,
    FeatureRef,
    Geometry,
    Layer,
    Located,
    MapEvents,
    MapSpec,
    Position,
    View,
)
from dashboard.map.zone_wire import read_chosen_zone, read_shape, zones_part
from geodata.model.sites import SiteKind

Json = dict[str, Any]

# What is told once, in the run it causes; each carries the number of its telling.
HAPPENINGS = ("clicked", "tapped", "located", "switched", "drew", "shaped", "zone_chosen")


@dataclass(frozen=True, slots=True)
class Heard:
    """How far the page has listened: the frame, its last telling, and the last event of each kind."""

    frame: str = ""
    sequence: int = 0
    clicked: int = 0
    tapped: int = 0
    located: int = 0
    switched: int = 0
    drew: int = 0
    shaped: int = 0
    zone_chosen: int = 0


def fixed_part(spec: MapSpec, ground: BaseMap | None, words: Json) -> Json:
    """What makes the frame; the same at every run, or the frame is made anew."""
    return {
        "words": words,
        "base": ground and asdict(ground),
        "legend": spec.legend,
        "offered": {
            "layers": [layer.value for layer in Layer if layer in spec.offered_layers],
            "kinds": [kind.value for kind in SiteKind if kind in spec.offered_kinds],
            "of_kinds": len(ALL_KINDS),
        },
        "follow_view": spec.follows_view,
        "draw": spec.draws,
        "place": spec.places,
        "locate": spec.locates,
        "zones": spec.zones is not None,
        "draw_zones": spec.draws_zones,
        "emergency": spec.emergency is not None,
    }


def changing_part(spec: MapSpec, heard: Heard) -> Json:
    """What may differ from run to run. Of a user's text it holds only the percent-encoded filter."""
    kinds = spec.chosen.kinds or spec.offered_kinds
    return {
        "view": {"lat": spec.view.centre[0], "lon": spec.view.centre[1], "zoom": spec.view.zoom, "whole": spec.whole},
        "layers": sorted(layer.value for layer in spec.layers & spec.offered_layers),
        "kinds": sorted(kind.value for kind in kinds),
        "query": {
            "sites": urlencode(format_filter(replace(spec.chosen, kinds=frozenset()))),
            "services": urlencode({"text": spec.chosen.text} if spec.chosen.text else {}),
            "zones": urlencode({DAY: spec.day.isoformat()} if spec.day else {}),
        },
        "selected": spec.selected
        and {"layer": spec.selected.layer.value, "id": spec.selected.id, "at": spec.selected_at},
        "move": spec.move
        and {
            "token": str(spec.move.token),
            "lat": spec.move.to and spec.move.to[0],
            "lon": spec.move.to and spec.move.to[1],
            "zoom": spec.move.zoom,
            "bounds": spec.move.box,
        },
        "marker": spec.marker,
        "drawn": spec.drawn,
        "path": spec.path,
        "version": str(spec.data_version),
        "zones": spec.zones and zones_part(spec.zones),
        "emergency": spec.emergency
        and {"address": emergency_address(spec.emergency.event_id), "data_version": spec.emergency.data_version},
        "seen": {"frame": heard.frame, "sequence": heard.sequence},
    }


def read_events(answer: Mapping[str, Any] | None, heard: Heard) -> tuple[MapEvents, Heard]:
    """What the browser told, and how far the page has listened then.

    A browser can send anything; whatever is not as our own code writes it is left out.
    """
    state = _state(answer)
    if state is None:
        return MapEvents(), heard
    frame = str(state.get("frame", ""))
    before = heard if heard.frame == frame else Heard(frame=frame)
    numbers = {name: _integer(_object(state, name).get("number")) or 0 for name in HAPPENINGS}
    fresh = {name: _object(state, name) for name, number in numbers.items() if number > getattr(before, name)}
    after = Heard(frame=frame, sequence=_integer(state.get("sequence")) or 0, **numbers)
    view, box = _view(_object(state, "view"))
    events = MapEvents(
        clicked=_feature(fresh.get("clicked", {})),
        tapped=_position(fresh.get("tapped", {})),
        located=_located(fresh.get("located", {})),
        view=view,
        box=box,
        drew="drew" in fresh,
        drawn=_polygon(_object(_object(state, "drew"), "drawn")),
        shaped=read_shape(fresh["shaped"]) if "shaped" in fresh else None,
        chosen_zone_id=read_chosen_zone(fresh.get("zone_chosen", {})),
        layers=_layers(fresh.get("switched", {})),
        kinds=_kinds(fresh.get("switched", {})),
    )
    return events, after


def emergency_address(event_id: int) -> str:
    """Where what happens in an event is fetched."""
    return f"/map/emergencies/{event_id}/board.json"


def _state(answer: Mapping[str, Any] | None) -> Json | None:
    feature = _object(answer or {}, "last_active_drawing")
    return _object(_object(feature, "properties"), "lokality") or None


def _object(source: Mapping[str, Any], name: str) -> Json:
    found = source.get(name)
    return found if isinstance(found, dict) else {}


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _degrees(value: object, limit: float) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return None
    return float(value) if abs(value) <= limit else None


def _position(source: Json) -> Position | None:
    latitude, longitude = _degrees(source.get("lat"), 90), _degrees(source.get("lon"), 180)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _feature(source: Json) -> FeatureRef | None:
    layer, number, kind = source.get("layer"), _integer(source.get("id")), source.get("kind")
    if layer not in {known.value for known in Layer} or number is None:
        return None
    return FeatureRef(Layer(layer), number, kind if isinstance(kind, str) else None)


def _located(source: Json) -> Located | None:
    at, accuracy = _position(source), _degrees(source.get("accuracy_m"), math.inf)
    return None if at is None or accuracy is None else Located(at, accuracy)


def _view(source: Json) -> tuple[View | None, Box | None]:
    centre, zoom, corners = _position(source), _integer(source.get("zoom")), source.get("bounds")
    if centre is None or zoom is None or not isinstance(corners, list) or len(corners) != 4:
        return None, None
    # A map zoomed far out shows more than one world.
    west, south, east, north = (_degrees(corner, 1e6) for corner in corners)
    if west is None or south is None or east is None or north is None:
        return None, None
    try:
        view = View(centre, zoom)
    except ValueError:
        return None, None
    return view, (max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))


def _polygon(source: Json) -> Geometry | None:
    rings = source.get("coordinates")
    if source.get("type") != "Polygon" or not isinstance(rings, list) or len(rings) != 1:
        return None
    ring = rings[0]
    if not isinstance(ring, list) or len(ring) < 4:
        return None
    for corner in ring:
        if not isinstance(corner, list) or len(corner) != 2:
            return None
        if _degrees(corner[0], 180) is None or _degrees(corner[1], 90) is None:
            return None
    return {"type": "Polygon", "coordinates": [ring]}


def _codes(state: Json, name: str) -> set[str] | None:
    codes = state.get(name)
    return {code for code in codes if isinstance(code, str)} if isinstance(codes, list) else None


def _layers(state: Json) -> frozenset[Layer] | None:
    codes = _codes(state, "layers")
    return None if codes is None else frozenset(layer for layer in Layer if layer.value in codes)


def _kinds(state: Json) -> frozenset[SiteKind] | None:
    codes = _codes(state, "kinds")
    return None if codes is None else frozenset(kind for kind in SiteKind if kind.value in codes)
