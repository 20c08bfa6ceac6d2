"""The agenda that writes itself: what the meeting should speak of, to be taken over by one button."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from dashboard import formats
from dashboard.components.meeting.point_words import show_links
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
from geodata.services.agenda import Proposed, proposed_points
from geodata.services.agenda_points import take_points
from geodata.services.meeting_card import MeetingCard

# What the meeting is waited for with; the rest is offered, and ticked by whoever wants it.
TICKED = frozenset({AgendaReason.PROMISED, AgendaReason.OVERDUE, AgendaReason.ANSWERED, AgendaReason.RETURNING})
_PICTURE_HEIGHT = 56


def show_proposals(context: Context, card: MeetingCard) -> None:
    """The proposed points by their reason; nothing where the agenda cannot change or is not the actor's to write."""
    if card.state not in WRITABLE or not can(context.actor, Action.KEEP_MEETING):
        return
    st.subheader(_("What the meeting should speak of"), anchor=False)
    points = proposed_points(context.database, context.actor, card.id).points
    if not points:
        st.caption(_("Nothing more waits for this meeting. Add a point of your own, or an issue."))
        return
    with st.form(f"proposals-{card.id}", border=False):
        pressing = [point for point in points if point.reasons[0] in TICKED]
        others = [point for point in points if point.reasons[0] not in TICKED]
        chosen = _by_reason(pressing)
        if others:
            with st.expander(_("What else is open here: {count}").format(count=len(others)), expanded=not pressing):
                chosen += _by_reason(others)
        if st.form_submit_button(_("Put on the agenda"), type="primary", icon=":material/playlist_add:"):
            _take(context, card, chosen)


def _by_reason(points: list[Proposed]) -> list[str]:
    """The points under their reasons; returns the keys of those that are ticked."""
    ticked: list[str] = []
    for reason, group in groupby(points, lambda point: point.reasons[0]):
        st.markdown(f"**{label(reason)}**")
        with st.container(gap=None, key=f"proposals-{reason.value}"):
            ticked += [point.key for point in group if _ticked(point)]
    return ticked


def _ticked(point: Proposed) -> bool:
    with st.container(gap=None, key=f"proposal-{point.key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            is_ticked = st.checkbox(
                f"**{plain(point.title)}**", value=point.reasons[0] in TICKED, key=f"take-{point.key}"
            )
            if point.photo_id is not None:
                show_photos([(point.photo_id, point.title)], height=_PICTURE_HEIGHT)
        also = [label(reason) for reason in point.reasons[1:]]
        facts = joined(*also, plain(point.organisation), _due(point))
        if facts:
            st.caption(facts)
        for task in point.tasks:
            answer = f" – {plain(task.answer)}" if task.answer else ""
            st.markdown(f"- {plain(task.text)} ({task_facts(task)}){answer}")
        show_links(point.issue, point.sites, point.title)
    return is_ticked


def _due(point: Proposed) -> str | None:
    if point.due_on is None:
        return None
    day = _("due {day}").format(day=formats.day(point.due_on))
    return f"**{day}**" if point.due_on < clock.today() else day


def _take(context: Context, card: MeetingCard, keys: list[str]) -> None:
    if not keys:
        st.caption(_("Tick at least one point first."))
        return
    with refusals_shown():
        taken = take_points(context.database, context.actor, card.id, keys)
        told = ngettext("{count} point is on the agenda.", "{count} points are on the agenda.", taken)
        tell_after_rerun(told.format(count=taken))
        st.rerun()
