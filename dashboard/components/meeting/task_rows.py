"""Tasks as lines: what was promised by whom until when, what was answered, and the one tap that settles them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import assignee_phrase, deadline_phrase, joined, meeting_phrase
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.signs import OVERDUE_SIGN, STATUS_SIGNS
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.meetings import TaskStatus
from geodata.policy import Action, can
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.task_lines import TaskLine
from geodata.services.tasks import settle_task

TASK_SIGNS: dict[TaskStatus, str] = {
    TaskStatus.OPEN: ":material/radio_button_unchecked:",
    TaskStatus.DONE: ":material/task_alt:",
    TaskStatus.DROPPED: ":material/do_not_disturb_on:",
}


def show_task_row(context: Context, task: TaskLine, room: str, *, with_meeting: bool = True) -> None:
    """One task with its links; `room` is the part of the page, which may show the same task in another part too."""
    with st.container(gap=None, key=f"task-{room}-{task.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{_sign(task)} {plain(task.text)}")
            if task.status == TaskStatus.OPEN and task.follows and can(context.actor, Action.ADVANCE_ISSUE):
                settle = partial(_settle, context)
                form_button(_("Done"), f"settle-{room}-{task.id}", task, settle, icon=":material/check:")
        st.caption(task_facts(task))
        if task.answer:
            st.markdown(f":material/reply: {paragraphs(task.answer)}")
        with st.container(horizontal=True, gap="small"):
            if task.issue is not None:
                name = f"**{task.issue.number}** {plain(task.issue.title)}"
                page_link("issue", name, icon=STATUS_SIGNS[task.issue.status], id=task.issue.id)
            if with_meeting and task.meeting is not None:
                page_link("meeting", meeting_phrase(task.meeting), icon=":material/groups:", id=task.meeting.id)


def task_facts(task: TaskLine) -> str:
    """Who has it, until when or since when it is settled."""
    who = joined(assignee_phrase(task.assignee), plain(task.person))
    if task.status == TaskStatus.OPEN:
        return joined(who, deadline_phrase(task.deadline))
    return joined(who, f"**{label(task.status)}** {formats.day(task.status_since)}")


def task_words(task: TaskLine) -> str:
    """The task in one line, as it stands among what was said."""
    name = _("Task")
    return f"{_sign(task)} **{name}**: {paragraphs(task.text)} ({task_facts(task)})"


def _sign(task: TaskLine) -> str:
    return OVERDUE_SIGN if task.deadline.overdue else TASK_SIGNS[task.status]


def _settle(context: Context, task: TaskLine) -> None:
    st.markdown(plain(task.text))
    answer = st.text_area(_("What came of it"), max_chars=NOTE_AT_MOST, key="settle-answer")
    with st.container(horizontal=True):
        done = st.button(_("It is done"), type="primary", icon=":material/check:", key="settle-done")
        dropped = st.button(_("It is no longer needed"), key="settle-dropped")
    if done or dropped:
        st.session_state["settle-status"] = TaskStatus.DONE if done else TaskStatus.DROPPED
    guard = PersonalDataGuard("settle", {"answer": "settle-answer"})
    kept = guard.decided(done or dropped)
    if kept is None:
        return
    status: TaskStatus = st.session_state["settle-status"]
    with refusals_shown(), guard.watching():
        settle_task(
            context.database, context.actor, task.id, task.row_version, status, answer or "", keep_personal_data=kept
        )
        tell_after_rerun(_("Saved. The next meeting will hear it."))
        close_form()
        st.rerun()
