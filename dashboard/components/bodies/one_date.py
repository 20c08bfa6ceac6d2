"""A planned meeting is moved or cancelled."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Protocol

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import MeetingState
from geodata.model.slots import moment_on
from geodata.policy import Action, can
from geodata.services.meeting_dates import AHEAD_AT_MOST, PLACE_AT_MOST, NewDate, cancel_meeting, move_meeting


class Dated(Protocol):
    """What is asked of a meeting here: its card and its row in a list both have it."""

    @property
    def id(self) -> int: ...
    @property
    def body(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def place(self) -> str | None: ...
    @property
    def state(self) -> MeetingState: ...
    @property
    def row_version(self) -> int: ...


def date_buttons(context: Context, meeting: Dated) -> None:
    """The buttons "Move" and "Cancel" of a meeting that is planned; none for who may not, or for another state."""
    if meeting.state != MeetingState.PLANNED or not can(context.actor, Action.KEEP_MEETING):
        return
    move, cancel = partial(_move, context), partial(_cancel, context)
    form_button(_("Move"), f"move-{meeting.id}", meeting, move, icon=":material/edit_calendar:", kind="tertiary")
    form_button(
        _("Cancel the meeting"), f"cancel-{meeting.id}", meeting, cancel, icon=":material/event_busy:", kind="tertiary"
    )


def _move(context: Context, meeting: Dated) -> None:
    st.markdown(f"**{plain(meeting.body)}** {formats.moment(meeting.starts_at)}")
    now = formats.local(meeting.starts_at)
    day = st.date_input(
        _("Day"),
        value=now.date(),
        min_value=min(now.date(), clock.today()),
        max_value=max(now.date(), clock.today() + AHEAD_AT_MOST),
        format="DD.MM.YYYY",
        key="move-day",
    )
    at = st.time_input(_("Beginning"), value=now.time(), step=900, key="move-at")
    place = st.text_input(
        _("Place of the meeting"), value=meeting.place or "", max_chars=PLACE_AT_MOST, key="move-place"
    )
    guard = PersonalDataGuard("move", {"place": "move-place"})
    kept = guard.decided(st.button(_("Move it"), type="primary", key="move-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        if day is None or at is None:
            raise InvalidValue(N_("Say when the meeting begins."))
        to = NewDate(moment_on(day, at), place)
        move_meeting(context.database, context.actor, meeting.id, meeting.row_version, to, keep_personal_data=kept)
        close_form()
        tell_after_rerun(_("The meeting is moved; what is due at it moved with it."))
        st.rerun()


def _cancel(context: Context, meeting: Dated) -> None:
    st.markdown(f"**{plain(meeting.body)}** {formats.moment(meeting.starts_at)}")
    st.markdown(_("It stays in the calendar as cancelled. What is due at it waits for the next meeting."))
    if st.button(_("Cancel this meeting"), type="primary", key="cancel-save"):
        with refusals_shown():
            cancel_meeting(context.database, context.actor, meeting.id, meeting.row_version)
            close_form()
            tell_after_rerun(_("The meeting is cancelled."))
            st.rerun()
