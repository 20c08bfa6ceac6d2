"""The letters to authorities about an issue, and the button that begins another."""

from __future__ import annotations

import streamlit as st

from dashboard.components.submissions.rows import show_submission_rows
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.policy import Action, can
from geodata.services.issue_card import IssueCard


def write_button(context: Context, card: IssueCard) -> None:
    """To the desk where a letter is written; not there for those who may not write any."""
    if not can(context.actor, Action.KEEP_SUBMISSION):
        return
    if st.button(_("Write to an authority"), icon=":material/mail:", key=f"write-letter-{card.id}"):
        go_to("submission", issue=card.id)


def show_letters(card: IssueCard) -> None:
    """Whom it was written to, and what came of it."""
    if card.submissions:
        st.subheader(_("Letters to authorities"), anchor=False)
        show_submission_rows(card.submissions, place="issue", with_issue=False)
