"""The next step of an event: it begins, it ends, it is evaluated."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.language import _
from geodata.model.emergencies import EmergencyState
from geodata.policy import Action, can
from geodata.services.emergencies import PROSE_AT_MOST, lead_emergency_on
from geodata.services.emergency_board import EmergencyBoard
from geodata.workflow import EMERGENCY_TRANSITIONS

_SIGNS = {
    EmergencyState.UNDER_WAY: ":material/play_arrow:",
    EmergencyState.OVER: ":material/stop:",
    EmergencyState.EVALUATED: ":material/task_alt:",
}


def show_leading(context: Context, board: EmergencyBoard, *, is_first: bool) -> None:
    """The buttons that lead the event on, for the staff. `is_first`: before and after the event they come first."""
    if not can(context.actor, Action.KEEP_EMERGENCY):
        return
    names = {
        EmergencyState.UNDER_WAY: _("Start the event"),
        EmergencyState.OVER: _("End the event"),
        EmergencyState.EVALUATED: _("Evaluate the event"),
    }
    if board.state == EmergencyState.OVER:
        names[EmergencyState.UNDER_WAY] = _("It goes on")
    before_and_after = (EmergencyState.PREPARED, EmergencyState.OVER)
    for place, state in enumerate(EMERGENCY_TRANSITIONS[board.state]):
        kind: Literal["primary", "secondary"] = (
            "primary" if is_first and place == 0 and board.state in before_and_after else "secondary"
        )
        if state == EmergencyState.EVALUATED:
            form = partial(_evaluate, context)
            form_button(names[state], f"emergency-evaluate-{board.id}", board, form, icon=_SIGNS[state], kind=kind)
        elif st.button(names[state], icon=_SIGNS[state], type=kind, key=f"emergency-to-{state}"):
            with refusals_shown():
                lead_emergency_on(context.database, context.actor, board.id, board.row_version, state)
                tell_after_rerun(_("The event was led on."))
                st.rerun()


def _evaluate(context: Context, seen: EmergencyBoard) -> None:
    evaluation = st.text_area(
        _("What went well, what is to be done otherwise"),
        max_chars=PROSE_AT_MOST,
        height=240,
        key="emergency-evaluation",
    )
    st.caption(_("An evaluated event is closed: nothing is added to it any more. What was written stays."))
    guard = PersonalDataGuard("evaluation", {"evaluation": "emergency-evaluation"})
    kept = guard.decided(st.button(_("Save the evaluation"), type="primary", key="emergency-evaluate-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        lead_emergency_on(
            context.database,
            context.actor,
            seen.id,
            seen.row_version,
            EmergencyState.EVALUATED,
            evaluation,
            keep_personal_data=kept,
        )
        close_form()
        tell_after_rerun(_("The event is evaluated."))
        st.rerun()
