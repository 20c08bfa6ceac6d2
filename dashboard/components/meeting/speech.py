"""What was said and decided at a point, and the tasks given there; each line can be put right while minutes run."""

from __future__ import annotations

import streamlit as st

from dashboard.components.meeting.entry_change import change_entry_button, entry_words, show_entry_versions
from dashboard.components.meeting.task_change import change_task_button, show_task_versions
from dashboard.components.meeting.task_rows import show_task_row, task_words
from dashboard.context import Context
from geodata.services.meeting_card import AgendaPoint


def show_speech(context: Context, point: AgendaPoint, *, writes: bool) -> None:
    """The entries of a point in the order of writing, then its tasks."""
    with st.container(key=f"speech-{point.id}", gap="xsmall"):
        for entry in point.entries:
            with st.container(horizontal=True, wrap=False, gap="small", key=f"entry-{entry.id}"):
                st.markdown(entry_words(entry.kind, entry.organisation, entry.text), width="stretch")
                if writes:
                    change_entry_button(context, entry)
            if writes:
                show_entry_versions(context, entry)
        for task in point.tasks:
            if not writes:
                show_task_row(context, task, f"point-{point.id}", with_meeting=False)
                continue
            with st.container(horizontal=True, wrap=False, gap="small", key=f"given-{task.id}"):
                st.markdown(task_words(task), width="stretch")
                if task.follows:
                    change_task_button(context, task)
            show_task_versions(context, task)
