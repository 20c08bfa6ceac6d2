"""The state of a proposal as a path: what was, where it is, what is to come; told by sign and word, not by colour."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.components.page_styles import page_styles
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import N_
from geodata.model.zones import ProposalState

# The way that a proposal goes; the other states are turns off it.
_WAY: tuple[ProposalState, ...] = (
    ProposalState.DRAFT,
    ProposalState.SUBMITTED,
    ProposalState.IN_REVIEW,
    ProposalState.RECOMMENDED,
    ProposalState.WITH_COUNCIL,
    ProposalState.ADOPTED,
)
# On which step of the way a turn off it stands.
_TURNS: dict[ProposalState, ProposalState] = {
    ProposalState.RETURNED: ProposalState.DRAFT,
    ProposalState.REJECTED: ProposalState.RECOMMENDED,
    ProposalState.NOT_ADOPTED: ProposalState.ADOPTED,
}
_SHORT: dict[ProposalState, str] = {
    ProposalState.DRAFT: N_("draft"),
    ProposalState.SUBMITTED: N_("submitted"),
    ProposalState.IN_REVIEW: N_("in review"),
    ProposalState.RECOMMENDED: N_("recommended"),
    ProposalState.RETURNED: N_("returned"),
    ProposalState.REJECTED: N_("not recommended"),
    ProposalState.WITH_COUNCIL: N_("council"),
    ProposalState.ADOPTED: N_("bylaw"),
    ProposalState.NOT_ADOPTED: N_("not adopted"),
}
_DONE, _HERE, _TURNED, _TO_COME = "✓", "●", "✕", "○"
_BACK = "↩"


def show_state_path(state: ProposalState) -> None:
    """One line: on a phone the step where it is has its word, the others their signs."""
    page_styles("proposals")
    st.html(state_path(state))


def state_path(state: ProposalState) -> str:
    """The path as HTML."""
    present = _WAY.index(_TURNS.get(state, state))
    steps = "".join(_step(place, present, state) for place in range(len(_WAY)))
    name = escape(_("State: {state}").format(state=label(state)), quote=True)
    return f'<ol class="lokality-path" aria-label="{name}">{steps}</ol>'


def _step(place: int, present: int, state: ProposalState) -> str:
    if place == present:
        return _item("here", _sign_here(state), state, ' aria-current="step"')
    kind, sign = ("done", _DONE) if place < present else ("to-come", _TO_COME)
    return _item(kind, sign, _WAY[place], "")


def _item(kind: str, sign: str, state: ProposalState, more: str) -> str:
    word = escape(_(_SHORT[state]))
    return f'<li class="{kind}"{more}><span aria-hidden="true">{sign}</span> <span class="word">{word}</span></li>'


def _sign_here(state: ProposalState) -> str:
    if state == ProposalState.RETURNED:
        return _BACK
    if state in _TURNS:
        return _TURNED
    return _DONE if state == ProposalState.ADOPTED else _HERE
