"""The one thing that the reader should do next with a proposal, by its state and by what they may do."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.components.proposals.submission import submit_button
from dashboard.components.proposals.tabs import Tab, show_tab
from dashboard.components.proposals.versions import BEFORE_SUBMISSION, new_version_button, wants_new_version
from dashboard.context import Context
from dashboard.language import _
from geodata.errors import N_
from geodata.model.zones import ProposalState
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_impact import VersionImpact


@dataclass(frozen=True, slots=True)
class _Step:
    """Who may do this finds it under that tab."""

    action: Action
    label: str
    icon: str
    tab: Tab


# Per state the steps, the first that the reader may do is theirs.
_STEPS: dict[ProposalState, tuple[_Step, ...]] = {
    ProposalState.SUBMITTED: (
        _Step(Action.DECIDE_PROPOSAL, N_("Begin the review"), ":material/play_arrow:", Tab.VOTES),
        _Step(Action.REVIEW_PROPOSAL, N_("Review the proposal"), ":material/rate_review:", Tab.COMMENTS),
    ),
    ProposalState.IN_REVIEW: (
        _Step(Action.DECIDE_PROPOSAL, N_("Vote on it"), ":material/how_to_vote:", Tab.VOTES),
        _Step(Action.REVIEW_PROPOSAL, N_("Review the proposal"), ":material/rate_review:", Tab.COMMENTS),
    ),
    ProposalState.RECOMMENDED: (
        _Step(Action.DECIDE_PROPOSAL, N_("Pass it to the council"), ":material/account_balance:", Tab.VOTES),
    ),
    ProposalState.WITH_COUNCIL: (
        _Step(Action.DECIDE_PROPOSAL, N_("Note what the council decided"), ":material/gavel:", Tab.VOTES),
    ),
}
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
    context: Context, card: ProposalCard, version: VersionCard | None, impact: VersionImpact | None
) -> None:
    """The primary button, or one sentence where nothing is the reader's to do."""
    if card.state in BEFORE_SUBMISSION and can(context.actor, Action.KEEP_PROPOSAL):
        _write_on(context, card, version, impact)
        return
    step = _step_of(context, card.state)
    if step is None:
        st.markdown(_(_TOLD[card.state]))
    elif st.button(_(step.label), icon=step.icon, type="primary", key="proposal-next"):
        show_tab(step.tab)
        st.rerun()


def _step_of(context: Context, state: ProposalState) -> _Step | None:
    steps = (step for step in _STEPS.get(state, ()) if can(context.actor, step.action))
    return next(steps, None)


def _write_on(context: Context, card: ProposalCard, version: VersionCard | None, impact: VersionImpact | None) -> None:
    """A draft gets its zones, its findings are answered, then it is submitted; without one a new version is made."""
    if version is None or wants_new_version(context, card, version):
        new_version_button(context, card, version, kind="primary")
    elif not version.zones:
        st.markdown(_("This version has no zones yet: add the first one under “Rules”."))
    elif impact is not None and impact.open_findings:
        if st.button(_("Answer the findings"), icon=":material/balance:", type="primary", key="proposal-next"):
            show_tab(Tab.TREATMENT)
            st.rerun()
        if can(context.actor, Action.DECIDE_PROPOSAL):
            submit_button(context, card, version, impact, kind="secondary")
    elif can(context.actor, Action.DECIDE_PROPOSAL):
        submit_button(context, card, version, impact, kind="primary")
    else:
        st.markdown(_("It is ready; the coordinator submits it."))
