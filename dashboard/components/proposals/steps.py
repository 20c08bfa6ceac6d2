"""The way of a proposal: the steps that may be taken now, and what became of it so far."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import author_phrase, joined, meeting_phrase
from dashboard.components.proposals.adoption import adopt_button
from dashboard.components.proposals.lead import LEADS, lead_button
from dashboard.components.proposals.next_action import NextAction
from dashboard.components.proposals.standing import standing_of
from dashboard.components.proposals.vote_words import counted_phrase, question_phrase, result_phrase
from dashboard.components.text import paragraphs
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.model.zones import ProposalState
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_story import ProposalStoryKind, ProposalStoryLine, proposal_story
from geodata.workflow import DECIDED_BY_VOTE, PROPOSAL_TRANSITIONS

_SIGNS = {
    ProposalStoryKind.DRAFTED: ":material/edit_document:",
    ProposalStoryKind.STEP: ":material/flag:",
    ProposalStoryKind.VOTE: ":material/how_to_vote:",
}


def render_steps(
    context: Context, _version: VersionCard, proposal: ProposalCard, *, at_head: NextAction | None = None
) -> None:
    """The steps that the reader may take, and the time line, folded: who comes to vote does not scroll past it.

    `at_head` is what the head of the page offers; it is not offered here once more.
    """
    if can(context.actor, Action.DECIDE_PROPOSAL):
        _offered(context, proposal, at_head)
    with st.expander(_("What became of it so far"), icon=":material/timeline:"):
        for line in proposal_story(context.database, context.actor, proposal.id):
            _show(line)


def _offered(context: Context, proposal: ProposalCard, at_head: NextAction | None) -> None:
    allowed = PROPOSAL_TRANSITIONS[proposal.state]
    standing = standing_of(context, proposal)
    leads = [
        state for state in allowed if state in LEADS and (state not in DECIDED_BY_VOTE or state in standing.carried)
    ]
    with st.container(horizontal=True):
        if ProposalState.ADOPTED in allowed:
            adopt_button(context, proposal, standing)
        for state in leads:
            if at_head is None or at_head.state != state:
                lead_button(context, proposal, standing, state)
    if DECIDED_BY_VOTE & set(allowed) - standing.carried:
        st.caption(_("Whether it is recommended, returned or not recommended is decided by a vote of the commission."))


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
