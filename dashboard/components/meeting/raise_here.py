"""A new issue is raised at the meeting without leaving its screen: in a few words, with its place on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.components.duplicates import choose_similar
from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.meeting.place_of_issue import Picked, picked_place, place_fields, site_of
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.model.issues import TOPIC_OF_KIND, IssueTopic
from geodata.model.meetings import AgendaKind
from geodata.services.extent import body_extent
from geodata.services.issues import TITLE_AT_MOST, NewIssue, raise_issue
from geodata.services.meeting_card import MeetingCard
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.services.minutes import mark_discussed
from geodata.services.organisations import list_organisations
from geodata.services.references import IssueRef
from geodata.services.similar_issues import similar_issues


def raise_button(context: Context, card: MeetingCard) -> None:
    """The button that opens the form."""
    form = partial(_form, context)
    form_button(_("New issue with a place"), f"raise-here-{card.id}", card, form, icon=":material/add_location_alt:")


def _form(context: Context, card: MeetingCard) -> None:
    name = f"raise-{client_id()}"
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    title = st.text_input(_("What is wrong, in a few words"), max_chars=TITLE_AT_MOST, key=f"{name}-title")
    place_fields(context, name, body_extent(context.database, context.actor, card.body_id))
    picked = picked_place(name)
    topics = list(IssueTopic)
    guessed = None if picked is None or picked.kind is None else topics.index(TOPIC_OF_KIND[picked.kind])
    # Another key for another place, so that the topic follows the place until somebody chooses one.
    topic_key = f"{name}-topic-{guessed}"
    raised_by, given_to = st.columns(2)
    topic = st.selectbox(_("Topic"), topics, index=guessed, format_func=label, placeholder=_("Choose"), key=topic_key)
    raised_by_id = raised_by.selectbox(
        _("Who raises it"),
        list(organisations),
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Nobody in particular"),
        key=f"{name}-raised-by",
    )
    assignee_id = given_to.selectbox(
        _("Who should have it"),
        list(organisations),
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Nobody yet"),
        key=f"{name}-assignee",
    )
    known = choose_similar(_similar(context, picked, topic, title or ""), name)
    if known is not None:
        _take_known(context, card, known, raised_by_id)
    by_next = st.checkbox(_("The next meeting wants to hear of it"), value=True, key=f"{name}-next")
    guard = PersonalDataGuard(name, {"title": f"{name}-title"})
    kept = guard.decided(st.button(_("Raise the issue"), type="primary", key="raise-here-save"))
    if kept is None:
        return
    new = NewIssue(
        topic=topic or IssueTopic.OTHER,
        title=title or "",
        meeting_id=card.id,
        assignee_id=assignee_id,
        raised_by_organisation_id=raised_by_id,
        due_next_meeting=by_next,
        client_id=client_id(),
        keep_personal_data=kept,
    )
    with refusals_shown(), guard.watching():
        _raise(context, card, new, picked, raised_by_id)
        tell_after_rerun(_("The issue is raised."))
        close_form()
        st.rerun()


def _raise(context: Context, card: MeetingCard, new: NewIssue, picked: Picked | None, raised_by_id: int | None) -> None:
    """The place where it is a new one, the issue, and a point of this meeting about it."""
    database, actor = context.database, context.actor
    known = () if picked is None else (site_of(context, new, picked),)
    issue_id = raise_issue(database, actor, replace(new, site_ids=known))
    point = NewAgendaItem(
        new.title,
        AgendaKind.INFORMATION,
        issue_id=issue_id,
        organisation_id=raised_by_id,
        keep_personal_data=new.keep_personal_data,
    )
    point_id = add_agenda_item(database, actor, card.id, point)
    mark_discussed(database, actor, point_id, discussed=True)


def _similar(context: Context, picked: Picked | None, topic: IssueTopic | None, title: str) -> Sequence[IssueRef]:
    """Open issues at the picked place, or in like words, before the meeting raises one more."""
    site_ids = [] if picked is None or picked.site_id is None else [picked.site_id]
    position = None if picked is None else (picked.at[1], picked.at[0])
    return similar_issues(context.database, context.actor, topic, site_ids, position=position, words=title)


def _take_known(context: Context, card: MeetingCard, known: IssueRef, raised_by_id: int | None) -> None:
    """The meeting spoke of an issue that is known already: its point, there or made now, counts as discussed."""
    database, actor = context.database, context.actor
    with refusals_shown():
        point_id = next((point.id for point in card.points if point.issue and point.issue.id == known.id), None)
        if point_id is None:
            point = NewAgendaItem(known.title, AgendaKind.INFORMATION, issue_id=known.id, organisation_id=raised_by_id)
            point_id = add_agenda_item(database, actor, card.id, point)
        mark_discussed(database, actor, point_id, discussed=True)
        tell_after_rerun(_("The known issue is among the points."))
        close_form()
        st.rerun()
