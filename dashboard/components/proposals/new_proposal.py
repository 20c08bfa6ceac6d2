"""A proposal is begun: its title, its kind, and the body that is to review it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.model.meetings import BodyKind
from geodata.model.zones import ProposalKind
from geodata.policy import Action, can
from geodata.services.meeting_list import list_bodies
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposals import TITLE_AT_MOST, create_proposal

_NEW = "new"


def new_proposal_button(context: Context) -> None:
    """The button that opens the form, for whoever may write proposals."""
    if can(context.actor, Action.KEEP_PROPOSAL):
        form = partial(_form, context)
        form_button(_("New proposal"), "new-proposal", _NEW, form, icon=":material/add:", kind="primary")


def continue_button(context: Context, card: ProposalCard, version: VersionCard) -> None:
    """How it goes on with a proposal whose way has ended: a new one that begins with what this version says."""
    if can(context.actor, Action.KEEP_PROPOSAL):
        form = partial(_continue, context, card)
        name = _("Begin a new proposal with this version")
        form_button(name, f"continue-{version.id}", version, form, icon=":material/content_copy:")


def _continue(context: Context, card: ProposalCard, version: VersionCard) -> None:
    st.markdown(
        _("What was decided does not change any more. A new proposal begins with a copy of the zones, exceptions, "
          "answers and texts, and goes to the commission by itself.")
    )  # fmt: skip
    title = st.text_input(_("What is proposed"), value=card.title, max_chars=TITLE_AT_MOST, key="proposal-title")
    guard = PersonalDataGuard("proposal", {"title": "proposal-title"})
    kept = guard.decided(st.button(_("Begin the proposal"), type="primary", key="proposal-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        proposal_id = create_proposal(
            context.database, context.actor, title, card.kind, card.body_id, based_on_id=version.id,
            keep_personal_data=kept,
        )  # fmt: skip
        close_form()
        tell_after_rerun(_("The new proposal is begun. Say in it what changed and why."))
        go_to("proposal", id=proposal_id)


def _form(context: Context, _subject: str) -> None:
    title = st.text_input(
        _("What is proposed"),
        max_chars=TITLE_AT_MOST,
        placeholder=_("Zones without gambling around schools"),
        key="proposal-title",
    )
    kind = st.selectbox(_("Kind of proposal"), list(ProposalKind), format_func=label, key="proposal-kind")
    bodies = list_bodies(context.database, context.actor)
    # A commission is who reviews proposals; the others stand below it.
    bodies.sort(key=lambda body: body.kind != BodyKind.COMMISSION)
    names = {body.id: body.name for body in bodies}
    body_id = st.selectbox(
        _("Who reviews it"),
        list(names),
        index=0 if names else None,
        format_func=names.__getitem__,
        placeholder=_("None chosen"),
        key="proposal-body",
    )
    guard = PersonalDataGuard("proposal", {"title": "proposal-title"})
    kept = guard.decided(st.button(_("Begin the proposal"), type="primary", key="proposal-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        chosen = kind or ProposalKind.GENERAL
        proposal_id = create_proposal(context.database, context.actor, title, chosen, body_id, keep_personal_data=kept)
        close_form()
        tell_after_rerun(_("The proposal is begun. Add its first zone."))
        go_to("proposal", id=proposal_id)
