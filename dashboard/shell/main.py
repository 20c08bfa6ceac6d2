"""The script Streamlit runs: the frame, the navigation, one page."""

from __future__ import annotations

import streamlit as st

from dashboard.context import current_context
from dashboard.navigation import BY_KEY, PAGES
from dashboard.shell.boundary import show_failure
from dashboard.shell.frame import begin, surround
from dashboard.shell.pages import go_to, streamlit_page
from geodata.policy import can


def main() -> None:
    """Show the page the address names."""
    begin()
    actor = current_context().actor
    # Every address stays known: who may not open a page is told so, instead of that there is none.
    menu = [streamlit_page(page, hidden=page.hidden or not can(actor, page.action)) for page in PAGES]
    shown = st.navigation(menu, expanded=True)
    if actor.views_as and shown.url_path == BY_KEY["administration"].address:
        go_to("overview")  # who has just begun to look as somebody else stands there still, and would be refused
    surround(shown.url_path)
    shown.run()


try:
    main()
except Exception as error:  # the database went away: there is no page to blame, and nothing else to show
    show_failure(error)
