"""Administration, one tab each: accounts, the city and its organisations, public picture, audit, retention."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.components.administration.accounts import show_accounts
from dashboard.components.administration.audit import show_audit
from dashboard.components.administration.organisations import ASKED, show_organisations
from dashboard.components.administration.public_picture import show_public_picture
from dashboard.components.administration.retention import show_retention
from dashboard.components.results import begin_page
from dashboard.context import Context
from dashboard.language import _
from geodata.errors import N_
from geodata.policy import Action, require

ORGANISATIONS = N_("City and organisations")
TABS: tuple[tuple[str, Callable[[Context], None]], ...] = (
    (N_("Accounts"), show_accounts),
    (ORGANISATIONS, show_organisations),
    (N_("Public picture"), show_public_picture),
    (N_("Audit"), show_audit),
    (N_("Retention"), show_retention),
)


def render(context: Context) -> None:
    """The page."""
    require(context.actor, Action.ADMINISTER)
    begin_page()
    st.title(_("Administration"))
    # A link to one organisation leads to its tab.
    first = _(ORGANISATIONS) if ASKED in st.query_params else None
    for (_title, show), tab in zip(TABS, st.tabs([_(title) for title, _show in TABS], default=first), strict=True):
        with tab:
            show(context)
