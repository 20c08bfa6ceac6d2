"""The next step of an event: it begins, it ends, it is evaluated."""

from __future__ import annotations

import streamlit as st

from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.language import _
from geodata.model.emergencies import EmergencyState
from geodata.policy import Action, can
from geodata.services.emergencies import PROSE_AT_MOST, lead_emergency_on
from geodata.services.emergency_board import EmergencyBoard
from geodata.workflow import EMERGENCY_TRANSITIONS


def show_leading(context: Context, board: EmergencyBoard) -> None:
    """The buttons that lead the event on, for the staff."""
    if not can(context.actor, Action.KEEP_EMERGENCY):
        return
    names = {
        EmergencyState.UNDER_WAY: _("Start the event"),
        EmergencyState.OVER: _("End the event"),
        EmergencyState.EVALUATED: _("Evaluate the event"),
    }
    evaluation = ""
    if board.state == EmergencyState.OVER:
        evaluation = st.text_area(
            _("What went well, what is to be done otherwise"), max_chars=PROSE_AT_MOST, key="emergency-evaluation"
        )
    guard = PersonalDataGuard("evaluation", {"evaluation": "emergency-evaluation"})
    wanted = None
    with st.container(horizontal=True):
        for state in EMERGENCY_TRANSITIONS[board.state]:
            if st.button(names[state], key=f"emergency-to-{state}"):
                wanted = state
    kept = guard.decided(wanted is not None)
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        to = wanted or EmergencyState.EVALUATED
        words = evaluation if to == EmergencyState.EVALUATED else ""
        lead_emergency_on(
            context.database, context.actor, board.id, board.row_version, to, words, keep_personal_data=kept
        )
        tell_after_rerun(_("The event was led on."))
        st.rerun()
