"""Meetings as a list: each line opens its meeting."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.model.meetings import MeetingState
from geodata.services.meeting_list import MeetingRow


def show_meeting_rows(rows: Sequence[MeetingRow], otherwise: str, *, prepared: bool = False) -> None:
    """One link and one line of facts for each meeting, or the sentence for none. `prepared`: the way to the agenda."""
    if not rows:
        st.caption(otherwise)
    for row in rows:
        with st.container(gap=None, key=f"row-meeting-{row.id}"):
            page_link(
                "meeting", f"**{formats.moment(row.starts_at)}** {plain(row.body)}", icon=_sign(row.state), id=row.id
            )
            points = ngettext("{count} point", "{count} points", row.points).format(count=row.points)
            state = label(row.state) if row.state != MeetingState.PLANNED else formats.age(row.starts_at)
            st.caption(joined(state, plain(row.place), points))
            if prepared and row.state == MeetingState.PLANNED:
                page_link("meeting", _("Prepare the agenda"), icon=":material/checklist:", id=row.id, face="program")


def _sign(state: MeetingState) -> str:
    return {
        MeetingState.PLANNED: ":material/event:",
        MeetingState.HELD: ":material/event_available:",
        MeetingState.CLOSED: ":material/lock:",
        MeetingState.SIGNED: ":material/signature:",
        MeetingState.CANCELLED: ":material/event_busy:",
    }[state]
