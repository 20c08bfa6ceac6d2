"""The agenda that writes itself: what the meeting should speak of, to be taken over by one button."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard import formats
from dashboard.components.meeting.point_words import show_links, show_patrol
from dashboard.components.meeting.task_rows import task_facts
from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata import clock
from geodata.model.meetings import WRITABLE, AgendaReason
from geodata.policy import Action, can
from geodata.services.agenda import Proposals, Proposed
from geodata.services.agenda_points import take_points
from geodata.services.meeting_card import MeetingCard

# What the meeting is waited for with; the rest is offered, and ticked by whoever wants it.
TICKED = frozenset(
    {
        AgendaReason.PROMISED,
        AgendaReason.OVERDUE,
        AgendaReason.ANSWERED,
        AgendaReason.PATROL,
        AgendaReason.RETURNING,
        AgendaReason.PROPOSAL,
    }
)
PROPOSED_ANCHOR = "proposed"
_PICTURE_HEIGHT = 56


def may_take(context: Context, card: MeetingCard) -> bool:
    """Whether the agenda can still change, and is the actor's to write."""
    return card.state in WRITABLE and can(context.actor, Action.KEEP_MEETING)


def show_proposals(context: Context, card: MeetingCard, proposals: Proposals) -> None:
    """The proposed points by their reason, and the button that takes the ticked ones."""
    st.subheader(_("What the meeting should speak of"), anchor=PROPOSED_ANCHOR)
    points = proposals.points
    if not points:
        st.caption(_("Nothing more waits for this meeting. Add a point of your own, or an issue."))
        return
    pressing = [point for point in points if _is_pressing(point)]
    others = [point for point in points if not _is_pressing(point)]
    _by_reason(pressing)
    if others:
        with st.expander(_rest(len(others), proposals.left_out), expanded=not pressing):
            _by_reason(others)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _take_button(context, card, points)
        _tick_button(card, points, pressing or others)


def _is_pressing(point: Proposed) -> bool:
    return point.reasons[0] in TICKED and point.is_news


def _rest(listed: int, left_out: int) -> str:
    """How much is open, and how much of it is listed."""
    if not left_out:
        return _("What else is open here: {count}").format(count=listed)
    return _("What else is open here: {count}, listed {listed}").format(count=listed + left_out, listed=listed)


def _take_button(context: Context, card: MeetingCard, points: Sequence[Proposed]) -> None:
    chosen = [point.key for point in points if st.session_state.get(_tick(point))]
    put = st.button(
        _("Put on the agenda ({count})").format(count=len(chosen)),
        type="primary",
        icon=":material/playlist_add:",
        disabled=not chosen,
        key=f"take-points-{card.id}",
    )
    if put:
        _take(context, card, chosen)


def _tick_button(card: MeetingCard, points: Sequence[Proposed], usual: Sequence[Proposed]) -> None:
    """None where any is ticked, else those that stand open before the person: nobody takes what they do not see."""
    is_any = any(st.session_state.get(_tick(point)) for point in points)
    st.button(
        _("Tick none") if is_any else _("Tick all"),
        icon=":material/remove_done:" if is_any else ":material/done_all:",
        type="tertiary",
        key=f"tick-points-{card.id}",
        on_click=_set_ticks,
        args=(points, False) if is_any else (usual, True),
    )


def _set_ticks(points: Sequence[Proposed], ticked: bool) -> None:
    for point in points:
        st.session_state[_tick(point)] = ticked


def _by_reason(points: Sequence[Proposed]) -> None:
    """The points under their reasons."""
    for reason, group in groupby(points, lambda point: _reason(point.reasons[0], is_late=point.is_late)):
        st.markdown(f"**{reason}**")
        for point in group:
            _ticked(point)


def _reason(reason: AgendaReason, *, is_late: bool) -> str:
    """The reason in words; what is overdue on the day of the meeting only is not called overdue today."""
    if reason == AgendaReason.OVERDUE and not is_late:
        return _("Will be overdue by the meeting")
    return label(reason)


def _tick(point: Proposed) -> str:
    return f"take-{point.key}"


def _ticked(point: Proposed) -> None:
    # Said here and not as the value of the box: the button below may say otherwise.
    st.session_state.setdefault(_tick(point), _is_pressing(point))
    with st.container(gap=None, key=f"proposal-{point.key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.checkbox(f"**{plain(point.title)}**", key=_tick(point))
            if point.photo_id is not None:
                show_photos([(point.photo_id, point.title)], height=_PICTURE_HEIGHT)
        also = [_reason(reason, is_late=point.is_late) for reason in point.reasons[1:]]
        facts = joined(*also, plain(point.organisation), _due(point))
        if facts:
            st.caption(facts)
        for task in point.tasks:
            answer = f" – {plain(task.answer)}" if task.answer else ""
            st.markdown(f"- {plain(task.text)} ({task_facts(task)}){answer}")
        show_patrol(point.patrol)
        show_links(point.issue, point.sites, point.title, point.proposal)


def _due(point: Proposed) -> str | None:
    if point.due_on is None:
        return None
    day = _("due {day}").format(day=formats.day(point.due_on))
    return f"**{day}**" if point.due_on < clock.today() else day


def _take(context: Context, card: MeetingCard, keys: list[str]) -> None:
    with refusals_shown():
        taken = take_points(context.database, context.actor, card.id, keys)
        told = ngettext("{count} point is on the agenda.", "{count} points are on the agenda.", taken)
        tell_after_rerun(told.format(count=taken))
        st.rerun()
