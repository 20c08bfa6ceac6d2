"""The form that raises an issue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import streamlit as st

from dashboard.components.duplicates import offer_similar
from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.meeting.place_of_issue import Picked, picked_place, place_fields, site_of
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata import clock
from geodata.model.issues import TOPIC_OF_KIND, IssueTopic
from geodata.model.people import Sensitivity
from geodata.model.sites import SiteKind
from geodata.policy import Action, can
from geodata.services.extent import city_extent
from geodata.services.issues import DESCRIPTION_AT_MOST, TITLE_AT_MOST, NewIssue, raise_issue
from geodata.services.meeting_list import list_bodies
from geodata.services.organisations import list_organisations


@dataclass(frozen=True, slots=True)
class About:
    """What the issue is to be about: a place of a kind, or nothing yet."""

    site_id: int | None = None
    kind: SiteKind | None = None
    name: str = ""


NOTHING_YET = About()


def new_issue_button(context: Context, *, key: str, about: About = NOTHING_YET) -> None:
    """The button that opens the form; it is not there for those who may not raise issues."""
    if can(context.actor, Action.RAISE_ISSUE):
        form = partial(_form, context)
        form_button(_("New issue"), f"{key}-{about.site_id or 0}", about, form, icon=":material/add:")


def _form(context: Context, about: About) -> None:
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    bodies = {row.id: row.name for row in list_bodies(context.database, context.actor)}
    topics = list(IssueTopic)
    title = st.text_input(_("What is wrong, in a few words"), max_chars=TITLE_AT_MOST, key="new-issue-title")
    picked = _place(context, about)
    kind = about.kind if picked is None else picked.kind
    topic = st.selectbox(
        _("Topic"),
        topics,
        index=topics.index(TOPIC_OF_KIND[kind]) if kind else None,
        format_func=label,
        placeholder=_("Choose"),
        # Another key for another place, so that the topic follows the place until somebody chooses one.
        key="new-issue-topic" if picked is None or kind is None else f"new-issue-topic-{kind}",
    )
    site_id = about.site_id if picked is None else picked.site_id
    offer_similar(context, topic, site_id, title, position=None if picked is None else (picked.at[1], picked.at[0]))
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
    new = NewIssue(
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
    )
    with refusals_shown(), guard.watching():
        if picked is not None and title.strip():  # without words the issue is refused, and no place is left behind
            new = replace(new, site_ids=(site_of(context, new, picked),))
        issue_id = raise_issue(context.database, context.actor, new)
        tell_after_rerun(_("The issue is raised."))
        close_form()
        go_to("issue", id=issue_id)


def _place(context: Context, about: About) -> Picked | None:
    """Say which place the issue is about; where none is yet, let one be picked by whoever may log places."""
    if about.site_id is not None:
        name = plain(about.name) or (label(about.kind) if about.kind else "")
        place = _("Known place: {name}").format(name=name)
        st.markdown(f"**{place}**")
        return None
    if not can(context.actor, Action.LOG_SITE):
        return None
    form = f"new-issue-{client_id()}"
    place_fields(context, form, city_extent(context.database, context.actor))
    return picked_place(form)
