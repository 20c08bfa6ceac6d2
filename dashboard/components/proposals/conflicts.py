"""Conflicts of interest: who declared one, and the form of one's own."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import form_button
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.proposals.saving import save_button
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.policy import Action, can
from geodata.services.conflicts import ConflictLine, conflicts_of, declare_conflict, withdraw_conflict
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.proposal_card import ProposalCard


def show_conflicts(context: Context, proposal: ProposalCard) -> None:
    """Who does not vote on the proposal, and the button that declares or withdraws one's own conflict."""
    lines = conflicts_of(context.database, context.actor, proposal.id)
    standing = [line for line in lines if line.withdrawn_at is None]
    if standing:
        st.subheader(_("Conflicts of interest"), anchor=False)
    for line in lines:
        gone = _("withdrawn on {day}").format(day=formats.day(line.withdrawn_at)) if line.withdrawn_at else None
        who = author_phrase(line.person, line.organisation)
        st.markdown(joined(f":material/block: {who}", plain(line.reason), formats.day(line.recorded_at), gone))
    if not can(context.actor, Action.REVIEW_PROPOSAL):
        return
    own = next((line for line in standing if line.account_id == context.actor.account_id), None)
    if own is not None:
        _withdraw(context, own)
        return
    declare = partial(_declare, context)
    name = _("I have a conflict of interest")
    form_button(name, f"conflict-{proposal.id}", proposal, declare, icon=":material/block:")


def _withdraw(context: Context, own: ConflictLine) -> None:
    if st.button(_("Withdraw my conflict of interest"), key=f"withdraw-conflict-{own.id}", icon=":material/undo:"):
        with refusals_shown():
            withdraw_conflict(context.database, context.actor, own.id)
            tell_after_rerun(_("It is withdrawn. You may vote again."))
            st.rerun()


def _declare(context: Context, proposal: ProposalCard) -> None:
    st.caption(_("Whoever has a conflict of interest does not vote on this proposal. The members read the reason."))
    reason = st.text_area(_("What the conflict is"), max_chars=NOTE_AT_MOST, height=100, key="conflict-reason")

    def save(kept: str) -> str:
        declared = declare_conflict(context.database, context.actor, proposal.id, reason, keep_personal_data=kept)
        if declared.took_out_ballot:
            return _("It is declared. The vote that you had cast is taken out.")
        return _("It is declared. You do not vote on this proposal.")

    save_button(_("Declare it"), "conflict", {"reason": "conflict-reason"}, save)
