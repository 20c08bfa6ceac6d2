"""The register of letters to authorities: what waits for an answer, what came, and who answers how."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import streamlit as st

from dashboard import formats
from dashboard.components.list_pills import chosen_list
from dashboard.components.paging import first_shown, turn_pages
from dashboard.components.results import begin_page
from dashboard.components.submissions.authority_table import show_authority_table
from dashboard.components.submissions.rows import show_submission_rows
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata.model.submissions import SubmissionState
from geodata.policy import Action, can
from geodata.services.authority_records import AuthorityRecord, authority_records
from geodata.services.submission_list import SubmissionFilter, SubmissionOrder, list_submissions

ROWS_AT_ONCE = 25


class Tab(StrEnum):
    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    UNSENT = "unsent"
    ALL = "all"


SHOWN: dict[Tab, tuple[SubmissionFilter, SubmissionOrder]] = {
    Tab.WAITING: (SubmissionFilter(states=frozenset({SubmissionState.SENT})), SubmissionOrder.DUE),
    Tab.OVERDUE: (SubmissionFilter(overdue=True), SubmissionOrder.DUE),
    Tab.ANSWERED: (
        SubmissionFilter(states=frozenset({SubmissionState.ANSWERED, SubmissionState.CLOSED})),
        SubmissionOrder.NEWEST,
    ),
    Tab.UNSENT: (SubmissionFilter(states=frozenset({SubmissionState.DRAFT})), SubmissionOrder.NEWEST),
    Tab.ALL: (SubmissionFilter(), SubmissionOrder.NEWEST),
}


def render(context: Context) -> None:
    """Show the list of the address (`?filter=`)."""
    begin_page()
    st.title(_("Letters to authorities"), anchor=False)
    records = authority_records(context.database, context.actor)
    tab = _tab(context)
    chosen, order = SHOWN[tab]
    chosen = _narrowed(context, chosen, records)
    first = first_shown("submissions", (chosen.authority_id, chosen.organisation_id))
    page = list_submissions(context.database, context.actor, chosen, order=order, limit=ROWS_AT_ONCE, offset=first)
    st.caption(ngettext("{count} letter", "{count} letters", page.total).format(count=formats.number(page.total)))
    if not page.lines:
        st.info(_("There is no letter in this list. A letter begins on the page of an issue: Write to an authority."))
    show_submission_rows(page.lines, place="list")
    turn_pages("submissions", first, page.total, ROWS_AT_ONCE)
    if records:
        st.subheader(_("Who answers, how long it takes, how"), anchor=False)
        show_authority_table(records)


def _tab(context: Context) -> Tab:
    names = {
        Tab.WAITING: _("Waiting for an answer"),
        Tab.OVERDUE: _("Overdue"),
        Tab.ANSWERED: _("Answered"),
        Tab.UNSENT: _("Not sent"),
        Tab.ALL: _("All"),
    }
    if not can(context.actor, Action.KEEP_SUBMISSION):
        del names[Tab.UNSENT]  # drafts are the business of those who write letters
    return chosen_list(names, Tab.WAITING, key="submission-tab")


def _narrowed(context: Context, chosen: SubmissionFilter, records: tuple[AuthorityRecord, ...]) -> SubmissionFilter:
    """The list, narrowed to one authority and to what one's own organisation wrote."""
    asked, own = st.columns([3, 2], vertical_alignment="bottom")
    names = {record.authority_id: record.authority for record in records}
    authority_id = asked.selectbox(
        _("Authority"),
        sorted(names, key=names.__getitem__),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("All authorities"),
        key="submission-authority",
    )
    if context.actor.organisation_id is not None and own.toggle(_("Written by us"), key="submission-own"):
        chosen = replace(chosen, organisation_id=context.actor.organisation_id)
    return replace(chosen, authority_id=authority_id)
