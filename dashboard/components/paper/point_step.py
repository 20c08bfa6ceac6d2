"""One point: its words, what was said to it, its tasks, and the issue it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from dashboard.components.field_state import seed
from dashboard.components.paper.draft import Due, PointDraft, StatementDraft, TaskDraft
from dashboard.components.paper.fields import (
    choice_field,
    day_field,
    line_field,
    organisation_field,
    take_field,
    text_field,
)
from dashboard.components.paper.head_step import FIRST_DAY
from dashboard.components.paper.issue_choice import require_issue, show_issue_choice
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.model.meetings import AgendaKind, EntryKind
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.meetings import TITLE_AT_MOST
from geodata.services.minutes_points import WORDS_AT_MOST

_DAYS_AHEAD = timedelta(days=3653)
_SAID_KINDS = (EntryKind.STATEMENT, EntryKind.QUESTION, EntryKind.INFORMATION, EntryKind.DECISION)


def show_point(context: Context, point: PointDraft, organisations: Mapping[int, str], name: str) -> None:
    """The fields; `name` is the beginning of all keys."""
    who, what = st.columns([3, 2])
    with who:
        point.organisation_id = organisation_field(
            _("Who raises it"),
            organisations,
            point.organisation_id,
            f"{name}-organisation",
            point.said_by,
            _("Nobody in particular"),
        )
    with what:
        kind = choice_field(_("Kind of point"), list(AgendaKind), point.kind, f"{name}-kind", label, _("Choose"))
        point.kind = kind or AgendaKind.INFORMATION
    point.title = line_field(_("Heading"), point.title, f"{name}-title", at_most=TITLE_AT_MOST)
    point.text = text_field(_("Text"), point.text, f"{name}-text", at_most=NOTE_AT_MOST)
    if point.statements:
        _subheading(_("What others said"))
    for number, said in enumerate(point.statements):
        _show_statement(said, organisations, f"{name}-said-{number}")
    if point.tasks:
        _subheading(_("Tasks"))
    for number, task in enumerate(point.tasks):
        _show_task(task, organisations, f"{name}-task-{number}")
    show_issue_choice(context, point, organisations, f"{name}-issue")


def _subheading(words: str) -> None:
    st.markdown(f"**{words}**")


def _show_statement(said: StatementDraft, organisations: Mapping[int, str], name: str) -> None:
    with st.container(border=True, gap="small"):
        said.is_taken = take_field(_("Take this over"), said.is_taken, f"{name}-take")
        if not said.is_taken:
            _as_read(said.said_by, said.text)
            return
        who, what = st.columns([3, 2])
        with who:
            said.organisation_id = organisation_field(
                _("Who said it"),
                organisations,
                said.organisation_id,
                f"{name}-organisation",
                said.said_by,
                _("Nobody in particular"),
            )
        with what:
            kind = choice_field(_("What it is"), _SAID_KINDS, said.kind, f"{name}-kind", label, _("Choose"))
            said.kind = kind or EntryKind.STATEMENT
        said.text = text_field(_("What was said"), said.text, f"{name}-text", at_most=WORDS_AT_MOST, height=80)


def _as_read(who: str, text: str) -> None:
    """What may be taken, in sight before anybody takes it."""
    st.markdown(f"**{plain(who)}**: {plain(text)}" if who else plain(text))


def _show_task(task: TaskDraft, organisations: Mapping[int, str], name: str) -> None:
    with st.container(border=True, gap="small"):
        task.is_taken = take_field(_("Take this task over"), task.is_taken, f"{name}-take")
        if not task.is_taken:
            _as_read(task.who, task.text)
            return
        task.text = text_field(_("What has to be done"), task.text, f"{name}-text", at_most=WORDS_AT_MOST, height=80)
        task.assignee_id = organisation_field(
            _("Who does it"), organisations, task.assignee_id, f"{name}-assignee", task.who, _("Nobody yet")
        )
        names = {
            Due.NEXT_MEETING: _("By the next meeting"),
            Due.DAY: _("By a day"),
            Due.NOBODY_SAID: _("Nobody said"),
        }
        seed(f"{name}-due", task.due)
        task.due = (
            st.segmented_control(
                _("Until when"), list(Due), format_func=names.__getitem__, required=True, key=f"{name}-due"
            )
            or task.due
        )
        if task.due == Due.DAY:
            last = clock.today() + _DAYS_AHEAD
            task.due_on = day_field(_("Day"), task.due_on, f"{name}-due-on", first=FIRST_DAY, last=last)


def require_point(point: PointDraft, held_on: date | None) -> None:
    """Raise InvalidValue for what somebody still has to say."""
    if not point.title.strip():
        raise InvalidValue(N_("Write a heading first."))
    for said in point.statements:
        if said.is_taken and not said.text.strip():
            raise InvalidValue(N_("A statement has no words. Write them, or leave the statement out."))
    for task in point.tasks:
        if task.is_taken:
            _require_task(task, held_on)
    require_issue(point)


def _require_task(task: TaskDraft, held_on: date | None) -> None:
    if not task.text.strip():
        raise InvalidValue(N_("A task has no words. Write them, or leave the task out."))
    if task.due == Due.DAY and task.due_on is None:
        raise InvalidValue(N_("Say by which day the task is due, or choose another deadline."))
    if task.due == Due.DAY and task.due_on is not None and held_on is not None and task.due_on < held_on:
        raise InvalidValue(
            N_("The deadline {day} is earlier than the meeting that gave the task. Put it right."), day=task.due_on
        )
