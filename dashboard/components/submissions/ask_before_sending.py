"""A letter that was sent is never changed again: what was filled in is shown once more before it is noted."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import formats
from dashboard.components.facts import show_facts
from dashboard.components.forms import client_id
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _
from geodata.services.submission_card import SubmissionCard
from geodata.services.submission_steps import Sending


def sure_to_send(card: SubmissionCard, sending: Sending, sent_on: date, due_on: date | None) -> bool:
    """The button of the form and, once it was pressed, the question; True when the writer says that it is so.

    `due_on` is the day until which an answer is waited for, by the rule or as it was chosen.
    """
    asked = f"letter-send-asked-{client_id()}"  # of this form: the next one asks again
    if not st.session_state.get(asked):
        st.button(_("Save"), type="primary", key="letter-save", on_click=_put, args=(asked, True))
        return False
    with st.container(border=True, key="letter-send-question"):
        question = _("Note that the letter was sent?")
        st.markdown(f"**{question}**")
        show_facts(_what_follows(card, sending, sent_on, due_on), "letter-send-question")
        st.caption(_("From then on its text, places and addresses stay as they are now."))
        with st.container(horizontal=True):
            sure = st.button(_("Yes, it was sent"), type="primary", key="letter-send-sure")
            st.button(_("Not yet"), key="letter-send-not-yet", on_click=_put, args=(asked, False))
    return sure


def _put(key: str, asked: bool) -> None:
    st.session_state[key] = asked


def _what_follows(card: SubmissionCard, sending: Sending, sent_on: date, due_on: date | None) -> list[tuple[str, str]]:
    theirs = sending.reference.strip()
    return [
        (_("To"), plain(card.authority_name)),
        (_("Sent"), f"{formats.day(sent_on)}, {label(sending.way).lower()}"),
        (_("Our reference"), plain(card.our_reference)),
        *([(_("Their reference number"), plain(theirs))] if theirs else []),
        (_("Answer due"), _("no day is set for it") if due_on is None else formats.day(due_on)),
    ]
