"""The form that raises an issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import streamlit as st

from dashboard.components.duplicates import offer_similar
from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata import clock
from geodata.model.issues import IssueTopic
from geodata.model.people import Sensitivity
from geodata.model.sites import SiteKind
from geodata.policy import Action, can
from geodata.services.issues import DESCRIPTION_AT_MOST, TITLE_AT_MOST, NewIssue, raise_issue
from geodata.services.meeting_list import list_bodies
from geodata.services.organisations import list_organisations

TOPIC_OF_KIND: dict[SiteKind, IssueTopic] = {
    SiteKind.HAZARDOUS_BUILDING: IssueTopic.BUILDING,
    SiteKind.ILLEGAL_DUMP: IssueTopic.DUMP,
    SiteKind.GAMBLING_VENUE: IssueTopic.GAMBLING,
    SiteKind.HOSTEL: IssueTopic.HOUSING,
    SiteKind.SYRINGE_FIND: IssueTopic.SYRINGES,
    SiteKind.PUBLIC_SPACE: IssueTopic.PUBLIC_SPACE,
    SiteKind.OTHER: IssueTopic.OTHER,
}


@dataclass(frozen=True, slots=True)
class About:
    """What the issue is to be about: a place of a kind, or nothing yet."""

    site_id: int | None = None
    kind: SiteKind | None = None


def new_issue_button(context: Context, *, key: str, site_id: int | None = None, kind: SiteKind | None = None) -> None:
    """The button that opens the form; it is not there for those who may not raise issues."""
    if can(context.actor, Action.RAISE_ISSUE):
        form = partial(_form, context)
        form_button(_("New issue"), f"{key}-{site_id or 0}", About(site_id, kind), form, icon=":material/add:")


def _form(context: Context, about: About) -> None:
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    bodies = {row.id: row.name for row in list_bodies(context.database, context.actor)}
    topics = list(IssueTopic)
    title = st.text_input(_("What is wrong, in a few words"), max_chars=TITLE_AT_MOST, key="new-issue-title")
    topic = st.selectbox(
        _("Topic"),
        topics,
        index=topics.index(TOPIC_OF_KIND[about.kind]) if about.kind else None,
        format_func=label,
        placeholder=_("Choose"),
        key="new-issue-topic",
    )
    offer_similar(context, topic, about.site_id, title)
    description = st.text_area(_("Description"), max_chars=DESCRIPTION_AT_MOST, key="new-issue-description")
    st.caption(_("No names or contacts of residents, please: a place is never a person."))
    assignee = st.selectbox(
        _("Who should have it"),
        list(organisations),
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Nobody yet"),
        key="new-issue-assignee",
    )
    body = st.selectbox(
        _("Which cell or commission follows it"),
        list(bodies),
        index=None,
        format_func=bodies.__getitem__,
        placeholder=_("None"),
        key="new-issue-body",
    )
    due_on = st.date_input(
        _("Until when"),
        value=None,
        min_value=clock.today(),
        max_value=clock.today() + timedelta(days=3653),
        format="DD.MM.YYYY",
        key="new-issue-due",
    )
    sensitivity = st.selectbox(
        _("Who may see it"),
        list(Sensitivity),
        index=list(Sensitivity).index(Sensitivity.PARTNERS),
        format_func=label,
        key="new-issue-sensitivity",
    )
    guard = PersonalDataGuard("new-issue", {"title": "new-issue-title", "description": "new-issue-description"})
    kept = guard.decided(st.button(_("Raise the issue"), type="primary", key="new-issue-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        issue_id = raise_issue(
            context.database,
            context.actor,
            NewIssue(
                topic=topic or IssueTopic.OTHER,
                title=title,
                description=description,
                site_ids=() if about.site_id is None else (about.site_id,),
                body_id=body,
                assignee_id=assignee,
                due_on=due_on,
                sensitivity=sensitivity or Sensitivity.PARTNERS,
                client_id=client_id(),
                keep_personal_data=kept,
            ),
        )
        tell_after_rerun(_("The issue is raised."))
        close_form()
        go_to("issue", id=issue_id)
