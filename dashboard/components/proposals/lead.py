"""A proposal is led on by one step: a button that asks once, and says which version goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import streamlit as st

from dashboard.components.forms import form_button
from dashboard.components.proposals.going_on import going_on_phrase, step_name
from dashboard.components.proposals.saving import save_button
from dashboard.components.proposals.standing import Standing
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.errors import N_
from geodata.model.zones import ProposalState
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.proposal_card import ProposalCard
from geodata.services.proposal_steps import ProposalLead, lead_proposal_on

LEADS: dict[ProposalState, str] = {
    ProposalState.IN_REVIEW: N_("Take it into review"),
    ProposalState.RECOMMENDED: N_("Note that it is recommended"),
    ProposalState.RETURNED: N_("Return it for rework"),
    ProposalState.REJECTED: N_("Note that it is not recommended"),
    ProposalState.WITH_COUNCIL: N_("Pass it to the council"),
    ProposalState.NOT_ADOPTED: N_("Note that it was not adopted"),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The proposal as it stands."""

    proposal: ProposalCard
    standing: Standing


def lead_button(
    context: Context,
    proposal: ProposalCard,
    standing: Standing,
    state: ProposalState,
    *,
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:
    """The button of the step into `state`."""
    form = partial(_lead, context, state)
    key = f"lead-{state}-{proposal.id}"
    goes_back = proposal.state == ProposalState.RECOMMENDED and state == ProposalState.IN_REVIEW
    name = _("Take it back into review") if goes_back else _(LEADS[state])
    name = step_name(name, standing.submitted, standing.drafts)
    form_button(name, key, _Asked(proposal, standing), form, icon=":material/flag:", kind=kind)


def _lead(context: Context, state: ProposalState, asked: _Asked) -> None:
    proposal, standing = asked.proposal, asked.standing
    told = going_on_phrase(state, standing.submitted, standing.drafts)
    if told is not None:
        st.markdown(plain(told))
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
