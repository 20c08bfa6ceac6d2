"""What is shown beside the map of a proposal; the address keeps what was chosen (`?show=`)."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from dashboard.components.address import code_in_address
from dashboard.language import _


class Tab(StrEnum):
    RULES = "rules"
    IMPACT = "impact"
    TREATMENT = "treatment"
    COMPARE = "compare"
    COMMENTS = "comments"
    VOTES = "votes"
    FILES = "files"


def chosen_tab() -> Tab:
    """The tab of the address, and the switch between them."""
    names = _names()
    present = present_tab()
    wanted = st.pills(
        _("What to show"),
        list(Tab),
        default=present,
        required=True,
        format_func=names.__getitem__,
        key=f"proposal-tab-{present}",
        label_visibility="collapsed",
    )
    if wanted is not None and wanted != present:
        show_tab(wanted)
        st.rerun()
    return present


def present_tab() -> Tab:
    """The tab of the address; the rules where it names none."""
    return code_in_address("show", Tab, Tab.RULES)


def show_tab(tab: Tab) -> None:
    """Let the next run of the page show this tab."""
    st.query_params["show"] = tab.value


def _names() -> dict[Tab, str]:
    return {
        Tab.RULES: _("Rules"),
        Tab.IMPACT: _("Whom it hits"),
        Tab.TREATMENT: _("Equal treatment"),
        Tab.COMPARE: _("Compare"),
        Tab.COMMENTS: _("Comments"),
        Tab.VOTES: _("Voting"),
        Tab.FILES: _("To download"),
    }
