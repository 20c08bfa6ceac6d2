"""One proposal of zones: what it says where and why, whom it hits, and how far it is on its way.

`?id=` shows it, `?version=` one of its versions, `?show=` a tab, `?with=` what it is compared with and laid under.
"""

from __future__ import annotations

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.page_styles import page_styles
from dashboard.components.phrases import joined
from dashboard.components.proposals.comments import render_comments
from dashboard.components.proposals.compare import render_compare
from dashboard.components.proposals.going_on import going_on_phrase
from dashboard.components.proposals.impact import show_impact
from dashboard.components.proposals.map_side import Drawn, show_map_side
from dashboard.components.proposals.next_action import NextAction
from dashboard.components.proposals.next_step import show_next_step
from dashboard.components.proposals.numbers import show_numbers
from dashboard.components.proposals.open_comments import show_open_comments
from dashboard.components.proposals.reviews import render_reviews
from dashboard.components.proposals.rules import show_rules
from dashboard.components.proposals.standing import Standing, standing_of
from dashboard.components.proposals.state_path import show_state_path
from dashboard.components.proposals.steps import render_steps
from dashboard.components.proposals.tabs import Tab, chosen_tab, present_tab
from dashboard.components.proposals.take_away import render_take_away
from dashboard.components.proposals.treatment import show_treatment
from dashboard.components.proposals.unsaved import counted
from dashboard.components.proposals.versions import BEFORE_SUBMISSION, chosen_version, version_buttons
from dashboard.components.proposals.votes import render_votes
from dashboard.components.proposals.zone_desk import hold_desk
from dashboard.components.results import begin_page, refusals_shown
from dashboard.components.text import plain, sentence
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.errors import InvalidValue
from geodata.model.zones import VENUE_PROPOSALS
from geodata.services.proposal_card import ProposalCard, VersionCard, proposal_card, version_card
from geodata.services.proposal_impact import VersionImpact, version_impact


def render(context: Context) -> None:
    """Show the proposal of the address."""
    begin_page()
    page_styles("proposals", "proposal_page")
    proposal_id = number_in_address("id")
    if proposal_id is None:
        st.title(_("Zone proposal"), anchor=False)
        st.info(_("No proposal is chosen. Open one from the list."))
        page_link("proposals", _("Open the list of proposals"), icon=":material/gavel:")
        return
    card = proposal_card(context.database, context.actor, proposal_id)
    st.title(plain(card.title), anchor=False)
    st.caption(joined(label(card.kind), plain(card.body)))
    show_state_path(card.state)
    standing = standing_of(context, card)
    version_id = chosen_version(card)
    if version_id is None:
        st.info(_("Every draft of this proposal was given up."))
        show_next_step(context, card, None, None, standing)
        return
    version = version_card(context.database, context.actor, version_id)
    hold_desk(version)
    impact = _impact(context, version)
    _say_what_is_decided_about(card, version, standing)
    with st.container(horizontal=True, vertical_alignment="center"):
        at_head = show_next_step(context, card, version, impact, standing)
        show_open_comments(context, card, version, standing)
        version_buttons(context, card, version)
    figures = st.container(key="proposal-figures")
    drawn = _sides(context, card, version, impact, at_head)
    if impact is not None:
        with figures, refusals_shown():
            told = counted(impact, version, drawn)
            binds_venues = card.kind in VENUE_PROPOSALS
            show_numbers(told.summary, told.open_findings, binds_venues=binds_venues, with_unsaved=told.with_unsaved)


def _say_what_is_decided_about(card: ProposalCard, version: VersionCard, standing: Standing) -> None:
    """Where what is shown is another version than the one submitted last."""
    submitted = standing.submitted
    if submitted is None or submitted.id == version.id or card.state in BEFORE_SUBMISSION:
        return
    st.info(plain(going_on_phrase(card.state, submitted, standing.drafts)), icon=":material/difference:")


def _impact(context: Context, version: VersionCard) -> VersionImpact | None:
    """What the version does; where one of its zones cannot be reckoned with, that is said and the rest is shown."""
    try:
        return version_impact(context.database, context.actor, version.id)
    except InvalidValue as refusal:
        st.warning(sentence(refusal.message), icon=":material/info:")
        return None


def _sides(
    context: Context,
    card: ProposalCard,
    version: VersionCard,
    impact: VersionImpact | None,
    at_head: NextAction | None,
) -> Drawn:
    """The map and the tabs beside it."""
    map_side, tabs = st.columns([6, 5], gap="medium")
    with map_side:
        drawn = show_map_side(context, version, other_id=_laid_under())
    with tabs:
        laid_under = _laid_under()
        _tab(context, card, version, impact, drawn, at_head)
        if _laid_under() != laid_under:  # chosen only now, below the map that shows it
            st.rerun()
    return drawn


def _laid_under() -> int | None:
    """The other version that the map shows: only as long as the two are compared."""
    return number_in_address("with") if present_tab() == Tab.COMPARE else None


def _tab(
    context: Context,
    card: ProposalCard,
    version: VersionCard,
    impact: VersionImpact | None,
    drawn: Drawn,
    at_head: NextAction | None,
) -> None:
    match chosen_tab():
        case Tab.RULES:
            show_rules(context, card, version, impact, drawn=drawn.outline if drawn.changed_zone is None else None)
        case Tab.IMPACT if impact is not None:
            show_impact(version, impact)
        case Tab.TREATMENT if impact is not None:
            show_treatment(context, version, impact)
        case Tab.COMPARE:
            render_compare(context, card, version)
        case Tab.COMMENTS:
            render_reviews(context, version, card, at_head=at_head)
            render_comments(context, version, card)
        case Tab.VOTES:
            render_steps(context, version, card, at_head=at_head)
            render_votes(context, version, card, at_head=at_head)
        case Tab.FILES:
            render_take_away(context, version)
