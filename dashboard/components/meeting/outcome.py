"""What came of a meeting: each task with what was promised and what was done, decisions, the issues raised there."""

from __future__ import annotations

import streamlit as st

from dashboard.components.meeting.attendance import show_attendance
from dashboard.components.meeting.closing import show_addenda
from dashboard.components.meeting.entry_change import entry_words
from dashboard.components.meeting.point_words import show_links
from dashboard.components.meeting.task_rows import show_task_row
from dashboard.components.phrases import (
    assignee_phrase,
    deadline_phrase,
    erasure_phrase,
    joined,
    meeting_phrase,
)
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.model.meetings import TOOK_PLACE, EntryKind, TaskStatus
from geodata.services.issue_selection import PRESSING_STATUSES
from geodata.services.meeting_card import MeetingCard
from geodata.services.meeting_outcome import issues_raised_at
from geodata.services.minutes_order import in_order_of_minutes


def show_results(context: Context, card: MeetingCard) -> None:
    """Promised and done, decided, raised, left over; and where it goes on."""
    if card.state not in TOOK_PLACE:
        st.info(_("The meeting is still to come. What it brings about will stand here."))
        return
    tasks, rest = st.columns([3, 2], gap="large")
    with tasks:
        _tasks(context, card)
        _decisions(card)
        _points(card)
    with rest:
        _raised(context, card)
        _left_over(card)
        st.subheader(_("Attendance"), anchor=False)
        show_attendance(context, card, writes=False)
        show_addenda(context, card)
        _goes_on(card)


def _tasks(context: Context, card: MeetingCard) -> None:
    st.subheader(_("Promised and done"), anchor=False)
    tasks = [task for point in card.points for task in point.tasks]
    if not tasks:
        st.caption(_("The meeting gave no task."))
        return
    done = sum(task.status != TaskStatus.OPEN for task in tasks)
    st.markdown(
        ngettext("{done} of {count} task is settled.", "{done} of {count} tasks are settled.", len(tasks)).format(
            done=f"**{done}**", count=len(tasks)
        )
    )
    for task in sorted(tasks, key=lambda task: task.status != TaskStatus.OPEN):
        show_task_row(context, task, "results", with_meeting=False)


def _decisions(card: MeetingCard) -> None:
    decided = [(point, entry) for point in card.points for entry in point.entries if entry.kind == EntryKind.DECISION]
    st.subheader(_("Decided"), anchor=False)
    if not decided:
        st.caption(_("The meeting decided nothing."))
    for point, entry in decided:
        with st.container(gap=None, key=f"decision-{entry.id}"):
            st.markdown(entry_words(entry.kind, entry.organisation, entry.text))
            show_links(point.issue, point.sites)


def _points(card: MeetingCard) -> None:
    """What the meeting spoke of, in one line each, numbered as in the minutes, where the words stand."""
    st.subheader(_("Points"), anchor=False)
    for point in (point for _name, points in in_order_of_minutes(card.points) for point in points):
        with st.container(gap=None, key=f"spoken-{point.id}"):
            title = plain(point.title) if point.erased is None else erasure_phrase(point.erased)
            left = None if point.discussed else _("comes back")
            st.markdown(joined(f"{point.number}\\. {title}", left))
            show_links(point.issue, point.sites, point.title)


def _raised(context: Context, card: MeetingCard) -> None:
    st.subheader(_("Raised here"), anchor=False)
    raised = issues_raised_at(context.database, context.actor, card.id)
    if not raised:
        st.caption(_("No issue was raised here."))
    for one in raised:
        with st.container(gap=None, key=f"raised-{one.issue.id}"):
            show_links(one.issue, one.sites)
            due = deadline_phrase(one.deadline) if one.issue.status in PRESSING_STATUSES else None
            st.caption(joined(assignee_phrase(one.assignee), due))


def _left_over(card: MeetingCard) -> None:
    left = [point for point in card.points if not point.discussed]
    if left:
        st.subheader(_("Left for next time"), anchor=False)
        words = ngettext(
            "{count} point was not discussed. It comes back at the next meeting.",
            "{count} points were not discussed. They come back at the next meeting.",
            len(left),
        )
        st.markdown(words.format(count=len(left)))


def _goes_on(card: MeetingCard) -> None:
    st.subheader(_("Where it goes on"), anchor=False)
    if card.next_meeting is None:
        st.caption(_("No further meeting is planned."))
        return
    name = _("Next meeting: {meeting}").format(meeting=meeting_phrase(card.next_meeting))
    page_link("meeting", name, icon=":material/event:", id=card.next_meeting.id)
