"""The pages as Streamlit knows them, and links between them. Pages know each other only by their keys."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.context import current_context
from dashboard.language import _
from dashboard.navigation import BY_KEY, PAGES, Page
from dashboard.shell.boundary import show_failure


def streamlit_page(page: Page, hidden: bool | None = None) -> StreamlitPage:
    """The page for `st.navigation`; equal to any other made from the same one. `hidden`: not in this person's menu."""
    return st.Page(
        _guarded(page),
        title=_(page.title),
        icon=page.icon,
        url_path=page.address,
        default=page is PAGES[0],
        visibility="hidden" if (page.hidden if hidden is None else hidden) else "visible",
    )


def _guarded(page: Page) -> Callable[[], None]:
    def show() -> None:
        try:
            page.render(current_context())
        except Exception as error:
            show_failure(error)

    return show


def page_link(key: str, label: str, *, icon: str | None = None, **parameters: str | int) -> None:
    """A link to a page, with the query it is to open with (`page_link("site", name, id=7)`)."""
    query = {name: str(value) for name, value in parameters.items()}
    st.page_link(streamlit_page(BY_KEY[key]), label=label, icon=icon, query_params=query or None)


def go_to(key: str, **parameters: str | int) -> None:
    """Leave this page for another, now."""
    query = {name: str(value) for name, value in parameters.items()}
    st.switch_page(streamlit_page(BY_KEY[key]), query_params=query or None)
