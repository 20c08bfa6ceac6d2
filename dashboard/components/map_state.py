"""What the map page shows: kept for the tab, and written into the address so that it can be shared.

The address is the truth: going back, a link from another page and an address from a colleague all come through it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.map.address import DECIMALS, MapAddress, format_address, parse_address
from dashboard.map.spec import Box, FeatureRef, MapEvents, Move, Position, View
from geodata.model.filters import SiteFilter

_ADDRESS = "map-address"
_WRITTEN = "map-address-written"
_MOVE = "map-move"
_FIRST_VIEW = "map-first-view"
_BOX = "map-box"

# As near as a place can be seen among its neighbours.
ZOOM_OF_PLACE = 17
COUNTRY = View((49.8, 15.5), 7)


def follow_address() -> None:
    """Take over what the address says, unless it is what this page wrote there itself."""
    query = dict(st.query_params)
    if _ADDRESS in st.session_state and query == st.session_state.get(_WRITTEN):
        return
    st.session_state[_ADDRESS] = parse_address(query)
    st.session_state[_WRITTEN] = query
    for name in (_FIRST_VIEW, _BOX):
        st.session_state.pop(name, None)
    view = st.session_state[_ADDRESS].view
    if view is not None:
        move_to(view.centre, view.zoom)


def address() -> MapAddress:
    """What the page shows now."""
    found: MapAddress = st.session_state[_ADDRESS]
    return found


def choose(chosen: SiteFilter) -> None:
    """Show what this filter lets through."""
    _change(replace(address(), chosen=chosen))


def show_day(day: date | None) -> None:
    """Show the zones of that day; None: of today."""
    _change(replace(address(), day=day))


def select(feature: FeatureRef | None) -> None:
    """Show the card of a feature, or the list again."""
    _change(replace(address(), selected=feature))


def hear(events: MapEvents) -> bool:
    """Take over what happened on the map; True if something above or in the map has to be drawn anew."""
    before = address()
    after = before
    if events.clicked is not None:
        after = replace(after, selected=FeatureRef(events.clicked.layer, events.clicked.id))
    if events.layers is not None:
        after = replace(after, layers=events.layers)
    if events.kinds is not None:
        after = replace(after, chosen=replace(after.chosen, kinds=events.kinds))
    if events.drew:
        after = replace(after, chosen=replace(after.chosen, shape=ring_of(events)))
    redraw = after != before
    if events.view is not None:
        st.session_state[_BOX] = events.box
        # Where the map began by itself needs no words: the address stays short until somebody moves.
        first = st.session_state.setdefault(_FIRST_VIEW, events.view)
        if after.view is not None or events.view != first:
            after = replace(after, view=events.view)
    _change(after)
    return redraw


def ring_of(events: MapEvents) -> tuple[tuple[float, float], ...]:
    """The corners (longitude, latitude) of the drawn shape, each once; empty where there is none.

    As exact as the address tells them: a place at the very edge is in the list exactly if it is in the download.
    """
    if events.drawn is None:
        return ()
    return tuple(
        (round(corner[0], DECIMALS), round(corner[1], DECIMALS)) for corner in events.drawn["coordinates"][0][:-1]
    )


def box_in_view() -> Box | None:
    """What the map shows (degrees WGS84), None until it was drawn."""
    box: Box | None = st.session_state.get(_BOX)
    return box


def move_to(centre: Position, zoom: int | None = None) -> None:
    """Let the living map go there (latitude, longitude)."""
    number = st.session_state.get("map-moves", 0) + 1
    st.session_state["map-moves"] = number
    st.session_state[_MOVE] = Move(number, to=centre, zoom=zoom)


def see(box: Box) -> None:
    """Let the living map show the box whole, wherever it is."""
    number = st.session_state.get("map-moves", 0) + 1
    st.session_state["map-moves"] = number
    st.session_state[_MOVE] = Move(number, box=box)


def next_move() -> Move | None:
    """Where the map was last told to go."""
    move: Move | None = st.session_state.get(_MOVE)
    return move


def _change(wanted: MapAddress) -> None:
    st.session_state[_ADDRESS] = wanted
    query = format_address(wanted)
    if query != st.session_state.get(_WRITTEN):
        st.session_state[_WRITTEN] = query
        st.query_params.from_dict(query)
