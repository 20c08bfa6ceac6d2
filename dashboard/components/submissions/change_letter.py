"""A draft is put right before it is sent; each field is saved as soon as it is left."""

from __future__ import annotations

import streamlit as st

from dashboard.components.submissions.letter_desk import show_desk
from dashboard.components.submissions.letter_fields import LetterFields
from dashboard.components.submissions.letter_keeping import About, LetterKeeping
from dashboard.components.submissions.other_words import show_both_letters, show_left_words
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.model.submissions import SubmissionState
from geodata.services.submission_card import SubmissionCard


def change_letter(context: Context, present: SubmissionCard) -> bool:
    """The whole page; False where the letter cannot be changed and nothing of it was left typed."""
    fields = LetterFields(f"change-{present.id}")
    kind = present.line.kind
    about = About(present.line.issue.id, present.line.previous_id)
    fields.fill("about", about)  # should the draft be taken back meanwhile
    keeping = LetterKeeping(fields, about, lambda: kind)
    if present.line.state != SubmissionState.DRAFT or not present.may_keep:
        show_left_words(keeping, present)
        return False
    st.title(_("Change the letter"), anchor=False)
    if fields.is_new and not keeping.overtaken:
        keeping.read(present)
    if keeping.overtaken:
        show_both_letters(context, keeping, present)
        return True
    show_desk(context, keeping, kind, "letter-change", present.line.organisation_id)
    if st.button(_("Back to the letter"), key="letter-leave"):
        go_to("submission", id=present.id)
    return True
