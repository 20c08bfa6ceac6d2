"""The first thing a meeting hears: what was promised to it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.meeting.faces import Face
from dashboard.components.meeting.task_rows import show_task_row
from dashboard.components.phrases import meeting_phrase
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.services.meeting_card import MeetingCard
from geodata.services.promises import Promises
from geodata.services.task_lines import TaskLine

PROMISED_ANCHOR = "promised"


def show_promised(context: Context, card: MeetingCard, promises: Promises, *, heading: bool = True) -> None:
    """Open tasks of the body; folded away are those due after the meeting, and those settled since the last one."""
    if heading:
        st.subheader(_("What was promised last time"), anchor=PROMISED_ANCHOR)
    if promises.since is not None:
        last = promises.since
        name = _("Results of the last meeting: {meeting}").format(meeting=meeting_phrase(last))
        page_link("meeting", name, icon=":material/history:", id=last.id, face=Face.RESULTS.value)
    if not promises.open and not promises.settled:
        st.caption(_nothing(promises))
    day = formats.local(card.starts_at).date()
    later = [task for task in promises.open if task.due_on is not None and task.due_on > day]
    for task in promises.open:
        if task not in later:
            show_task_row(context, task, "promised")
    count = len(later)
    told = ngettext("{count} task due after this meeting", "{count} tasks due after this meeting", count)
    _folded(context, told.format(count=count), ":material/schedule:", later)
    count = len(promises.settled)
    told = ngettext("{count} task settled since", "{count} tasks settled since", count)
    _folded(context, told.format(count=count), ":material/task_alt:", promises.settled)


def _folded(context: Context, told: str, icon: str, tasks: Sequence[TaskLine]) -> None:
    if tasks:
        with st.expander(told, icon=icon):
            for task in tasks:
                show_task_row(context, task, "promised")


def _nothing(promises: Promises) -> str:
    if promises.since is None:
        return _("This body has not met yet. What it gives as tasks will stand here next time.")
    return _("Nothing is open: every task was settled before.")
