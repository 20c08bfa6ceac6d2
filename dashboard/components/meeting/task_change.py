"""A task is put right or taken back while the minutes in which it was given are being written."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.meeting.both_versions import keep_mine, show_both_versions
from dashboard.components.meeting.task_fields import due_field
from dashboard.components.meeting.task_rows import task_words
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import assignee_phrase, joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs
from dashboard.context import Context
from dashboard.language import _
from geodata.errors import StaleEdit
from geodata.services.minutes_points import WORDS_AT_MOST
from geodata.services.organisations import list_organisations
from geodata.services.task_changes import change_task, withdraw_task
from geodata.services.task_lines import TaskLine
from geodata.services.tasks import NewTask


def change_task_button(context: Context, task: TaskLine) -> None:
    """The button that opens the form."""
    form = partial(_form, context)
    form_button(_("Change"), f"change-task-{task.id}", task, form, icon=":material/edit:", kind="tertiary")


def show_task_versions(context: Context, task: TaskLine) -> None:
    """Both versions, where somebody else changed the task while the person did."""
    show_both_versions(
        _line(task),
        NewTask,
        lambda mine: _words(context, mine),
        task_words(task),
        lambda mine: change_task(context.database, context.actor, task.id, task.row_version, mine),
    )


def _words(context: Context, mine: NewTask) -> str:
    due = _("due at the next meeting") if mine.due_next_meeting else formats.day(mine.due_on)
    who = assignee_phrase(_organisations(context).get(mine.assignee_id or 0))
    return f"{paragraphs(mine.text)} ({joined(who, due)})"


def _form(context: Context, task: TaskLine) -> None:
    names = _organisations(context)
    ids = list(names)
    text = st.text_area(_("What has to be done"), value=task.text, max_chars=WORDS_AT_MOST, key="task-change-text")
    assignee_id = st.selectbox(
        _("Who does it"),
        ids,
        index=ids.index(task.assignee_id) if task.assignee_id in names else None,
        format_func=names.__getitem__,
        placeholder=_("Nobody yet"),
        key="task-change-assignee",
    )
    due_on = due_field("task-change-due", None if task.deadline.next_meeting else task.due_on)
    with st.container(horizontal=True):
        saves = st.button(_("Save"), type="primary", key="task-change-save")
        if st.button(_("Take it back"), icon=":material/undo:", key="task-change-withdraw"):
            _withdraw(context, task)
    guard = PersonalDataGuard("task-change", {"text": "task-change-text"})
    kept = guard.decided(saves)
    if kept is None:
        return
    change = NewTask(
        text=text or "",
        assignee_id=assignee_id,
        account_id=task.account_id if assignee_id == task.assignee_id else None,
        due_on=due_on,
        due_next_meeting=due_on is None,
        keep_personal_data=kept,
    )
    with refusals_shown(), guard.watching():
        try:
            change_task(context.database, context.actor, task.id, task.row_version, change)
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            keep_mine(_line(task), change)
        close_form()
        st.rerun()


def _withdraw(context: Context, task: TaskLine) -> None:
    with refusals_shown():
        withdraw_task(context.database, context.actor, task.id, task.row_version)
        tell_after_rerun(_("Taken back."))
        close_form()
        st.rerun()


def _organisations(context: Context) -> dict[int, str]:
    return {row.id: row.short_name for row in list_organisations(context.database, context.actor)}


def _line(task: TaskLine) -> str:
    return f"task-{task.id}"
