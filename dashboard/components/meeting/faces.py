"""The three faces of a meeting: before it, while it runs, and after it."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from dashboard.components.address import code_in_address
from dashboard.language import _
from geodata.model.meetings import MeetingState
from geodata.services.meeting_card import MeetingCard


class Face(StrEnum):
    PROGRAM = "program"
    MINUTES = "minutes"
    RESULTS = "results"


OF_STATE: dict[MeetingState, Face] = {
    MeetingState.PLANNED: Face.PROGRAM,
    MeetingState.HELD: Face.MINUTES,
    MeetingState.CLOSED: Face.RESULTS,
    MeetingState.SIGNED: Face.RESULTS,
    MeetingState.CANCELLED: Face.PROGRAM,
}


def chosen_face(card: MeetingCard) -> Face:
    """The face of the address (`?face=`), else the one that fits the state; and the switch between them."""
    names = {
        Face.PROGRAM: _("Program"),
        Face.MINUTES: _("Minutes"),
        Face.RESULTS: _("Results"),
    }
    present = code_in_address("face", Face, OF_STATE[card.state])
    wanted = st.segmented_control(
        _("What to show"),
        list(Face),
        default=present,
        required=True,
        format_func=names.__getitem__,
        key=f"face-{card.id}-{present}",
        label_visibility="collapsed",
    )
    if wanted is not None and wanted != present:
        show_face(wanted)
        st.rerun()
    return present


def show_face(face: Face) -> None:
    """Let the next run of the page show this face."""
    st.query_params["face"] = face.value
