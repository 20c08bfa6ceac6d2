"""What the reader's organisation wrote to authorities and should look at: answers that came, those that
did not, and drafts that nobody sent."""

from __future__ import annotations

import streamlit as st

from dashboard.components.submissions.rows import show_submission_rows
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.policy import Action, can
from geodata.services.submissions_waiting import submissions_waiting

SHOWN = 5  # of each; the register has the rest


def show_waiting_letters(context: Context) -> None:
    """Nothing where nothing waits, or for those who write no letters."""
    if not can(context.actor, Action.KEEP_SUBMISSION):
        return
    waiting = submissions_waiting(context.database, context.actor, limit=SHOWN)
    lines = (*waiting.answered, *waiting.overdue, *waiting.drafts)
    if not lines:
        return
    st.subheader(_("Letters to authorities"), anchor=False)
    show_submission_rows(lines, place="waiting", with_issue=False)
    page_link("submissions", _("Open the list of letters"), icon=":material/mail:")
