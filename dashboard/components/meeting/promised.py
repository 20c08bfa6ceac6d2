"""The first thing a meeting hears: what was promised to it, and what came of it."""

from __future__ import annotations

import streamlit as st

from dashboard.components.meeting.faces import Face
from dashboard.components.meeting.task_rows import show_task_row
from dashboard.components.phrases import meeting_phrase
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.services.promises import Promises

PROMISED_ANCHOR = "promised"


def show_promised(context: Context, promises: Promises, *, heading: bool = True) -> None:
    """Open tasks of the body, and folded away those settled since its last meeting."""
    if heading:
        st.subheader(_("What was promised last time"), anchor=PROMISED_ANCHOR)
    if promises.since is not None:
        last = promises.since
        name = _("Results of the last meeting: {meeting}").format(meeting=meeting_phrase(last))
        page_link("meeting", name, icon=":material/history:", id=last.id, face=Face.RESULTS.value)
    if not promises.open and not promises.settled:
        st.caption(_nothing(promises))
    for task in promises.open:
        show_task_row(context, task, "promised")
    if promises.settled:
        count = len(promises.settled)
        told = ngettext("{count} task settled since", "{count} tasks settled since", count).format(count=count)
        with st.expander(told, icon=":material/task_alt:"):
            for task in promises.settled:
                show_task_row(context, task, "promised")


def _nothing(promises: Promises) -> str:
    if promises.since is None:
        return _("This body has not met yet. What it gives as tasks will stand here next time.")
    return _("Nothing is open: every task was settled before.")
