"""Minutes from paper: a text or document is read, each proposal checked beside it, and all kept at once."""

from __future__ import annotations

import streamlit as st

from dashboard.components.page_styles import page_styles
from dashboard.components.paper.kept_drafts import kept_drafts
from dashboard.components.paper.reading import DRAFT, show_entry
from dashboard.components.paper.steps import show_steps
from dashboard.components.results import begin_page
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.policy import Action, require


def render(context: Context) -> None:
    """Show the way in, or the check of the draft that the address names (`?draft=`)."""
    require(context.actor, Action.KEEP_MEETING)
    begin_page()
    page_styles("meeting", "paper_minutes")
    st.title(_("Minutes from paper"), anchor=False)
    page_link("meetings", _("Back to the calendar"), icon=":material/groups:")
    token = st.query_params.get(DRAFT, "")
    draft = kept_drafts(context.database).find(context.actor.account_id, token)
    if draft is not None:
        show_steps(context, draft)
        return
    if token:
        st.info(_("This check is not kept any more. Paste the minutes again."))
    show_entry(context)
