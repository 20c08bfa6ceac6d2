"""A draft is put right before it is sent. It is saved as it was when the change began, or both versions are shown."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.submissions.letter_fields import LetterFields, show_letter_fields
from dashboard.components.submissions.stale_submission import keep_both_versions
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.errors import StaleEdit
from geodata.services.submission_card import SubmissionCard
from geodata.services.submissions import change_submission


def change_letter(context: Context, present: SubmissionCard) -> None:
    """The whole page: the fields as they stood when it was opened, whatever others did since."""
    fields = LetterFields(f"change-{present.id}")
    if fields.is_new:
        _begin(fields, present)
    seen = fields.holds("seen")
    card = seen if isinstance(seen, SubmissionCard) else present
    st.title(_("Change the letter"), anchor=False)
    letter = show_letter_fields(context, fields, card.line.kind)
    guard = fields.guard()
    with st.container(horizontal=True):
        pressed = st.button(_("Save the letter"), type="primary", disabled=letter is None, key="letter-change")
        if st.button(_("Leave it as it was"), key="letter-leave"):
            _leave(fields, card)
    kept = guard.decided(pressed)
    if kept is None or letter is None:
        return
    with refusals_shown(), guard.watching():
        try:
            wanted = replace(letter, keep_personal_data=kept)
            change_submission(context.database, context.actor, card.id, card.row_version, wanted)
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            keep_both_versions(card, letter)
        _leave(fields, card)


def _begin(fields: LetterFields, card: SubmissionCard) -> None:
    line = card.line
    fields.fill("seen", card)
    fields.fill("authority", line.authority_id)
    fields.fill("basis", None if line.basis is None else line.basis.key)
    fields.fill("subject", line.subject)
    fields.fill("text", card.text)


def _leave(fields: LetterFields, card: SubmissionCard) -> None:
    del st.session_state[fields.key("text")]
    go_to("submission", id=card.id)
