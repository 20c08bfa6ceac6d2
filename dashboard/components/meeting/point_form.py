"""A point is put on the agenda: about an issue, or a free one (news, an invitation)."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.model.meetings import AgendaKind
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.meeting_card import MeetingCard
from geodata.services.meetings import TITLE_AT_MOST, NewAgendaItem, add_agenda_item
from geodata.services.organisations import list_organisations

ISSUES_OFFERED = 50


def point_button(context: Context, card: MeetingCard) -> None:
    """The button that opens the form of a new point."""
    form_button(_("Add a point"), f"add-point-{card.id}", card, partial(_form, context), icon=":material/add:")


def _form(context: Context, card: MeetingCard) -> None:
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    text = st.text_input(_("Find the issue it is about"), key="point-search")
    found = list_issues(
        context.database,
        context.actor,
        IssueFilter(text=text.strip()) if text.strip() else IssueFilter(body_id=card.body_id),
        limit=ISSUES_OFFERED,
    )
    issues = {row.id: f"{row.number} {row.title}" for row in found.rows}
    issue_id = st.selectbox(
        _("Issue"),
        list(issues),
        index=None,
        format_func=issues.__getitem__,
        placeholder=_("About no issue"),
        key="point-issue",
    )
    title = st.text_input(_("Heading"), max_chars=TITLE_AT_MOST, key="point-title")
    kind = st.selectbox(_("Kind of point"), list(AgendaKind), format_func=label, key="point-kind")
    organisation_id = st.selectbox(
        _("Who raises it"),
        list(organisations),
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Nobody in particular"),
        key="point-organisation",
    )
    words = st.text_area(_("Text"), max_chars=NOTE_AT_MOST, key="point-text")
    guard = PersonalDataGuard("point", {"title": "point-title", "text": "point-text"})
    kept = guard.decided(st.button(_("Save the point"), type="primary", key="point-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        heading = title.strip() or (issues[issue_id] if issue_id is not None else "")
        point = NewAgendaItem(heading, kind or AgendaKind.INFORMATION, words, issue_id, organisation_id, kept)
        add_agenda_item(context.database, context.actor, card.id, point)
        close_form()
        st.rerun()
