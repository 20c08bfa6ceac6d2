"""What was agreed before an event, and how it was evaluated."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import paragraphs
from dashboard.language import _
from geodata.services.emergency_board import EmergencyBoard


def show_agreed(board: EmergencyBoard) -> None:
    """The evaluation stands open; what was agreed is folded, so that what happens now comes first."""
    if board.evaluation:
        st.subheader(_("Evaluation"), anchor=False)
        st.markdown(paragraphs(board.evaluation))
    if board.agreed:
        with st.expander(_("What was agreed before")):
            st.markdown(paragraphs(board.agreed))
