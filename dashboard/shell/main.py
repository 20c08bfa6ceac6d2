"""The script Streamlit runs: the frame, the navigation, one page."""

from __future__ import annotations

import streamlit as st

from dashboard.navigation import PAGES
from dashboard.shell.boundary import show_failure
from dashboard.shell.frame import begin, surround
from dashboard.shell.pages import streamlit_page


def main() -> None:
    """Show the page the address names."""
    begin()
    shown = st.navigation([streamlit_page(page) for page in PAGES], expanded=True)
    surround(shown.url_path)
    shown.run()


try:
    main()
except Exception as error:  # the database went away: there is no page to blame, and nothing else to show
    show_failure(error)
