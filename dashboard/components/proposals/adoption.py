"""The council adopted a proposal: the form that makes its bylaw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from dashboard.components.forms import form_button
from dashboard.components.proposals.going_on import step_name
from dashboard.components.proposals.over_bylaws import over_bylaws_phrases
from dashboard.components.proposals.saving import save_button
from dashboard.components.proposals.standing import Standing
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.model.zones import BylawRelation
from geodata.services.bylaw_rows import NUMBER_AT_MOST, TITLE_AT_MOST, Adoption
from geodata.services.bylaws import bylaws_of
from geodata.services.proposal_card import ProposalCard, version_card
from geodata.services.proposal_steps import adopt_proposal


def adopt_button(context: Context, proposal: ProposalCard, standing: Standing) -> None:
    """The button that opens the form."""
    form = partial(_adopt, context)
    name = step_name(_("Note that it was adopted"), standing.submitted, standing.drafts)
    form_button(name, f"adopt-{proposal.id}", proposal, form, icon=":material/gavel:")


def _adopt(context: Context, proposal: ProposalCard) -> None:
    today = clock.today()
    # Side by side and first: an open calendar covers what is below it, neither the next date nor the button.
    adopted, begins, ends = st.columns(3)
    adopted_on = adopted.date_input(
        _("Adopted on"), value=today, max_value=today, format="DD.MM.YYYY", key="adopt-day"
    )  # fmt: skip
    valid_from = begins.date_input(
        _("Holds from"),
        value=_proposed_start(context, proposal),
        format="DD.MM.YYYY",
        help=_("Not before it was adopted: a bylaw must not reach into the past."),
        key="adopt-from",
    )
    valid_to = ends.date_input(
        _("Holds until"), value=None, format="DD.MM.YYYY", help=_("Empty: until further notice."), key="adopt-to"
    )
    number = st.text_input(_("Number of the bylaw"), max_chars=NUMBER_AT_MOST, key="adopt-number")
    title = st.text_input(_("Name of the bylaw"), value=proposal.title, max_chars=TITLE_AT_MOST, key="adopt-title")
    _tell_of_bylaws(context, proposal)
    names = {row.id: f"{row.number} {row.title}" for row in bylaws_of(context.database, context.actor)}
    earlier_id = st.selectbox(
        _("Earlier bylaw that it changes"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("None chosen"),
        key="adopt-earlier",
    )
    relation = None
    if earlier_id is not None:
        relation = st.radio(_("What it does to it"), list(BylawRelation), format_func=label, key="adopt-relation")
    asked = {
        _("Number of the bylaw"): number.strip(),
        _("Name of the bylaw"): title.strip(),
        _("Holds from"): valid_from,
    }

    def save(kept: str) -> str:
        empty = [name for name, value in asked.items() if not value]
        if valid_from is None or empty:
            raise InvalidValue(N_("Fill in first: {fields}."), fields=", ".join(empty))
        adoption = Adoption(number, title, adopted_on or today, valid_from, valid_to, relation, earlier_id)
        which = context.database, context.actor, proposal.id, proposal.row_version
        adopt_proposal(*which, replace(adoption, keep_personal_data=kept))
        return _("The bylaw is noted.")

    save_button(_("Note the bylaw"), "adopt", {"number": "adopt-number", "title": "adopt-title"}, save)


def _tell_of_bylaws(context: Context, proposal: ProposalCard) -> None:
    """Over which bylaws in force it lies: one of them may be the one that it changes."""
    submitted = _submitted(proposal)
    told = [] if submitted is None else over_bylaws_phrases(context, submitted)
    if told:
        st.markdown(_("Bylaws in force that it lies over") + "\n" + "\n".join(f"- {plain(words)}" for words in told))


def _submitted(proposal: ProposalCard) -> int | None:
    """The id of the version that the council had."""
    return next((line.id for line in proposal.versions if line.submitted_on is not None), None)


def _proposed_start(context: Context, proposal: ProposalCard) -> date | None:
    """From when the version that the council had says that it holds."""
    submitted = _submitted(proposal)
    return None if submitted is None else version_card(context.database, context.actor, submitted).valid_from
