"""Usual answers, put into the field of the note, where they are finished before anything is saved."""

from __future__ import annotations

import streamlit as st

from dashboard.language import _
from geodata.model.issues import IssueStatus, IssueTopic, RefusalReason
from geodata.model.usual_answers import usual_answers

_SHOWN = 70  # characters of an answer on its button


def offer_answers(wanted: IssueStatus, topic: IssueTopic, reason: RefusalReason | None, note_key: str) -> None:
    """Buttons that begin the note while it is empty; what somebody wrote is never replaced."""
    if str(st.session_state.get(note_key, "")).strip():
        return
    for place, answer in enumerate(usual_answers(wanted, topic, reason)):
        text = _(answer)
        st.button(
            text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…",
            icon=":material/edit_note:",
            type="tertiary",
            help=_("Put this into the note and finish it"),
            key=f"usual-{place}",
            on_click=_begin,
            args=(note_key, text),
        )


def _begin(note_key: str, text: str) -> None:
    st.session_state[note_key] = text
