"""Where an issue is: a known place or an address by its name, or a tap on a small map; at most one is picked."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.components.map_state import COUNTRY
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.map.fitting import view_of
from dashboard.map.render import show_map
from dashboard.map.spec import Layer, MapSpec, Move, Position, View
from geodata import clock
from geodata.model.issues import TOPIC_OF_KIND, IssueTopic
from geodata.model.sites import SiteKind
from geodata.services.issues import NewIssue
from geodata.services.search import Hit, HitKind, search_everything
from geodata.services.sites import Neighbour, NewObservation, NewSite, log_site, neighbours
from geodata.spatial import Box

MAP_HEIGHT = 260
HOUSE_ZOOM = 18
HITS_OF_A_SORT = 4
NEIGHBOURS_SHOWN = 4

KIND_OF_TOPIC: dict[IssueTopic, SiteKind] = {topic: kind for kind, topic in TOPIC_OF_KIND.items()}


@dataclass(frozen=True, slots=True)
class Picked:
    """A position (latitude, longitude); `site_id` and `kind` where it is that of a known place."""

    at: Position
    name: str = ""
    site_id: int | None = None
    kind: SiteKind | None = None


def picked_place(form: str) -> Picked | None:
    """The place that was picked in this form."""
    picked: Picked | None = st.session_state.get(_memory(form))
    return picked


def place_fields(context: Context, form: str, whole: Box | None) -> None:
    """The search and the map; `form` is the beginning of all keys, `whole` the box the map begins with."""
    typed = st.text_input(
        _("Place or address"),
        placeholder=_("Street and number, or the name of a known place"),
        icon=":material/search:",
        key=f"{form}-place",
    )
    # Always there, even with nothing in it: a block more above the map would make its frame anew.
    with st.container(key="raise-places", gap=None):
        if typed and typed != st.session_state.get(f"{form}-place-taken"):
            _hits(context, form, typed)
    _map(form, whole)
    with st.container(key="raise-picked", gap=None):
        _told(context, form)


def site_of(context: Context, new: NewIssue, picked: Picked) -> int:
    """The known place, or a new one of the kind that the topic speaks of."""
    if picked.site_id is not None:
        return picked.site_id
    site = NewSite(
        kind=KIND_OF_TOPIC.get(new.topic, SiteKind.OTHER),
        longitude=picked.at[1],
        latitude=picked.at[0],
        # Where it was spoken of at a meeting, nobody was there to see it.
        observation=NewObservation(
            observed_on=clock.today(), keep_personal_data=new.keep_personal_data, meeting_id=new.meeting_id
        ),
        name=picked.name or new.title,
        address=picked.name,
        sensitivity=new.sensitivity,  # it may bear the title of the issue
        client_id=f"{new.client_id}-site",
    )
    return log_site(context.database, context.actor, site)


def _hits(context: Context, form: str, typed: str) -> None:
    found = search_everything(context.database, context.actor, typed, HITS_OF_A_SORT)
    places = [hit for hit in found if hit.kind in (HitKind.SITE, HitKind.ADDRESS) and hit.position is not None]
    if not places:
        st.caption(_("Nothing of this name is known here. Tap the map instead."))
    for number, hit in enumerate(places):
        kind = hit.detail if isinstance(hit.detail, SiteKind) else None
        name = hit.title or (label(kind) if kind else "")
        what = label(kind) if kind else _("Address")
        st.button(
            f"**{plain(name)}** · {plain(what)}",
            icon=KIND_SIGNS[kind] if kind else ":material/location_on:",
            key=f"{form}-hit-{number}",
            on_click=_take,
            args=(form, _picked(hit, name, kind), typed),
            width="stretch",
        )


def _picked(hit: Hit, name: str, kind: SiteKind | None) -> Picked:
    longitude, latitude = hit.position or (0.0, 0.0)
    return Picked((latitude, longitude), name, hit.id if hit.kind == HitKind.SITE else None, kind)


def _take(form: str, picked: Picked, typed: str = "") -> None:
    st.session_state[_memory(form)] = picked
    st.session_state[f"{form}-place-taken"] = typed or st.session_state.get(f"{form}-place", "")
    latitude, longitude = picked.at
    st.session_state[f"{form}-move"] = Move(f"{latitude:.5f},{longitude:.5f}", to=picked.at, zoom=HOUSE_ZOOM)


def _map(form: str, whole: Box | None) -> None:
    picked = picked_place(form)
    # No `whole`: a form that is just opening over the page has no size yet into which the browser could fit a box.
    around = COUNTRY if whole is None else view_of(whole)
    events = show_map(
        MapSpec(
            view=View(picked.at, HOUSE_ZOOM) if picked else around,
            layers=frozenset({Layer.SITES, Layer.LOCALITIES}),
            move=st.session_state.get(f"{form}-move"),
            marker=picked.at if picked else None,
            height=MAP_HEIGHT,
            label=_("Map: tap where the place is"),
            legend=False,
            places=True,
        ),
        f"{form}-map",
    )
    if events.tapped is not None:
        st.session_state[_memory(form)] = Picked(events.tapped)


def _told(context: Context, form: str) -> None:
    picked = picked_place(form)
    if picked is None:
        st.caption(_("Without a place the issue is about the whole area."))
        return
    name = plain(picked.name) or f"{formats.number(picked.at[0], 5)}, {formats.number(picked.at[1], 5)}"
    what = _("Known place: {name}") if picked.site_id is not None else _("New place: {name}")
    st.markdown(f"**{what.format(name=name)}**")
    if picked.site_id is None:
        _known_around(context, form, picked)


def _known_around(context: Context, form: str, picked: Picked) -> None:
    """Places that stand there already: one of them is taken rather than a second one made."""
    latitude, longitude = picked.at
    near = neighbours(context.database, context.actor, longitude, latitude, at_most=NEIGHBOURS_SHOWN)
    if near:
        st.caption(_("Is it not one of these?"))
    for place in near:
        st.button(
            f"**{plain(place.name) or label(place.kind)}** · {formats.distance(place.distance_m)}",
            icon=KIND_SIGNS[place.kind],
            key=f"{form}-near-{place.site_id}",
            on_click=_take,
            args=(form, _neighbour(place, picked)),
            width="stretch",
        )


def _neighbour(place: Neighbour, picked: Picked) -> Picked:
    return Picked(picked.at, place.name or label(place.kind), place.site_id, place.kind)


def _memory(form: str) -> str:
    return f"{form}-picked"
