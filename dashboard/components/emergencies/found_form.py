"""An event is founded, and changed later. Who comes second sees what stands now, and chooses."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.emergencies.event_fields import event_fields, event_guard
from dashboard.components.emergencies.periods import period
from dashboard.components.emergencies.places import end_place
from dashboard.components.forms import close_form, form_button
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.errors import StaleEdit
from geodata.model.emergencies import EmergencyState
from geodata.policy import Action, can
from geodata.services.emergencies import change_emergency, found_emergency
from geodata.services.emergency_board import EmergencyBoard, emergency_board

_FOUND, _CHANGE = "emergency", "emergency-change"
_NOW = "emergency-as-it-is-now"  # the version that the person was shown beside their own


def found_button(context: Context) -> None:
    """The button that opens the form, for the staff."""
    if can(context.actor, Action.KEEP_EMERGENCY):
        form = partial(_found, context)
        form_button(_("New event"), "new-emergency", "new", form, icon=":material/add:", kind="primary", wide=True)


def change_button(context: Context, board: EmergencyBoard) -> None:
    """The button that opens the form of an event that is there; none once it is evaluated."""
    if can(context.actor, Action.KEEP_EMERGENCY) and board.state != EmergencyState.EVALUATED:
        form = partial(_change, context)
        form_button(
            _("Change the event"), f"emergency-change-{board.id}", board, form, icon=":material/edit:", wide=True
        )


def _found(context: Context, _subject: str) -> None:
    fields, guard = event_fields(context, _FOUND), event_guard(_FOUND)
    kept = guard.decided(st.button(_("Found the event"), type="primary", key="emergency-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        event_id = found_emergency(context.database, context.actor, fields.facts(kept))
        end_place(_FOUND)
        close_form()
        tell_after_rerun(_("The event is founded. Take its addresses in."))
        go_to("emergencies", id=event_id, filter="addresses")


def _change(context: Context, seen: EmergencyBoard) -> None:
    form = f"{_CHANGE}-{seen.id}"
    fields, guard = event_fields(context, form, seen), event_guard(form)
    now: EmergencyBoard | None = st.session_state.get(_NOW)
    if now is not None and now.id != seen.id:
        now = None
    if now is not None:
        _show_what_is_now(form, now)
    name = _("Save what I wrote") if now is not None else _("Save the event")
    kept = guard.decided(st.button(name, type="primary", key="emergency-change-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        facts = fields.facts(kept)
        try:
            change_emergency(context.database, context.actor, seen.id, (now or seen).row_version, facts)
        except StaleEdit:
            st.session_state[_NOW] = emergency_board(context.database, context.actor, seen.id)
            st.rerun()
        _leave(form)
        tell_after_rerun(_("The event is changed. Its addresses stay as they were."))
        st.rerun()


def _show_what_is_now(form: str, board: EmergencyBoard) -> None:
    with st.container(border=True):
        st.warning(_("Somebody else changed this event meanwhile. Now it is:"), icon=":material/difference:")
        st.markdown(f"**{plain(board.name)}**")
        st.markdown(joined(label(board.state), label(board.kind), period(board.starts_at, board.ends_at)))
        st.markdown(paragraphs(board.agreed))
        if st.button(_("Leave it so"), key="emergency-leave"):
            _leave(form)
            st.rerun()


def _leave(form: str) -> None:
    st.session_state.pop(_NOW, None)
    end_place(form)
    close_form()
