"""Zone proposals: where each is on its way, first those that wait for the reader; and the bylaws in force."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from dashboard.components.address import renew_address
from dashboard.components.list_pills import chosen_list
from dashboard.components.page_styles import page_styles
from dashboard.components.proposals.bylaws import render_bylaws
from dashboard.components.proposals.new_proposal import new_proposal_button
from dashboard.components.proposals.rows import show_proposal_rows
from dashboard.components.proposals.waiting import waiting_first
from dashboard.components.results import begin_page
from dashboard.context import Context
from dashboard.language import _
from geodata.policy import Action, can
from geodata.services.proposals import list_proposals


class Tab(StrEnum):
    PROPOSALS = "proposals"
    BYLAWS = "bylaws"


def render(context: Context) -> None:
    """Show the list of the address (`?filter=bylaws`: what is in force)."""
    begin_page()
    page_styles("proposals")
    renew_address()
    st.title(_("Zone proposals"), anchor=False)
    if _tab() == Tab.BYLAWS:
        render_bylaws(context)
    else:
        _proposals(context)


def _tab() -> Tab:
    names = {Tab.PROPOSALS: _("Proposals"), Tab.BYLAWS: _("Bylaws in force")}
    return chosen_list(names, Tab.PROPOSALS, key="proposals-tab")


def _proposals(context: Context) -> None:
    new_proposal_button(context)
    rows = list_proposals(context.database, context.actor)
    if not rows and can(context.actor, Action.KEEP_PROPOSAL):
        st.info(_("There is no proposal yet. Press “New proposal”: you give it a title and then add its zones."))
    elif not rows:
        st.info(_("There is no proposal yet. Once one is submitted, you read here whom it hits and why."))
    show_proposal_rows(context, waiting_first(context.actor, rows))
