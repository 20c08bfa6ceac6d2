"""The way of a proposal: the steps that may be taken now, and what became of it so far."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import form_button
from dashboard.components.phrases import author_phrase, joined, meeting_phrase
from dashboard.components.proposals.adoption import adopt_button
from dashboard.components.proposals.saving import save_button
from dashboard.components.proposals.vote_words import counted_phrase, question_phrase, result_phrase
from dashboard.components.text import paragraphs
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.errors import N_
from geodata.model.zones import ProposalState
from geodata.policy import Action, can
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_steps import ProposalLead, lead_proposal_on
from geodata.services.proposal_story import ProposalStoryKind, ProposalStoryLine, proposal_story
from geodata.services.proposal_vote_cards import votes_of
from geodata.workflow import DECIDED_BY_VOTE, PROPOSAL_TRANSITIONS

_STEPS = {
    ProposalState.IN_REVIEW: N_("Take it into review"),
    ProposalState.RECOMMENDED: N_("Note that it is recommended"),
    ProposalState.RETURNED: N_("Return it for rework"),
    ProposalState.REJECTED: N_("Note that it is not recommended"),
    ProposalState.WITH_COUNCIL: N_("Pass it to the council"),
    ProposalState.NOT_ADOPTED: N_("Note that it was not adopted"),
}
_SIGNS = {
    ProposalStoryKind.DRAFTED: ":material/edit_document:",
    ProposalStoryKind.STEP: ":material/flag:",
    ProposalStoryKind.VOTE: ":material/how_to_vote:",
}


def render_steps(context: Context, version: VersionCard, proposal: ProposalCard) -> None:
    """The steps that the reader may take, and the time line, folded: who comes to vote does not scroll past it."""
    story = proposal_story(context.database, context.actor, proposal.id)
    if can(context.actor, Action.DECIDE_PROPOSAL):
        _offered(context, version, proposal, story)
    with st.expander(_("What became of it so far"), icon=":material/timeline:"):
        for line in story:
            _show(line)


def _offered(
    context: Context, version: VersionCard, proposal: ProposalCard, story: tuple[ProposalStoryLine, ...]
) -> None:
    allowed = PROPOSAL_TRANSITIONS[proposal.state]
    since = max((line.recorded_at for line in story if line.kind == ProposalStoryKind.STEP), default=None)
    carried = {
        vote.question
        for vote in votes_of(context.database, context.actor, version.id)
        if vote.carried and vote.closed_at is not None and (since is None or vote.closed_at >= since)
    }
    with st.container(horizontal=True):
        for state in allowed:
            if state == ProposalState.ADOPTED:
                adopt_button(context, proposal)
            elif state in _STEPS and (state not in DECIDED_BY_VOTE or state in carried):
                lead = partial(_lead, context, state)
                form_button(_(_STEPS[state]), f"lead-{state}-{proposal.id}", proposal, lead, icon=":material/flag:")
    if DECIDED_BY_VOTE & set(allowed) - carried:
        st.caption(_("Whether it is recommended, returned or not recommended is decided by a vote of the commission."))


def _lead(context: Context, state: ProposalState, proposal: ProposalCard) -> None:
    day = st.date_input(
        _("On which day"), value=clock.today(), max_value=clock.today(), format="DD.MM.YYYY", key="lead-day"
    )
    note = st.text_area(_("Note"), max_chars=NOTE_AT_MOST, height=100, key="lead-note")
    lead = ProposalLead(state, day or clock.today(), note=note)

    def save(kept: str) -> str:
        which = context.database, context.actor, proposal.id, proposal.row_version
        lead_proposal_on(*which, replace(lead, keep_personal_data=kept))
        return _("The step is noted. The proposal is now: {state}.").format(state=label(state))

    save_button(_("Note the step"), "lead", {"note": "lead-note"}, save)


def _show(line: ProposalStoryLine) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{_SIGNS[line.kind]} **{formats.day(line.happened_on)}**{formats.NO_BREAK} {_what(line)}")
        if line.note:
            st.markdown(paragraphs(line.note))
        at = None if line.meeting is None else meeting_phrase(line.meeting)
        st.caption(joined(at, author_phrase(line.person, None)))


def _what(line: ProposalStoryLine) -> str:
    version = _("version {number}").format(number=line.number)
    match line.kind:
        case ProposalStoryKind.DRAFTED:
            return joined(_("Drafted"), version)
        case ProposalStoryKind.STEP:
            bylaw = None if line.bylaw is None else _("bylaw No. {number}").format(number=line.bylaw)
            return joined(f"**{label(line.state)}**" if line.state else None, version, bylaw)
        case _:
            asked = _("Vote: {question}").format(question=question_phrase(line.state))
            return joined(asked, version, counted_phrase(line), result_phrase(line.carried))
