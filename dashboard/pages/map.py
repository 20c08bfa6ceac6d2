"""The map: what is wrong where, with the list that follows it and the card of what was chosen."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components import map_state
from dashboard.components.day_control import show_day_control
from dashboard.components.filters import show_filters
from dashboard.components.ground_panel import show_ground_panel
from dashboard.components.page_styles import page_styles
from dashboard.components.results import begin_page
from dashboard.components.site_list import rows_wanted, show_site_list
from dashboard.components.site_panel import show_site_panel
from dashboard.components.take_away import show_take_away
from dashboard.components.text import sentence
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.map.render import show_map
from dashboard.map.spec import FeatureRef, Layer, MapSpec, View
from dashboard.shell.pages import page_link
from geodata.errors import NotFound
from geodata.model.filters import SiteFilter
from geodata.model.sites import SiteState
from geodata.services.extent import city_extent, found_extent
from geodata.services.site_card import SiteCard, site_card
from geodata.services.site_list import list_sites
from geodata.services.territory_list import list_territories

MAP_HEIGHT = 560  # pixels: with the heading and the chips it fills a laptop's screen and no more


def render(context: Context) -> None:
    """The page."""
    page_styles("signs", "map_page", "downloads")
    map_state.follow_address()
    begin_page()
    _heading(context)
    _explore(context)


def _heading(context: Context) -> None:
    everything = list_sites(context.database, context.actor, SiteFilter(), limit=0)
    st.title(_("What is wrong where, and who has it"))
    if not everything.total:
        st.info(_("There is no place on the map yet. Load a file of your own, or log the first place."))
        with st.container(horizontal=True):
            page_link("data", _("Load a file"), icon=":material/upload_file:")
            page_link("log_place", _("Log a place"), icon=":material/add_location_alt:")
        return
    states = everything.by_state
    waiting = sum(states[state] for state in (SiteState.OVERDUE, SiteState.OPEN, SiteState.WAITING))
    places = ngettext("{count} place", "{count} places", everything.total).format(
        count=f"**{formats.number(everything.total)}**"
    )
    st.container(key="map-numbers").markdown(
        _("{places} · {open} with an open issue · {overdue} overdue. Click a place on the map or in the list.").format(
            places=places,
            open=f"**{formats.number(waiting)}**",
            overdue=f"**{formats.number(states[SiteState.OVERDUE])}**",
        )
    )


@st.fragment
def _explore(context: Context) -> None:
    """Chips, map and list: a move of the map runs only this again."""
    address = map_state.address()
    chosen_total = list_sites(context.database, context.actor, address.chosen, limit=0).total
    with st.container(key="map-filters", horizontal=True, gap="small", vertical_alignment="center"):
        show_filters(list_territories(context.database, context.actor))
        take_away = st.container(key="map-take-away", horizontal=True, gap="small", width="content")
    card = _selected_site(context)
    on_map, beside = st.columns([2, 1], gap="small")
    with on_map:
        events = show_map(_spec(context, card), "map")
        show_day_control()
    if map_state.hear(events):
        st.rerun(scope="fragment")
    with take_away:  # after the map has told its view, which is a part of the address to share
        show_take_away(context.actor, address.chosen, chosen_total)
    with beside, st.container(height=MAP_HEIGHT, key="map-beside", border=False):
        selected = address.selected
        if selected is None:
            _list(context, chosen_total)
        else:
            with st.container(key="map-sheet"):
                _card(context, selected, card)


def _spec(context: Context, card: SiteCard | None) -> MapSpec:
    address = map_state.address()
    at = (card.latitude, card.longitude) if card else None
    shape = address.chosen.shape
    return MapSpec(
        view=address.view or _first_view(card),
        whole=None if address.view or card else city_extent(context.database, context.actor),
        layers=address.layers,
        chosen=address.chosen,
        day=address.day,
        selected=address.selected,
        selected_at=at,
        move=map_state.next_move(),
        drawn={"type": "Polygon", "coordinates": [[*map(list, shape), list(shape[0])]]} if shape else None,
        follows_view=True,
        draws=True,
        height=MAP_HEIGHT,
    )


def _first_view(card: SiteCard | None) -> View:
    """At the place that was asked for; without one the map begins with the whole city, or the country."""
    if card is not None:
        return View((card.latitude, card.longitude), map_state.ZOOM_OF_PLACE)
    return map_state.COUNTRY


def _selected_site(context: Context) -> SiteCard | None:
    selected = map_state.address().selected
    if selected is None or selected.layer != Layer.SITES:
        return None
    try:
        return site_card(context.database, context.actor, selected.id)
    except NotFound:
        return None


def _list(context: Context, chosen_total: int) -> None:
    address = map_state.address()
    if Layer.SITES not in address.layers:
        st.caption(_("Places are switched off. Switch a kind on in the legend of the map."))
        return
    page = list_sites(context.database, context.actor, address.chosen, box=map_state.box_in_view(), limit=rows_wanted())
    if page.total:
        show_site_list(page)
    elif chosen_total and not address.chosen.is_empty:
        _elsewhere(context, chosen_total)
    else:
        st.markdown(_("No place here. Move the map, zoom out, or clear the filters."))


def _elsewhere(context: Context, found: int) -> None:
    """What was found lies outside of the view: say so, and go there when asked."""
    told = ngettext("{count} place was found elsewhere.", "{count} places were found elsewhere.", found)
    st.markdown(told.format(count=formats.number(found)))
    box = found_extent(context.database, context.actor, map_state.address().chosen)
    if box is not None:
        st.button(
            _("Show what was found"),
            icon=":material/zoom_in_map:",
            type="primary",
            key="map-show-found",
            on_click=map_state.see,
            args=(box,),
        )


def _card(context: Context, selected: FeatureRef, card: SiteCard | None) -> None:
    st.button(
        _("Back to the list"),
        icon=":material/arrow_back:",
        type="tertiary",
        key="panel-back",
        on_click=map_state.select,
        args=(None,),
    )
    with st.container(key="map-card"):
        try:
            if selected.layer != Layer.SITES:
                show_ground_panel(context, selected)
            elif card is None:
                raise NotFound
            else:
                show_site_panel(context, card)
        except NotFound as missing:
            st.info(sentence(missing.message))
