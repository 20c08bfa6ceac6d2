"""A long list, turned page by page; the address remembers where one is (`?from=`)."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.language import _

_FURTHEST = 100_000  # nobody turns so many pages by hand


def first_shown(key: str, chosen: object) -> int:
    """How many rows of the list of this key stand before the page that is shown.

    `chosen` is what was typed and chosen on the page to narrow it: where that changed, the list begins anew.
    """
    name = f"{key}-paged"
    if st.session_state.setdefault(name, chosen) != chosen:
        st.session_state[name] = chosen
        st.query_params.pop("from", None)
    return min(number_in_address("from") or 0, _FURTHEST)


def turn_pages(key: str, first: int, total: int, at_once: int) -> None:
    """The two buttons and where one is; nothing where everything is on one page. Past the end: the last page."""
    if first >= total > 0:
        _show_from((total - 1) // at_once * at_once)
    if total <= at_once and first == 0:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Previous"), icon=":material/chevron_left:", disabled=first == 0, key=f"{key}-previous"):
            _show_from(max(first - at_once, 0))
        last = min(first + at_once, total)
        st.markdown(_("{first}–{last} of {total}").format(first=first + 1, last=last, total=formats.number(total)))
        if st.button(_("Next"), icon=":material/chevron_right:", disabled=last >= total, key=f"{key}-next"):
            _show_from(first + at_once)


def _show_from(first: int) -> None:
    if first:
        st.query_params["from"] = str(first)
    else:
        st.query_params.pop("from", None)
    st.rerun()
