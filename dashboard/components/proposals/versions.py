"""Which version of a proposal is shown; a further one is drafted from any, a draft is given up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.forms import close_form, form_button
from dashboard.components.proposals.new_proposal import continue_button
from dashboard.components.proposals.words import version_name, version_told
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.model.zones import ENDED, ProposalState
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_drafts import discard_version, draft_version
from geodata.services.proposal_texts import VARIANT_AT_MOST

# What comes next is that a draft is submitted.
BEFORE_SUBMISSION = frozenset({ProposalState.DRAFT, ProposalState.RETURNED})


@dataclass(frozen=True, slots=True)
class _Base:
    """From which version of which proposal a draft is made; None: an empty one."""

    proposal_id: int
    version_id: int | None
    name: str


def chosen_version(card: ProposalCard) -> int | None:
    """The id of the version of the address, else of the one that the state is about; and the choice between them.

    None without any.
    """
    lines = {line.id: line for line in card.versions}
    if not lines:
        return None
    asked = number_in_address("version")
    present = asked if asked in lines else _usual(card)
    if len(lines) == 1:
        st.markdown(plain(version_told(lines[present])))
        return present
    ids = list(lines)
    wanted = st.selectbox(
        _("Version"),
        ids,
        index=ids.index(present),
        format_func=lambda id_: version_told(lines[id_]),
        key=f"proposal-version-{card.id}-{present}",
        label_visibility="collapsed",
    )
    if wanted != present:
        st.query_params["version"] = str(wanted)
        st.rerun()
    return present


def _usual(card: ProposalCard) -> int:
    """The newest, as long as it is still to be submitted; else the newest that was: that is what is decided about."""
    newest = card.versions[0].id
    if card.state in BEFORE_SUBMISSION:
        return newest
    return next((line.id for line in card.versions if line.submitted_on is not None), newest)


def version_buttons(context: Context, card: ProposalCard, version: VersionCard) -> None:
    """Draft a further version from this one, or a new proposal once its way has ended; give this draft up."""
    if card.state in ENDED:
        continue_button(context, card, version)
    elif not wants_new_version(context, card, version):
        new_version_button(context, card, version, kind="secondary")
    if version.editable:
        discard = partial(_discard, context)
        form_button(_("Give this draft up"), f"discard-{version.id}", version, discard, icon=":material/delete:")


def wants_new_version(context: Context, card: ProposalCard, version: VersionCard | None) -> bool:
    """Whether the next thing to do with the proposal is a new version."""
    waits = card.state in BEFORE_SUBMISSION
    return waits and can(context.actor, Action.KEEP_PROPOSAL) and (version is None or not version.editable)


def new_version_button(
    context: Context, card: ProposalCard, version: VersionCard | None, *, kind: Literal["primary", "secondary"]
) -> None:
    """The button, for whoever may write proposals and as long as any may follow."""
    if card.state in ENDED or not can(context.actor, Action.KEEP_PROPOSAL):
        return
    base = _Base(card.id, None, "") if version is None else _Base(card.id, version.id, version_name(version))
    form = partial(_new, context)
    form_button(_("New version"), f"draft-{card.id}", base, form, icon=":material/content_copy:", kind=kind)


def _new(context: Context, base: _Base) -> None:
    if base.version_id is not None:
        told = _("It begins as a copy of “{version}” with its zones, exceptions and answers.")
        st.markdown(told.format(version=plain(base.name)))
    variant = st.text_input(
        _("Name of the variant"),
        max_chars=VARIANT_AT_MOST,
        help=_("Only where several drafts stand side by side: “without the cap”, “larger distance”."),
        key="draft-variant",
    )
    if not st.button(_("Make the version"), type="primary", key="draft-save"):
        return
    with refusals_shown():
        version_id = draft_version(context.database, context.actor, base.proposal_id, base.version_id, variant=variant)
        close_form()
        tell_after_rerun(_("The draft is made. Say in it what changed and why."))
        go_to("proposal", id=base.proposal_id, version=version_id)


def _discard(context: Context, version: VersionCard) -> None:
    st.markdown(_("The draft disappears from all lists. What it said stays in the audit."))
    if not st.button(_("Give the draft up"), type="primary", key="discard-save"):
        return
    with refusals_shown():
        discard_version(context.database, context.actor, version.id, version.row_version)
        close_form()
        tell_after_rerun(_("The draft is given up."))
        go_to("proposal", id=version.proposal_id)
