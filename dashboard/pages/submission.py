"""One letter to an authority: what it says, until when an answer is due, what came of it, and what comes next.

`?id=` shows it, `?id=&change=1` changes a draft, `?issue=` writes a new one (`after=` and `step=`: one that follows).
"""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.facts import show_facts
from dashboard.components.phrases import author_phrase, joined, recorded_phrase, site_name
from dashboard.components.results import begin_page
from dashboard.components.signs import KIND_SIGNS, STATUS_SIGNS
from dashboard.components.submissions.change_letter import change_letter
from dashboard.components.submissions.deadline import show_deadline
from dashboard.components.submissions.gaps import show_gaps
from dashboard.components.submissions.missing_addresses import show_missing_addresses
from dashboard.components.submissions.other_words import show_words_of_taken_back
from dashboard.components.submissions.rows import show_submission_rows
from dashboard.components.submissions.stale_submission import show_both_versions
from dashboard.components.submissions.steps import leave_closed_form, show_steps
from dashboard.components.submissions.words import (
    answer_phrase,
    line_sign,
    state_phrase,
    submission_event_phrase,
)
from dashboard.components.submissions.write_letter import write_letter
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.errors import NotFound
from geodata.model.next_steps import NextStep
from geodata.model.submissions import SubmissionState
from geodata.services.references import SiteRef
from geodata.services.submission_card import SubmissionCard, submission_card


def render(context: Context) -> None:
    """Show the letter of the address, or the desk at which one is written."""
    begin_page()
    submission_id, issue_id = number_in_address("id"), number_in_address("issue")
    if submission_id is None and issue_id is not None:
        write_letter(context, issue_id, number_in_address("after"), _step())
        return
    if submission_id is None:
        st.title(_("Letter to an authority"))
        st.info(_("No letter is chosen. Open one from the list, or write one from an issue."))
        page_link("submissions", _("Open the list of letters"), icon=":material/mail:")
        return
    try:
        card = submission_card(context.database, context.actor, submission_id)
    except NotFound:
        if show_words_of_taken_back(submission_id):
            return
        raise
    if "change" in st.query_params and change_letter(context, card):
        return
    _show(context, card)


def _step() -> NextStep | None:
    text = st.query_params.get("step", "")
    return NextStep(text) if text in set(NextStep) else None


def _show(context: Context, card: SubmissionCard) -> None:
    _heading(card)
    leave_closed_form(card)
    show_both_versions(card)
    show_steps(context, card)
    if card.line.state == SubmissionState.DRAFT and card.may_keep:
        show_gaps(f"{card.line.subject}\n{card.text}")
        show_missing_addresses(context, card.line.authority_id, card.line.organisation_id)
    letter, around = st.columns([3, 2], gap="large")
    with letter:
        st.subheader(_("The letter"), anchor=False)
        with st.container(border=True):
            st.markdown(f"**{plain(card.line.subject)}**")
            st.markdown(paragraphs(card.text))
        _events(card)
    with around:
        _facts(card)
        show_deadline(card)
        _places(card)
        _chain(card)


def _heading(card: SubmissionCard) -> None:
    line = card.line
    st.title(plain(line.subject), anchor=False)
    to = _("to {organisation}").format(organisation=f"**{plain(card.authority_name)}**")
    st.markdown(f"{line_sign(line)} {joined(label(line.kind), to, state_phrase(line), answer_phrase(line))}")
    issue = f"{line.issue.number} {plain(line.issue.title)}"
    page_link("issue", issue, icon=STATUS_SIGNS[line.issue.status], id=line.issue.id)


def _facts(card: SubmissionCard) -> None:
    line = card.line
    written = joined(formats.day(card.written_on), author_phrase(card.written_by, line.organisation))
    lines = [(_("Written"), written)]
    if line.sent_on is not None and line.sent_by is not None:
        lines.append((_("Sent"), f"{formats.day(line.sent_on)}, {label(line.sent_by).lower()}"))
    if line.reference is not None:
        lines.append((_("Their number"), plain(line.reference)))
    if line.reminded_on is not None:
        lines.append((_("Reminded"), formats.day(line.reminded_on)))
    lines.append((_("Who may see it"), label(card.sensitivity)))
    show_facts(lines, "submission")


def _places(card: SubmissionCard) -> None:
    if card.places:
        st.subheader(_("Places"), anchor=False)
    for place in card.places:
        name = plain(site_name(SiteRef(place.site_id, place.kind, place.name)))
        page_link("site", name, icon=KIND_SIGNS[place.kind], id=place.site_id)


def _chain(card: SubmissionCard) -> None:
    others = [line for line in card.chain if line.id != card.id]
    if others:
        st.subheader(_("Letters before and after"), anchor=False)
        show_submission_rows(others, place="chain", with_issue=False)


def _events(card: SubmissionCard) -> None:
    st.subheader(_("What became of it"), anchor=False)
    for event in card.events:
        with st.container(border=True, gap="xsmall"):
            day = formats.day(event.happened_on)
            st.markdown(f"**{day}**{formats.NO_BREAK} {submission_event_phrase(event)}")
            if event.note:
                st.markdown(paragraphs(event.note))
            author = author_phrase(event.person, event.organisation)
            st.caption(joined(author, recorded_phrase(event.happened_on, event.recorded_at)))
