"""A MapSpec on the screen: folium describes the frame once, streamlit-folium shows it and brings back what happened.

The script of the frame never changes from run to run (a changed one would make the frame anew); what may change goes
through streamlit-folium's feature group, which it evaluates in the living frame.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import folium
import streamlit as st
import streamlit_folium
from branca.element import MacroElement
from folium.template import Template
from streamlit import runtime

from dashboard.application import application
from dashboard.map.base_map import base_map
from dashboard.map.emergency_words import emergency_words, event_drawing_words
from dashboard.map.spec import MapEvents, MapSpec
from dashboard.map.wire import Heard, changing_part, fixed_part, read_events
from dashboard.map.words import map_words
from dashboard.map.zone_wire import is_route
from dashboard.map.zone_words import zone_words
from dashboard.web.assets import bundle

LEAFLET_DRAW = "/assets/leaflet-draw/leaflet.draw"
GEOMAN = "/assets/leaflet-geoman/leaflet-geoman"


class _Frame(folium.Map):
    """A bare Leaflet map with nothing of folium's own: no base layer, no address of anybody else."""

    default_js: list[tuple[str, str]]
    default_css: list[tuple[str, str]]

    def __init__(self, spec: MapSpec) -> None:
        self.default_js = [("leaflet", "/assets/leaflet/leaflet.js")]
        self.default_css = [("leaflet", "/assets/leaflet/leaflet.css")]
        if spec.draws_zones:
            self.default_js.append(("geoman", f"{GEOMAN}.min.js"))
            self.default_css.append(("geoman", f"{GEOMAN}.css"))
        if spec.draws:
            self.default_js.append(("draw", f"{LEAFLET_DRAW}.js"))
            self.default_css.append(("draw", f"{LEAFLET_DRAW}.css"))
        self.default_js.append(("lokality", bundle("map.js").address))
        self.default_css.append(("lokality", bundle("map.css").address))
        if spec.zones is not None:
            self.default_js.append(("zones", bundle("zones.js").address))
            self.default_css.append(("zones", bundle("zones.css").address))
        if spec.emergency is not None:
            self.default_js.append(("emergencies", bundle("emergencies.js").address))
            self.default_css.append(("emergencies", bundle("emergencies.css").address))
        # Where it begins is told with what changes; until then there is nothing to see, nor to fetch.
        super().__init__(location=(0, 0), zoom_start=3, tiles=None, zoom_control=False)


class _Start(MacroElement):
    """Begin our code in the frame, with what never changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "lokalityMap.start({{ this._parent.get_name() }}, {{ this.fixed|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, fixed: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.fixed = fixed


class _Show(MacroElement):
    """Tell our code what to show now."""

    _template = Template("{% macro script(this, kwargs) %}lokalityMap.show({{ this.changing|tojson }});{% endmacro %}")

    def __init__(self, changing: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Show"
        self.changing = changing


def register_component() -> None:
    """Let Streamlit serve the files of streamlit-folium.

    Streamlit registers a component only when its module happens to be imported first by a running page; imported ahead
    or in a test it would stay unknown, and the frame would be answered with 404.
    """
    if runtime.exists():
        runtime.get_instance().component_registry.register_component(streamlit_folium._component_func)


def show_map(spec: MapSpec, key: str) -> MapEvents:
    """Show the map and return what happened on it. `key` is the map's name within the session.

    Call it once a run for a key, within an `st.fragment` where only the fragment should follow the map.
    """
    register_component()
    words = map_words(spec.label)
    words |= {"zones": zone_words()} if spec.zones is not None else {}
    if spec.draws_routes:
        words["zones"] |= event_drawing_words()
    words |= {"emergency": emergency_words()} if spec.emergency is not None else {}
    fixed = fixed_part(spec, base_map(application().settings), words)
    memory = f"map-heard-{key}"
    heard: Heard = st.session_state.get(memory, Heard())
    answer = _component(spec, key, fixed, heard)
    events, heard = read_events(answer, heard)
    st.session_state[memory] = heard
    if not spec.draws_routes and events.shaped is not None and is_route(events.shaped.outline):
        events = replace(events, shaped=None)  # no tool of this map draws one
    if events.kinds is not None and events.kinds >= spec.offered_kinds:
        return replace(events, kinds=frozenset())  # all of them: a filter says so by naming none
    return events


def _component(spec: MapSpec, key: str, fixed: dict[str, Any], heard: Heard) -> dict[str, Any] | None:
    frame = _Frame(spec)
    frame.add_child(_Start(fixed))
    news = folium.FeatureGroup(name="news")
    news.add_child(_Show(changing_part(spec, heard)))
    # streamlit-folium's own hash leaves out parts of the script; this one does not.
    version = hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()[:12]
    with st.container(key=f"map-{key}"):
        answer: dict[str, Any] | None = streamlit_folium.st_folium(
            frame,
            key=f"{key}-{version}-{spec.height}",
            height=spec.height,
            use_container_width=True,
            returned_objects=["last_active_drawing"],
            feature_group_to_add=news,
        )
    return answer
