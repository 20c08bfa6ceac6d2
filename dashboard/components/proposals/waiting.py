"""Which proposals wait for the reader, and for what."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.components.proposals.words import PROPOSAL_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.errors import N_
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.policy import Action, can
from geodata.services.proposals import ProposalRow, list_proposals

# What somebody who may do this does next; the first that fits holds.
_WAITS: dict[ProposalState, tuple[tuple[Action, str], ...]] = {
    ProposalState.DRAFT: ((Action.KEEP_PROPOSAL, N_("waits to be finished and submitted")),),
    ProposalState.RETURNED: ((Action.KEEP_PROPOSAL, N_("was returned and waits for a new version")),),
    ProposalState.SUBMITTED: (
        (Action.DECIDE_PROPOSAL, N_("waits for the review to begin")),
        (Action.REVIEW_PROPOSAL, N_("waits for your review")),
    ),
    ProposalState.IN_REVIEW: (
        (Action.DECIDE_PROPOSAL, N_("waits for what the commission decides")),
        (Action.REVIEW_PROPOSAL, N_("waits for your review")),
    ),
    ProposalState.RECOMMENDED: ((Action.DECIDE_PROPOSAL, N_("waits to be passed to the council")),),
    ProposalState.WITH_COUNCIL: ((Action.DECIDE_PROPOSAL, N_("waits for what the council decides")),),
}


def what_waits(actor: Actor, state: ProposalState) -> str | None:
    """What the proposal waits for from this reader, in their language; None where it does not."""
    return next((_(words) for action, words in _WAITS.get(state, ()) if can(actor, action)), None)


def waiting_first(actor: Actor, rows: Iterable[ProposalRow]) -> list[ProposalRow]:
    """The rows that wait for the reader before the others, each group in the order it came."""
    return sorted(rows, key=lambda row: what_waits(actor, row.state) is None)


def show_waiting_proposals(context: Context) -> None:
    """The proposals that wait for the reader, each a link; nothing where none does."""
    rows = list_proposals(context.database, context.actor)
    waiting = [row for row in rows if what_waits(context.actor, row.state) is not None]
    if waiting:
        st.subheader(_("Zone proposals that wait for you"), anchor=False)
    for row in waiting:
        with st.container(gap=None, key=f"row-waiting-proposal-{row.id}"):
            page_link("proposal", f"**{plain(row.title)}**", icon=PROPOSAL_SIGNS[row.state], id=row.id)
            st.caption(what_waits(context.actor, row.state) or "")
