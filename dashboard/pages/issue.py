"""One issue: its card, its whole chain, and what comes next."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.duplicates import show_duplicates
from dashboard.components.facts import show_facts
from dashboard.components.issue_places import show_places
from dashboard.components.issue_steps import show_steps
from dashboard.components.meeting.task_rows import show_task_row
from dashboard.components.phrases import (
    assignee_phrase,
    deadline_phrase,
    erasure_phrase,
    joined,
    meeting_phrase,
    missed_phrase,
)
from dashboard.components.results import begin_page
from dashboard.components.sharing import show_sharing
from dashboard.components.signs import STATUS_SIGNS
from dashboard.components.stale_issue import show_both_versions
from dashboard.components.submissions.of_issue import show_letters, write_button
from dashboard.components.text import paragraphs, plain
from dashboard.components.time_line import show_events
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.model.issues import OPEN_STATUSES
from geodata.model.people import Sensitivity
from geodata.services.issue_card import IssueCard, issue_card
from geodata.services.issue_selection import PRESSING_STATUSES
from geodata.services.sharing import Shareable

MEETINGS_AT_ONCE = 6


def render(context: Context) -> None:
    """Show the issue of the address (`?id=`)."""
    begin_page()
    issue_id = number_in_address("id")
    if issue_id is None:
        st.title(_("Issue"))
        st.info(_("No issue is chosen. Open one from the list."))
        page_link("issues", _("Open the list of issues"), icon=":material/assignment:")
        return
    card = issue_card(context.database, context.actor, issue_id)
    _heading(card)
    show_both_versions(card)
    show_duplicates(card)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_steps(context, card)
        write_button(context, card)
    about, chain = st.columns([2, 3], gap="large")
    with about:
        if card.description:
            st.markdown(paragraphs(card.description))
        _facts(card)
        if card.sensitivity == Sensitivity.RESTRICTED:
            show_sharing(context, Shareable.ISSUE, card.id)
        show_places(context, card)
        _tasks(context, card)
        show_letters(card)
        _decisions(card)
        _agenda(card)
    with chain:
        st.subheader(_("What became of it"), anchor=False)
        show_events(card.events, f"issue-{card.id}")
        if card.events_before:
            st.subheader(_("What became of what was merged here"), anchor=False)
            show_events(card.events_before, f"issue-{card.id}-before")


def _heading(card: IssueCard) -> None:
    st.title(f"{card.number} {plain(card.title)}", anchor=False)
    is_open = card.status in OPEN_STATUSES
    since = _("since {day} ({age})").format(day=formats.day(card.status_since), age=formats.age(card.status_since))
    st.markdown(
        joined(
            f"{STATUS_SIGNS[card.status]} **{label(card.status)}** {since}",
            assignee_phrase(card.assignee, card.person) if is_open or card.assignee else None,
            deadline_phrase(card.deadline) if card.status in PRESSING_STATUSES else None,
        )
    )


def _facts(card: IssueCard) -> None:
    raised = joined(formats.day(card.raised_on), plain(card.raised_by))
    lines = [(_("Topic"), label(card.topic)), (_("Raised on"), raised)]
    if card.raised_at is not None:
        lines.append((_("Raised at"), meeting_phrase(card.raised_at)))
    if card.body:
        lines.append((_("Followed by"), plain(card.body)))
    if card.bylaw is not None:
        lines.append((_("Breach of the bylaw"), joined(plain(card.bylaw.number), plain(card.bylaw.title))))
    if card.reopened:
        times = ngettext("{count} time", "{count} times", card.reopened).format(count=card.reopened)
        lines.append((_("Reopened"), times))
    lines.append((_("Who may see it"), label(card.sensitivity)))
    show_facts(lines, "issue")


def _tasks(context: Context, card: IssueCard) -> None:
    if card.tasks:
        st.subheader(_("Tasks"), anchor=False)
    for task in card.tasks:
        show_task_row(context, replace(task, issue=None), "issue")  # the issue is the page itself


def _decisions(card: IssueCard) -> None:
    if card.decisions:
        st.subheader(_("Decided"), anchor=False)
    for decision in card.decisions:
        with st.container(gap=None, key=f"row-decision-{decision.id}"):
            meeting = decision.meeting
            page_link("meeting", meeting_phrase(meeting), icon=":material/gavel:", id=meeting.id, face="minutes")
            st.caption(joined(plain(decision.organisation), paragraphs(decision.text)))


def _agenda(card: IssueCard) -> None:
    if not card.agenda:
        return
    st.subheader(_("At meetings"), anchor=False)
    for line in card.agenda[:MEETINGS_AT_ONCE]:
        with st.container(gap=None, key=f"row-agenda-{line.id}"):
            page_link("meeting", meeting_phrase(line.meeting), icon=":material/groups:", id=line.meeting.id)
            erased = None if line.erased is None else erasure_phrase(line.erased)
            st.caption(
                joined(missed_phrase(line.missed), label(line.kind), plain(line.title), plain(line.text), erased)
            )
