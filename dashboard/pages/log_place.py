"""Log a place: what, where, what it is like, photos and a note; or a visit of a place that is known."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.lasting_press import answered, lasting_button
from dashboard.components.page_styles import page_styles
from dashboard.components.patrols.under import patrol_field
from dashboard.components.photo_fields import photo_fields
from dashboard.components.place_form import (
    client_id,
    form_name,
    kind_tiles,
    name_field,
    next_form,
    note_field,
    observation,
    personal_data_guard,
    seen_fields,
    sensitivity_field,
    step,
)
from dashboard.components.place_position import Placed, known_places, position_fields
from dashboard.components.results import refusals_shown
from dashboard.components.site_panel import facts
from dashboard.components.text import plain, sentence
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext, translate
from dashboard.shell.pages import page_link
from geodata.errors import NotFound
from geodata.model.sites import SiteKind
from geodata.policy import Action, require
from geodata.services.logged_places import LoggedPlace, log_place, log_visit
from geodata.services.site_card import SiteCard, site_card
from geodata.services.sites import NewSite

_SAVED = "log-saved"


@dataclass(frozen=True, slots=True)
class Saved:
    """What the last form became."""

    place: LoggedPlace
    is_visit: bool


def render(context: Context) -> None:
    """The form, or what became of the last one."""
    require(context.actor, Action.LOG_SITE)
    page_styles("signs", "log_place")
    _page(context)


@st.fragment
def _page(context: Context) -> None:
    """All of it: a tap on the map runs this again and nothing around it."""
    saved: Saved | None = st.session_state.get(_SAVED)
    if saved is not None:
        _show_saved(context, saved)
        return
    site_id = number_in_address("site")
    if site_id is None:
        _new_place(context)
        return
    try:
        card = site_card(context.database, context.actor, site_id)
    except NotFound as missing:
        st.info(sentence(missing.message))
        _new_place(context)
        return
    _visit(context, card)


def _new_place(context: Context) -> None:
    form = form_name()
    st.title(_("Log a place"))
    st.caption(_("Without a signal? [The app for the street](/terrain) works offline once it was opened with one."))
    step(1, _("What is it?"))
    kind = kind_tiles(form)
    step(2, _("Where is it?"))
    placed = position_fields(context, form, kind)
    if kind is None:
        st.caption(_("Choose what it is, then come the few questions about it."))
        return
    if placed is not None:
        known_places(context, form, kind, placed)
    step(3, _("What is it like?"))
    seen = seen_fields(form, kind)
    step(4, _("Photos and a note"))
    photos = photo_fields(context, form)
    name = name_field(form)
    note = note_field(form)
    sensitivity = sensitivity_field(context.actor, form)
    patrol_id = patrol_field(context, form)
    guard = personal_data_guard(form, kind)
    kept = guard.decided(_save_button(form))
    if kept is None:
        return
    answered(f"{form}-save")
    if placed is None:
        st.warning(_("One thing is missing: where it is. Tap the map in step 2, or enter an address."))
        return
    with refusals_shown(), guard.watching():
        new = NewSite(
            kind=kind,
            longitude=placed.at[1],
            latitude=placed.at[0],
            observation=observation(form, seen, note, kept, patrol_id),
            name=name or _name_of(kind, placed),
            address=placed.address,
            sensitivity=sensitivity,
            client_id=client_id(form),
        )
        place = log_place(context.database, context.actor, context.settings.photo_directory, new, photos)
        _finish(Saved(place, is_visit=False))


def _name_of(kind: SiteKind, placed: Placed) -> str:
    """A place has to be called something in lists; its address says it best."""
    return placed.address or label(kind)


def _visit(context: Context, card: SiteCard) -> None:
    form = f"{form_name()}-{card.id}"
    st.title(_("Record a visit"))
    with st.container(border=True, key=f"sign-{card.kind.value}-visited"):
        st.markdown(f"## {plain(card.name) or label(card.kind)}")
        st.markdown("  \n".join(facts(card)))
    st.button(_("It is another place"), type="tertiary", key=f"{form}-another", on_click=_leave_visit)
    step(1, _("What is it like?"))
    seen = seen_fields(form, card.kind, card.condition, card.details)
    step(2, _("Photos and a note"))
    photos = photo_fields(context, form)
    note = note_field(form)
    patrol_id = patrol_field(context, form)
    guard = personal_data_guard(form, card.kind)
    kept = guard.decided(_save_button(form))
    if kept is None:
        return
    answered(f"{form}-save")
    with refusals_shown(), guard.watching():
        directory = context.settings.photo_directory
        visit = observation(form, seen, note, kept, patrol_id)
        place = log_visit(context.database, context.actor, directory, card.id, visit, photos)
        _finish(Saved(place, is_visit=True))


def _save_button(form: str) -> bool:
    with st.container(key="log-save"):
        return lasting_button(_("Save"), f"{form}-save", icon=":material/check:", width="stretch")


def _finish(saved: Saved) -> None:
    st.session_state[_SAVED] = saved
    next_form()
    st.rerun()


def _leave_visit() -> None:
    st.query_params.pop("site", None)


def _another() -> None:
    st.session_state.pop(_SAVED, None)
    _leave_visit()


def _show_saved(context: Context, saved: Saved) -> None:
    card = site_card(context.database, context.actor, saved.place.site_id)
    st.title(_("The visit is recorded.") if saved.is_visit else _("The place is on the map."))
    with st.container(border=True, key=f"sign-{card.kind.value}-saved"):
        st.markdown(f"## {plain(card.name) or label(card.kind)}")
        st.markdown("  \n".join(facts(card)))
        if saved.place.photos:
            number = saved.place.photos
            st.markdown(ngettext("{count} photo added", "{count} photos added", number).format(count=number))
    if saved.place.refused:
        st.warning(_("Everything is recorded, but not all of the photos:"))
        for name, reason in saved.place.refused:
            st.text(f"{name}: {translate(reason)}")
    if saved.place.patrol_left_out:
        st.warning(_("It is recorded, but not under the patrol: that is over, or you did not see it today."))
    with st.container(horizontal=True, vertical_alignment="center", key="log-after"):
        st.button(_("Log another"), type="primary", icon=":material/add_location_alt:", on_click=_another)
        page_link("site", _("Open the place"), icon=":material/open_in_full:", id=card.id)
        page_link("map", _("Show on the map"), icon=":material/map:", site=card.id)
