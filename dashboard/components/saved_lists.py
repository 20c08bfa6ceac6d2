"""Lists that the reader wants to find again: buttons above the list, and the form that keeps one more."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.narrowed_list import narrow_to
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.policy import Action, can
from geodata.services.saved_filters import (
    NAME_AT_MOST,
    ListChoice,
    SavedFilterRow,
    list_saved_filters,
    remove_saved_filter,
    save_filter,
)

TEXT_KEY, TOPIC_KEY = "issue-text", "issue-topic"


def show_saved_lists(context: Context) -> None:
    """A button for each kept list. Drawn before the fields of the list, which it fills in."""
    kept = list_saved_filters(context.database, context.actor)
    if not kept:
        return
    with st.container(horizontal=True, gap="small", key="saved-lists"):
        for one in kept:
            name, key = plain(one.name), f"saved-{one.id}"
            st.button(name, icon=":material/bookmark:", key=key, on_click=_open, args=(one.choice,))


def keep_list_button(context: Context, present: ListChoice) -> None:
    """The button that keeps the present list, and forgets kept ones."""
    if can(context.actor, Action.KEEP_ACCOUNT):
        form = partial(_form, context)
        form_button(_("Keep this list"), "keep-list", present, form, icon=":material/bookmark_add:", kind="tertiary")


def _open(choice: ListChoice) -> None:
    st.query_params["filter"] = choice.view.value
    narrow_to(choice.body_id, choice.site_id)
    st.query_params["as"] = "board" if choice.as_board else "list"
    st.session_state[TEXT_KEY], st.session_state[TOPIC_KEY] = choice.text, choice.topic


def _form(context: Context, present: ListChoice) -> None:
    st.caption(_("Kept are the list, its topic, its cell or place, and what you search for. Only you see the button."))
    name = st.text_input(_("Name"), max_chars=NAME_AT_MOST, key="saved-name")
    guard = PersonalDataGuard("saved", {"name": "saved-name"})
    kept = guard.decided(st.button(_("Save"), type="primary", key="saved-save"))
    if kept is not None:
        with refusals_shown(), guard.watching():
            save_filter(context.database, context.actor, name, present, keep_personal_data=kept)
            tell_after_rerun(_("Saved."))
            close_form()
            st.rerun()
    for one in list_saved_filters(context.database, context.actor):
        _forget_button(context, one)


def _forget_button(context: Context, one: SavedFilterRow) -> None:
    forget = _("Forget “{name}”").format(name=plain(one.name))
    if st.button(forget, icon=":material/bookmark_remove:", type="tertiary", key=f"forget-{one.id}"):
        with refusals_shown():
            remove_saved_filter(context.database, context.actor, one.id)
            st.rerun(scope="fragment")
