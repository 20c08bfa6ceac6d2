"""The invitation to a meeting: words to copy into a message, and a file for a calendar."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.bodies.month import day_name
from dashboard.components.bodies.one_date import Dated
from dashboard.components.server_address import server_address
from dashboard.context import Context
from dashboard.language import _
from dashboard.navigation import address_of
from geodata.model.meetings import MeetingState


def show_invitation(context: Context, meeting: Dated) -> None:
    """A button with the invitation to a meeting that is planned; nothing for any other."""
    if meeting.state != MeetingState.PLANNED:
        return
    with st.popover(_("Invitation"), icon=":material/mail:", key=f"invitation-{meeting.id}"):
        st.caption(_("Copy it into a message. It holds no points and no names."))
        st.code(invitation_text(context, meeting), language=None, wrap_lines=True)
        file = _("Download for a calendar (.ics)")
        st.markdown(f"[{file}](/exports/meeting/{meeting.id}.ics)")


def invitation_text(context: Context, meeting: Dated) -> str:
    """Who meets, when and where, and the link to the agenda."""
    starts_at = formats.local(meeting.starts_at)
    lines = [
        _("Invitation: {body}").format(body=meeting.body),
        _("When: {day} at {time}").format(day=day_name(starts_at.date()), time=formats.clock_time(starts_at.time())),
        _("Where: {place}").format(place=meeting.place) if meeting.place else "",
        _("Agenda: {address}").format(address=server_address(context) + address_of("meeting", id=meeting.id)),
    ]
    return "\n".join(line for line in lines if line)
