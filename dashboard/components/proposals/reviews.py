"""Reviews of a version: what each member thinks and why; one's own is written here."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Literal

import streamlit as st

from dashboard import formats
from dashboard.components.forms import form_button
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.proposals.next_action import Kind, NextAction
from dashboard.components.proposals.saving import save_button
from dashboard.components.text import paragraphs
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import N_, InvalidValue
from geodata.model.commission import Stance
from geodata.model.zones import ENDED
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_reviews import REASONS_AT_MOST, ReviewLine, review_version, reviews_of

_SIGNS = {
    Stance.AGREES: ":material/thumb_up:",
    Stance.AGREES_WITH_CHANGES: ":material/edit_note:",
    Stance.DISAGREES: ":material/thumb_down:",
}


def render_reviews(
    context: Context, version: VersionCard, proposal: ProposalCard, *, at_head: NextAction | None = None
) -> None:
    """The reviews that hold, those that were replaced folded away, and the form of one's own.

    `at_head` is what the head of the page offers; it is not offered here once more.
    """
    if version.submitted_on is None:
        st.info(_("This version is a draft. It is reviewed once it is submitted; comment on it meanwhile."))
        return
    lines = reviews_of(context.database, context.actor, version.id)
    offered = at_head is not None and at_head.kind == Kind.REVIEW
    if can(context.actor, Action.REVIEW_PROPOSAL) and not offered and proposal.state not in ENDED:
        mine = any(line.account_id == context.actor.account_id for line in lines)
        name = _("Change my review") if mine else _("Write a review")
        review_button(context, version.id, name)
    holding = [line for line in lines if line.holds]
    if not holding:
        st.info(_("Nobody has reviewed this version yet."))
        return
    counted = Counter(line.stance for line in holding)
    st.markdown(joined(*(f"{_SIGNS[one]} {label(one)}: **{counted[one]}**" for one in Stance if counted[one])))
    for line in holding:
        _show(line)
    if earlier := [line for line in lines if not line.holds]:
        with st.expander(_("Earlier reviews of the same people")):
            for line in earlier:
                _show(line)


def review_button(
    context: Context, version_id: int, name: str, *, kind: Literal["primary", "secondary"] = "secondary"
) -> None:
    """The button that opens the form of one's own review."""
    write = partial(_write, context)
    form_button(name, f"review-{version_id}", version_id, write, icon=":material/rate_review:", kind=kind)


def _show(line: ReviewLine) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{_SIGNS[line.stance]} **{label(line.stance)}**")
        st.markdown(paragraphs(line.reasons))
        st.caption(joined(author_phrase(line.person, line.organisation), formats.moment(line.recorded_at)))


def _write(context: Context, version_id: int) -> None:
    stance = st.radio(_("Stance"), list(Stance), index=None, format_func=label, key="review-stance")
    reasons = st.text_area(_("Reasons"), max_chars=REASONS_AT_MOST, height=200, key="review-reasons")

    def save(kept: str) -> str:
        if stance is None:
            raise InvalidValue(N_("Choose your stance."))
        review_version(context.database, context.actor, version_id, stance, reasons, keep_personal_data=kept)
        return _("The review is saved. Until the vote you may write another; the last one holds.")

    save_button(_("Save the review"), "review", {"reasons": "review-reasons"}, save)
