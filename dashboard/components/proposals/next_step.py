"""The one thing that the reader should do next with a proposal, by its state and by what they may do."""

from __future__ import annotations

import streamlit as st

from dashboard.components.proposals.adopted import bylaw_of, show_bylaw
from dashboard.components.proposals.going_on import step_name
from dashboard.components.proposals.lead import lead_button
from dashboard.components.proposals.next_action import IN_TAB, InTab, Kind, NextAction, next_action
from dashboard.components.proposals.reviews import review_button
from dashboard.components.proposals.standing import Standing
from dashboard.components.proposals.submission import submit_button
from dashboard.components.proposals.tabs import Tab, present_tab, show_tab
from dashboard.components.proposals.versions import BEFORE_SUBMISSION, new_version_button, wants_new_version
from dashboard.components.proposals.vote_chair import open_vote_button
from dashboard.context import Context
from dashboard.language import _
from geodata.errors import N_
from geodata.model.zones import ProposalState
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_impact import VersionImpact

# What whoever has nothing to do is told.
_TOLD: dict[ProposalState, str] = {
    ProposalState.DRAFT: N_("It is being written; the commission has not got it yet."),
    ProposalState.SUBMITTED: N_("It was submitted and waits for the commission to review it."),
    ProposalState.IN_REVIEW: N_("The commission is reviewing it."),
    ProposalState.RETURNED: N_("The commission returned it with comments; a new version is awaited."),
    ProposalState.RECOMMENDED: N_("The commission recommends it; the council has not got it yet."),
    ProposalState.REJECTED: N_("The commission does not recommend it. Nothing more follows."),
    ProposalState.WITH_COUNCIL: N_("The council has it before it."),
    ProposalState.ADOPTED: N_("The council adopted it as a bylaw."),
    ProposalState.NOT_ADOPTED: N_("The council did not adopt it. Nothing more follows."),
}


def show_next_step(
    context: Context,
    card: ProposalCard,
    version: VersionCard | None,
    impact: VersionImpact | None,
    standing: Standing,
) -> NextAction | None:
    """The primary button, or one sentence where nothing is the reader's to do; returns what the button does.

    What is offered here is offered nowhere else on the page.
    """
    if card.state in BEFORE_SUBMISSION and can(context.actor, Action.KEEP_PROPOSAL):
        _write_on(context, card, version, impact)
        return None
    action = next_action(context.actor, card, standing)
    bylaw = bylaw_of(context, card)
    if bylaw is not None:
        show_bylaw(bylaw)
    elif action is None:
        st.markdown(_(_TOLD[card.state]))
    elif action.kind in IN_TAB:
        _lead_to_tab(IN_TAB[action.kind], version, standing)
    else:
        _do(context, card, standing, action)
    return action


def _do(context: Context, card: ProposalCard, standing: Standing, action: NextAction) -> None:
    """The button that does it, asking once."""
    if action.kind == Kind.LEAD and action.state is not None:
        lead_button(context, card, standing, action.state, kind="primary")
    elif standing.submitted is not None and action.kind == Kind.OPEN_VOTE:
        open_vote_button(context, standing.submitted.id, card, kind="primary")
    elif standing.submitted is not None:
        review_button(context, standing.submitted.id, _named(_("Review the proposal"), standing), kind="primary")


def _named(words: str, standing: Standing) -> str:
    return step_name(words, standing.submitted, standing.drafts)


def _lead_to_tab(there: InTab, version: VersionCard | None, standing: Standing) -> None:
    """The way to the tab where it is done, of the version that was submitted; once there, what to do."""
    submitted = standing.submitted
    if submitted is None or (version is not None and version.id == submitted.id and present_tab() == there.tab):
        st.markdown(_(there.told))
        return
    name = _named(_(there.label), standing)
    if st.button(name, icon=there.icon, type="primary", key="proposal-next"):
        st.query_params["version"] = str(submitted.id)
        show_tab(there.tab)
        st.rerun()


def _write_on(context: Context, card: ProposalCard, version: VersionCard | None, impact: VersionImpact | None) -> None:
    """A draft gets its zones, its findings are answered, then it is submitted; without one a new version is made."""
    if version is None or wants_new_version(context, card, version):
        new_version_button(context, card, version, kind="primary")
    elif not version.zones:
        st.markdown(_("This version has no zones yet: add the first one under “Rules”."))
    elif impact is not None and impact.open_findings:
        if present_tab() == Tab.TREATMENT:
            st.markdown(_("Answer the findings below, then it can be submitted."))
        elif st.button(_("Answer the findings"), icon=":material/balance:", type="primary", key="proposal-next"):
            show_tab(Tab.TREATMENT)
            st.rerun()
        if can(context.actor, Action.DECIDE_PROPOSAL):
            submit_button(context, card, version, impact, kind="secondary")
    elif can(context.actor, Action.DECIDE_PROPOSAL):
        submit_button(context, card, version, impact, kind="primary")
    else:
        st.markdown(_("It is ready; the coordinator submits it."))
