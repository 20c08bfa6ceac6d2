"""The script Streamlit runs: the frame, the navigation, one page."""

from __future__ import annotations

import streamlit as st

from dashboard.context import current_context
from dashboard.navigation import PAGES
from dashboard.shell.boundary import show_failure
from dashboard.shell.frame import begin, surround
from dashboard.shell.pages import streamlit_page
from geodata.policy import can


def main() -> None:
    """Show the page the address names."""
    begin()
    actor = current_context().actor
    # Every address stays known: who may not open a page is told so, instead of that there is none.
    menu = [streamlit_page(page, hidden=page.hidden or not can(actor, page.action)) for page in PAGES]
    shown = st.navigation(menu, expanded=True)
    surround(shown.url_path)
    shown.run()


try:
    main()
except Exception as error:  # the database went away: there is no page to blame, and nothing else to show
    show_failure(error)
