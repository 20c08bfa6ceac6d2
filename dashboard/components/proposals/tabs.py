"""What is shown beside the map of a proposal; the address keeps what was chosen (`?show=`)."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from dashboard.components.address import code_in_address
from dashboard.components.proposals.parts import screen_part
from dashboard.language import _


class Tab(StrEnum):
    RULES = "rules"
    IMPACT = "impact"
    TREATMENT = "treatment"
    COMPARE = "compare"
    COMMENTS = "comments"
    VOTES = "votes"
    FILES = "files"


# What others bring: the module and the function that shows it. A tab without its module is left out.
BROUGHT: dict[Tab, tuple[tuple[str, str], ...]] = {
    Tab.COMPARE: (("compare", "render_compare"),),
    Tab.COMMENTS: (("comments", "render_comments"), ("reviews", "render_reviews")),
    Tab.VOTES: (("steps", "render_steps"), ("votes", "render_votes")),
    Tab.FILES: (("take_away", "render_take_away"),),
}


def chosen_tab() -> Tab:
    """The tab of the address, and the switch between them."""
    names = {tab: name for tab, name in _names().items() if is_there(tab)}
    present = present_tab()
    wanted = st.pills(
        _("What to show"),
        list(names),
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
    """The tab of the address; the rules where it names none, or one that is not there."""
    asked = code_in_address("show", Tab, Tab.RULES)
    return asked if is_there(asked) else Tab.RULES


def show_tab(tab: Tab) -> None:
    """Let the next run of the page show this tab."""
    st.query_params["show"] = tab.value


def is_there(tab: Tab) -> bool:
    """Whether there is anything to show in it."""
    brought = BROUGHT.get(tab)
    return brought is None or any(screen_part(*name) is not None for name in brought)


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
