"""One meeting: its program before, its minutes while it runs, what came of it after."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address, renew_address
from dashboard.components.invitation import show_invitation
from dashboard.components.meeting.closing import show_next_step, signature_phrase
from dashboard.components.meeting.desk import show_minutes
from dashboard.components.meeting.faces import Face, chosen_face
from dashboard.components.meeting.outcome import show_results
from dashboard.components.meeting.program import show_program
from dashboard.components.meeting.take_minutes import take_minutes
from dashboard.components.page_styles import page_styles
from dashboard.components.phrases import joined
from dashboard.components.results import begin_page
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.services.meeting_card import MeetingCard, meeting_card


def render(context: Context) -> None:
    """Show the meeting of the address (`?id=`), with the face of the address (`?face=`)."""
    begin_page()
    page_styles("meeting")
    renew_address()
    meeting_id = number_in_address("id")
    if meeting_id is None:
        st.title(_("Meeting"))
        st.info(_("No meeting is chosen. Open one from the calendar."))
        page_link("meetings", _("Open the calendar"), icon=":material/groups:")
        return
    card = meeting_card(context.database, context.actor, meeting_id)
    _heading(card)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        face = chosen_face(card)
        show_next_step(context, card)
        take_minutes(context, card)
        show_invitation(context, card)
    match face:
        case Face.PROGRAM:
            show_program(context, card)
        case Face.MINUTES:
            show_minutes(context, card.id)
        case Face.RESULTS:
            show_results(context, card)


def _heading(card: MeetingCard) -> None:
    st.title(plain(card.body), anchor=False)
    when = f"**{formats.moment(card.starts_at)}**"
    state = joined(label(card.state), signature_phrase(card))
    st.markdown(joined(when, state, plain(card.place), label(card.body_kind), plain(card.slot)))
    page_link("meetings", _("All meetings of this body"), icon=":material/groups:", body=card.body_id)
