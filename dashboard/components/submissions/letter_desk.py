"""Where a letter is written: its fields, whether it is saved, what is still to be filled in."""

from __future__ import annotations

import streamlit as st

from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.submissions.gaps import show_gaps
from dashboard.components.submissions.letter_fields import show_letter_fields
from dashboard.components.submissions.letter_keeping import LetterKeeping
from dashboard.components.submissions.missing_addresses import show_missing_addresses
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.errors import NotFound, StaleEdit
from geodata.model.submissions import SubmissionKind


def show_desk(
    context: Context, keeping: LetterKeeping, kind: SubmissionKind, button: str, sender_id: int | None
) -> None:
    """The fields and the button of this key; pressing it keeps the letter and opens its page.

    `sender_id` is the organisation in whose name it goes.
    """
    fields = keeping.fields
    show_letter_fields(context, fields, kind, keeping.field_left)
    keeping.show()
    show_gaps(f"{fields.holds('subject')}\n{fields.holds('text')}")
    authority_id = fields.holds("authority")
    show_missing_addresses(context, authority_id if isinstance(authority_id, int) else None, sender_id)
    guard = fields.guard()
    pressed = st.button(_("Save the letter"), type="primary", disabled=fields.letter(kind) is None, key=button)
    reason = guard.decided(pressed)
    if reason is None:
        return
    with refusals_shown(), guard.watching():
        try:
            kept = keeping.keep(reason)
        except (StaleEdit, NotFound):
            if keeping.kept is None:
                raise
            fields.fill("overtaken", True)
            st.rerun()
        if kept is not None:
            tell_after_rerun(_("The letter is saved. Take it, have it signed, and note when it was sent."))
            fields.empty()  # the next letter begins anew
            go_to("submission", id=kept.submission_id)
