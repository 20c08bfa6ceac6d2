"""Who is signed in: the name and the way out in the menu, and a banner while one is not oneself."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.application import application
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.navigation import address_of
from geodata.model.people import Actor, Role
from geodata.services.organisations import organisation_name
from geodata.services.sessions import view_as_oneself


def show_visitor(context: Context) -> None:
    """Name, roles, organisation; the account and signing out."""
    actor = context.actor
    who = " · ".join(part for part in (roles_of(actor), organisation_name(context.database, actor)) if part)
    links = {address_of("account"): _("My account"), "/auth/sign-out": _("Sign out")}
    shown = "".join(f'<a href="{href}" target="_self">{escape(words)}</a>' for href, words in links.items())
    st.sidebar.html(f'<div class="lokality-visitor"><b>{escape(actor.name)}</b><span>{escape(who)}</span>{shown}</div>')


def show_banner(context: Context) -> None:
    """Above every page: that the city is invented, or that an administrator looks through another's eyes."""
    if context.actor.views_as:
        _view_as_banner(context)
    elif application().is_demo:
        words = _("Demo: everything here is invented. You are: {role}.").format(role=roles_of(context.actor))
        change = _("Change the role")
        link = f'<a href="/auth/sign-out" target="_self">{escape(change)}</a>'
        st.html(f'<div class="lokality-banner" role="note">{escape(words)} {link}</div>')


def _view_as_banner(context: Context) -> None:
    with st.container(key="view-as-banner", horizontal=True, vertical_alignment="center"):
        organisation = organisation_name(context.database, context.actor) or _("no organisation")
        words = _("You look as: {role}, {organisation}. You can read and change nothing.")
        st.markdown(words.format(role=roles_of(context.actor), organisation=plain(organisation)))
        st.button(_("Be yourself again"), icon=":material/undo:", on_click=_be_oneself, args=(context,))


def _be_oneself(context: Context) -> None:
    if context.session is not None:
        view_as_oneself(context.database, context.session)
        application().door.forget()


def roles_of(actor: Actor) -> str:
    """The roles in words, in the order of the policy's table."""
    return ", ".join(label(role) for role in Role if role in actor.roles)
