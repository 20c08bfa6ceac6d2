"""What surrounds every page: the city, the language, the button a phone always has at hand."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from dashboard.application import application
from dashboard.components.page_styles import page_styles
from dashboard.components.search import search_box
from dashboard.components.upload_words import translate_upload_fields
from dashboard.context import current_context
from dashboard.language import LANGUAGE_COOKIE, LANGUAGES, SESSION_KEY, _, current_language, known_language
from dashboard.shell.pages import page_link
from dashboard.shell.visitor import show_banner, show_visitor
from geodata.policy import Action, can
from geodata.services.city import city_name

STATIC = Path(__file__).resolve().parents[1] / "static" / "shell"


def begin() -> None:
    """The first lines of every run: the tab's title, our few styles, the language of this browser."""
    st.set_page_config(page_title="Lokality", page_icon=str(STATIC / "sign.svg"), layout="wide")
    st.html(STATIC / "shell.css")
    st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "sign.svg"))
    if SESSION_KEY not in st.session_state:
        chosen = known_language(st.context.cookies.get(LANGUAGE_COOKIE))
        st.session_state[SESSION_KEY] = chosen or application().settings.language


def surround(shown: str) -> None:
    """Search and language at the top, the city in the menu, "Log a place" for phones; `shown` is the page's address."""
    for code in LANGUAGES.keys() - {current_language()}:
        name = f"<span>{LANGUAGES[code]}</span><b>{code.upper()}</b>"  # the short one on a phone
        link = f'<a href="/language/{code}" target="_self" lang="{code}" hreflang="{code}">{name}</a>'
        st.html(f'<nav class="lokality-language">{link}</nav>')
    page_styles("search")
    translate_upload_fields()
    context = current_context()
    search_box(context, shown)
    show_banner(context)
    name, fictional = city_name(context.database, context.actor)
    note = _("A fictional city with invented records.") if fictional else ""
    st.sidebar.html(f'<div class="lokality-city"><b>{escape(name)}</b>{escape(note)}</div>')
    show_visitor(context)
    if shown != "log-place" and can(context.actor, Action.LOG_SITE):
        with st.container(key="log-place-at-hand"):
            page_link("log_place", _("Log a place"), icon=":material/add_location_alt:")
