"""The minutes of a meeting, or its agenda as long as it is to come, to be taken away as a file."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.components.page_styles import page_styles
from dashboard.context import Context
from dashboard.language import _
from geodata.model.meetings import MeetingState
from geodata.services.meeting_card import MeetingCard
from geodata.services.minutes_export import restricted_in

FORMATS = {"docx": "Word (DOCX)", "pdf": "PDF", "txt": "Text"}


def take_minutes(context: Context, card: MeetingCard) -> None:
    """A button with the three links; twice where the points speak of restricted matters. None for a cancelled one."""
    if card.state == MeetingState.CANCELLED:
        return
    page_styles("downloads")
    is_agenda = card.state == MeetingState.PLANNED
    name = _("Take the agenda") if is_agenda else _("Take the minutes")
    with st.popover(name, icon=":material/download:", key=f"take-minutes-{card.id}"):
        if card.state == MeetingState.HELD:
            st.caption(_("A draft: the minutes are not closed yet."))
        if not restricted_in(context.database, context.actor, card.id):
            st.html(document_links(card.id, name))
            return
        whole, without = _("Whole, for members of the meeting only"), _("Without restricted matters, may be passed on")
        st.markdown(f"**{whole}**")
        st.html(document_links(card.id, whole))
        st.markdown(f"**{without}**")
        st.html(document_links(card.id, without, without_restricted=True))


def document_links(meeting_id: int, name_of_all: str, *, without_restricted: bool = False) -> str:
    """A link for each format; `name_of_all` tells those who hear the page which version they are."""
    query = "?restricted=no" if without_restricted else ""
    links = [
        f'<a class="lokality-download" download href="/exports/meeting/{meeting_id}.{ending}{query}">{name}</a>'
        for ending, name in FORMATS.items()
    ]
    return f'<nav class="lokality-downloads" aria-label="{escape(name_of_all)}">{"".join(links)}</nav>'
