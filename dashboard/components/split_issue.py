"""An issue that several work on: a part for each of them, as a task with its own deadline."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.meeting.task_fields import due_field
from dashboard.components.person_field import person_field
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.language import _
from geodata import clock
from geodata.services.issue_card import IssueCard
from geodata.services.minutes_points import WORDS_AT_MOST
from geodata.services.organisations import list_organisations
from geodata.services.tasks import NewTask, give_part


def split_button(context: Context, card: IssueCard) -> None:
    """The button that gives somebody a part of the issue."""
    form_button(_("Split into tasks"), f"split-{card.id}", card, partial(_form, context), icon=":material/call_split:")


def _form(context: Context, card: IssueCard) -> None:
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    text = st.text_area(_("What has to be done"), max_chars=WORDS_AT_MOST, key="split-text")
    organisation_id = st.selectbox(
        _("Who does it"),
        list(organisations),
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Choose"),
        key="split-organisation",
    )
    account_id = None if organisation_id is None else person_field(context, organisation_id, "split")
    if card.body_id is not None:
        due_on = due_field("split-due")
    else:
        due_on = st.date_input(
            _("Until when"), value=None, min_value=clock.today(), format="DD.MM.YYYY", key="split-day"
        )
    guard = PersonalDataGuard("split", {"text": "split-text"})
    kept = guard.decided(st.button(_("Give the task"), type="primary", key="split-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        new = NewTask(
            text=text,
            assignee_id=organisation_id,
            account_id=account_id,
            due_on=due_on,
            due_next_meeting=due_on is None and card.body_id is not None,
            client_id=client_id(),
            keep_personal_data=kept,
        )
        give_part(context.database, context.actor, card.id, new)
        tell_after_rerun(_("The task is given."))
        close_form()
        st.rerun()
