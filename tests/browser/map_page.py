"""The script of the map's own tests: one map, and beside it what Python heard, as a page would use it."""

from __future__ import annotations

import json
from dataclasses import replace

import streamlit as st

from dashboard.application import application
from dashboard.map.address import MapAddress, format_address, parse_address
from dashboard.map.render import show_map
from dashboard.map.spec import FeatureRef, Layer, MapSpec, Move, View

START = View((50.6607, 14.0323), 14)

st.set_page_config(layout="wide")
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text(f"page runs: {st.session_state['runs']}")
parameters = dict(st.query_params)


@st.fragment
def map_and_list() -> None:
    """The map with what follows it: only this runs again when the map has something to tell."""
    st.session_state["fragment_runs"] = st.session_state.get("fragment_runs", 0) + 1
    address: MapAddress = st.session_state.setdefault("address", parse_address(parameters))
    with st.container(key="tools"):
        if st.button("go to the castle"):
            st.session_state["move"] = Move(st.session_state["fragment_runs"], to=(50.6588, 14.0620), zoom=16)
        if st.button("dumps alone"):
            chosen = parse_address({"kinds": "illegal_dump"}).chosen
            address = st.session_state["address"] = replace(address, chosen=chosen)
    spec = MapSpec(
        view=address.view or START,
        layers=address.layers,
        chosen=address.chosen,
        day=address.day,
        selected=address.selected,
        move=st.session_state.get("move"),
        marker=st.session_state.get("marker"),
        drawn=st.session_state.get("drawn"),
        follows_view="still" not in parameters,
        draws="draw" in parameters,
        places="place" in parameters,
        locates="locate" in parameters,
        height=int(parameters.get("height", 480)),
    )
    events = show_map(spec, "test")
    if events.clicked:
        address = replace(address, selected=FeatureRef(events.clicked.layer, events.clicked.id))
    if events.tapped:
        st.session_state["marker"] = events.tapped
    if events.located:
        st.session_state["located"] = events.located
        st.session_state["marker"] = events.located.at
    if events.layers is not None and events.kinds is not None:
        chosen = replace(address.chosen, kinds=events.kinds if Layer.SITES in events.layers else frozenset())
        address = replace(address, layers=events.layers, chosen=chosen)
    if events.view:
        address = replace(address, view=events.view)
    st.session_state["drawn"] = events.drawn
    if address != st.session_state["address"] or events.clicked:
        st.session_state["address"] = address
        st.query_params.from_dict({**parameters, **format_address(address)})
    heard = {
        "fragment": st.session_state["fragment_runs"],
        "selected": address.selected and f"{address.selected.layer.value} {address.selected.id}",
        "zoom": events.view and events.view.zoom,
        "box": events.box,
        "drawn": events.drawn,
        "marker": st.session_state.get("marker"),
        "located": st.session_state.get("located") and st.session_state["located"].accuracy_m,
        "kinds": sorted(address.chosen.kinds),
        "language": application().settings.language,
    }
    st.code(json.dumps(heard), language=None)


map_and_list()
