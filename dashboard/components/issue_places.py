"""The places an issue is about: each a link, and a form that says of one more, or of one less."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.phrases import joined, site_name
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.issues import OPEN_STATUSES
from geodata.model.sites import SiteKind
from geodata.policy import Action, can
from geodata.services.issue_card import IssueCard
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.references import SiteRef
from geodata.services.search import SHORTEST_TEXT, Hit, HitKind, search_everything

_FOUND_AT_MOST = 12


def show_places(context: Context, card: IssueCard) -> None:
    """The places; while the issue is open, who leads it may add one that is known already, or take one off."""
    st.subheader(_("Places"), anchor=False)
    for site in card.sites:
        page_link("site", plain(site_name(site)), icon=KIND_SIGNS[site.kind], id=site.id)
    if not card.sites:
        st.caption(_("This issue is about no particular place."))
    if card.status in OPEN_STATUSES and can(context.actor, Action.ADVANCE_ISSUE):
        with st.container(horizontal=True, gap="small"):
            add, remove = partial(_add, context), partial(_remove, context)
            form_button(_("Add a place"), f"place-{card.id}", card, add, icon=":material/add_location_alt:")
            if card.sites:
                form_button(_("Take a place off"), f"unplace-{card.id}", card, remove, icon=":material/location_off:")


def _add(context: Context, card: IssueCard) -> None:
    text = st.text_input(_("Which place"), placeholder=_("Name or address"), key="place-text")
    if not text or len(text.strip()) < SHORTEST_TEXT:
        st.caption(_("Write a part of its name or address. A place that is not on the map yet is logged first."))
        return
    present = {site.id for site in card.sites}
    found = search_everything(context.database, context.actor, text, _FOUND_AT_MOST)
    sites = [hit for hit in found if hit.kind == HitKind.SITE and hit.id not in present]
    if not sites:
        st.caption(_("No other place is called so. Try a part of the name, or log the place first."))
        return
    chosen = st.radio(_("Found"), sites, format_func=_hit_name, index=None, key="place-chosen")
    if _is_saved("place", chosen) and chosen is not None:
        _save(partial(link_site, context.database, context.actor, card.id, chosen.id))


def _remove(context: Context, card: IssueCard) -> None:
    chosen = st.radio(_("Which place"), card.sites, format_func=_site_name, index=None, key="unplace-chosen")
    st.caption(_("That the issue was about it stays in its story."))
    if _is_saved("unplace", chosen) and chosen is not None:
        _save(partial(unlink_site, context.database, context.actor, card.id, chosen.id))


def _is_saved(form: str, chosen: object) -> bool:
    return st.button(_("Save"), type="primary", disabled=chosen is None, key=f"{form}-save")


def _save(change: Callable[[], None]) -> None:
    with refusals_shown():
        change()
        tell_after_rerun(_("Saved."))
        close_form()
        st.rerun()


def _site_name(site: SiteRef) -> str:
    return plain(site_name(site))


def _hit_name(hit: Hit) -> str:
    kind = label(hit.detail) if isinstance(hit.detail, SiteKind) else ""
    return joined(plain(hit.title) or kind, kind)
