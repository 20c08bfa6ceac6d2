"""Where a place is: the phone's own position, a tap on the map, or an address; and what is already known there."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.components.map_state import COUNTRY, ZOOM_OF_PLACE
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.map.render import show_map
from dashboard.map.spec import Layer, MapSpec, Move, Position, View
from geodata.model.filters import SiteFilter
from geodata.model.sites import SiteKind
from geodata.services.address_search import AddressHit, search_addresses
from geodata.services.extent import city_extent
from geodata.services.sites import Neighbour, neighbours

MAP_HEIGHT = 360
# Worse than this the position may be that of another house.
ROUGH_M = 30.0
ADDRESSES_SHOWN = 6
NEIGHBOURS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A chosen position (latitude, longitude), how it was found, and the accuracy in metres where it was measured."""

    at: Position
    accuracy_m: float | None = None
    address: str = ""


def position_fields(context: Context, form: str, kind: SiteKind | None) -> Placed | None:
    """The address, the map and the position they gave; `form` is the beginning of all keys."""
    memory = f"{form}-placed"
    _address_field(context, form, memory)
    placed: Placed | None = st.session_state.get(memory)
    st.caption(_("Tap the map where it is, or the target sign for where you stand."))
    events = show_map(
        MapSpec(
            view=View(placed.at, ZOOM_OF_PLACE) if placed else COUNTRY,
            whole=None if placed else city_extent(context.database, context.actor),
            layers=frozenset({Layer.SITES, Layer.LOCALITIES}),
            chosen=SiteFilter(kinds=frozenset({kind}) if kind else frozenset()),
            move=st.session_state.get(f"{form}-move"),
            marker=placed.at if placed else None,
            height=MAP_HEIGHT,
            label=_("Map: tap where the place is"),
            legend=False,
            places=True,
            locates=True,
        ),
        f"{form}-map",
    )
    if events.located is not None:
        placed = Placed(events.located.at, accuracy_m=events.located.accuracy_m)
    elif events.tapped is not None:
        placed = Placed(events.tapped, address=placed.address if placed else "")
    st.session_state[memory] = placed
    _told(placed)
    return placed


def _address_field(context: Context, form: str, memory: str) -> None:
    typed = st.text_input(
        _("Address, if you know it"),
        placeholder=_("Street and number, diacritics do not matter"),
        icon=":material/search:",
        key=f"{form}-address-search",
    )
    # Always there, even with nothing in it: a block more above the map would make its frame anew.
    with st.container(key="log-addresses"):
        if typed and typed != st.session_state.get(f"{form}-address-taken"):
            _addresses(context, form, memory, typed)


def _addresses(context: Context, form: str, memory: str, typed: str) -> None:
    found = search_addresses(context.database, context.actor, typed, ADDRESSES_SHOWN)
    if not found:
        st.caption(_("This address is not known here. Tap the map instead."))
    for hit in found:
        part = f" · {hit.town_part}" if hit.town_part else ""
        st.button(
            plain(f"{hit.text}{part}"),
            icon=":material/location_on:",
            key=f"{form}-address-{hit.code}",
            on_click=_take_address,
            args=(form, memory, hit),
            width="stretch",
        )


def _take_address(form: str, memory: str, hit: AddressHit) -> None:
    at = (hit.latitude, hit.longitude)
    st.session_state[memory] = Placed(at, address=hit.text)
    st.session_state[f"{form}-address-search"] = hit.text
    st.session_state[f"{form}-address-taken"] = hit.text
    st.session_state[f"{form}-move"] = Move(hit.code, to=at, zoom=18)


def _told(placed: Placed | None) -> None:
    if placed is None:
        return
    latitude, longitude = placed.at
    position = f"{formats.number(latitude, 5)}, {formats.number(longitude, 5)}"
    if placed.accuracy_m is None:
        st.caption(_("Position chosen: {position}. Drag the marker to move it.").format(position=position))
        return
    accuracy = formats.distance(placed.accuracy_m)
    if placed.accuracy_m > ROUGH_M:
        st.warning(
            _("Your position is known to {accuracy} only. Drag the marker to the right house.").format(
                accuracy=accuracy
            )
        )
    else:
        st.caption(
            _("Your position: {position}, good to {accuracy}. Drag the marker if it stands elsewhere.").format(
                position=position, accuracy=accuracy
            )
        )


def known_places(context: Context, form: str, kind: SiteKind, placed: Placed) -> None:
    """Places of the same kind around, each a button that makes of the record a visit of it."""
    latitude, longitude = placed.at
    near = neighbours(context.database, context.actor, longitude, latitude, kind=kind, at_most=NEIGHBOURS_SHOWN)
    if not near or st.session_state.get(f"{form}-none-of-them"):
        return
    with st.container(border=True, key="log-neighbours"):
        question = _("Is it not one of these?")
        st.markdown(f"**{question}**")
        st.caption(_("If it is, your record becomes a visit of the known place, and its story goes on."))
        for place in near:
            st.button(
                _neighbour(place),
                icon=KIND_SIGNS[place.kind],
                key=f"sign-{place.kind.value}-known-{place.site_id}",
                on_click=_visit,
                args=(place.site_id,),
                width="stretch",
            )
        st.button(
            _("None of them, it is a new place"), type="tertiary", key=f"{form}-new", on_click=_deny, args=(form,)
        )


def _neighbour(place: Neighbour) -> str:
    away = _("{distance} away").format(distance=formats.distance(place.distance_m))
    return f"**{plain(place.name) or label(place.kind)}** · {away}"


def _visit(site_id: int) -> None:
    st.query_params["site"] = str(site_id)


def _deny(form: str) -> None:
    st.session_state[f"{form}-none-of-them"] = True
