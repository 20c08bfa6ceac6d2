"""The minutes on one screen: who is there, the points under whoever raised them, what is said and decided at each."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import form_is_open
from dashboard.components.meeting.attendance import show_attendance
from dashboard.components.meeting.entry_form import EntryForm
from dashboard.components.meeting.point_form import point_button
from dashboard.components.meeting.point_words import show_point_words
from dashboard.components.meeting.promised import show_promised
from dashboard.components.meeting.raise_here import raise_button
from dashboard.components.meeting.speech import show_speech
from dashboard.components.meeting.told import attempt, show_told
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.model.meetings import MeetingState
from geodata.policy import Action, can
from geodata.services.meeting_card import AgendaPoint, MeetingCard, meeting_card, meetings_version
from geodata.services.minutes import mark_discussed
from geodata.services.minutes_order import in_order_of_minutes
from geodata.services.organisations import list_organisations
from geodata.services.promises import promises_before

LOOKS_EVERY = 3  # seconds: what somebody else wrote is seen within these


def show_minutes(context: Context, meeting_id: int) -> None:
    """The minutes; while the meeting runs they follow what others write.

    No fragment: where a run of a fragment follows one of the whole page before the browser has heard that one out,
    Streamlit lets go what the first one drew in it, and the field somebody writes in is made anew under their hands.
    """
    # Before the meeting is read: what is written in between is then seen at the next look.
    st.session_state[_seen(meeting_id)] = meetings_version(context.database, context.actor)
    card = meeting_card(context.database, context.actor, meeting_id)
    if card.state == MeetingState.PLANNED:
        st.info(
            _("The meeting has not begun yet. On its day, press Begin the meeting, and its minutes can be written.")
        )
    _desk(context, card)
    if card.state == MeetingState.HELD:
        _watch(context, card.id)


def _desk(context: Context, card: MeetingCard) -> None:
    writes = card.state == MeetingState.HELD and can(context.actor, Action.KEEP_MEETING)
    show_attendance(context, card, writes=writes)
    if writes:
        with st.expander(_("What was promised last time"), icon=":material/history:"):
            promises = promises_before(context.database, context.actor, card.id)
            show_promised(context, card, promises, heading=False)
    names = _speakers(context, card) if writes else {}
    if not card.points:
        st.info(_("The meeting has no points yet. Add the first one, or take over what is proposed in the program."))
    for organisation, points in in_order_of_minutes(card.points):
        st.subheader(plain(organisation) or _("Common points"), anchor=False)
        for point in points:
            _point(context, card, point, names, writes=writes)
    if writes:
        with st.container(horizontal=True, key=f"desk-{card.id}-more"):
            point_button(context, card)
            raise_button(context, card)


@st.fragment(run_every=LOOKS_EVERY)
def _watch(context: Context, meeting_id: int) -> None:
    """Draw the page anew when somebody else wrote; whoever fills in a form over it is left alone until it is closed."""
    seen = st.session_state.get(_seen(meeting_id))
    if not form_is_open() and meetings_version(context.database, context.actor) != seen:
        st.rerun()


def _seen(meeting_id: int) -> str:
    return f"minutes-{meeting_id}-seen"


def _speakers(context: Context, card: MeetingCard) -> dict[int, str]:
    """Those who belong to the body or came, then everybody else."""
    there = {line.organisation_id: line.organisation for line in card.attendance}
    return there | {row.id: row.short_name for row in list_organisations(context.database, context.actor)}


def _shown(card: MeetingCard) -> list[AgendaPoint]:
    return [point for _name, points in in_order_of_minutes(card.points) for point in points]


def _point(context: Context, card: MeetingCard, point: AgendaPoint, names: dict[int, str], *, writes: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"point-{point.id}"):
        show_point_words(point, with_organisation=False)
        show_speech(context, point, writes=writes)
        if not writes:
            if card.state != MeetingState.PLANNED and not point.discussed:
                st.caption(_("The meeting did not come to it; it comes back."))
            return
        with st.container(key=f"desk-point-{point.id}"):
            if point.id in _open_points(card):
                EntryForm(context, point, names, partial(_go_on, card, point)).show()
            _under(context, card, point)


def _under(context: Context, card: MeetingCard, point: AgendaPoint) -> None:
    """Open or close the form of a point, and say whether it was discussed."""
    is_open = point.id in _open_points(card)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Close") if is_open else _("Write at this point"),
            icon=None if is_open else ":material/edit_note:",
            type="tertiary" if is_open else "secondary",
            key=f"toggle-{point.id}",
            on_click=_toggle,
            args=(card, point),
        )
        key = f"discussed-{point.id}"
        st.session_state[key] = point.discussed
        st.checkbox(_("Discussed"), key=key, on_change=_mark, args=(context, point))
    show_told(f"mark-{point.id}")


def _open_points(card: MeetingCard) -> set[int]:
    """The points whose forms are open: at first the one that the meeting comes to next."""
    key = f"minutes-{card.id}-open"
    if key not in st.session_state:
        st.session_state[key] = set(_undiscussed(_shown(card))[:1])
    opened: set[int] = st.session_state[key]
    return opened


def _undiscussed(points: list[AgendaPoint]) -> list[int]:
    return [point.id for point in points if not point.discussed and point.erased is None]


def _toggle(card: MeetingCard, point: AgendaPoint) -> None:
    opened = _open_points(card)
    opened.symmetric_difference_update({point.id})


def _go_on(card: MeetingCard, point: AgendaPoint) -> None:
    """Close this point and open the next one that was not discussed yet, as the screen shows them."""
    opened = _open_points(card)
    opened.discard(point.id)
    shown = _shown(card)
    after = shown[shown.index(point) + 1 :] + shown[: shown.index(point)]
    opened.update(_undiscussed(after)[:1])


def _mark(context: Context, point: AgendaPoint) -> None:
    said: bool = st.session_state[f"discussed-{point.id}"]
    attempt(f"mark-{point.id}", lambda: mark_discussed(context.database, context.actor, point.id, discussed=said))
