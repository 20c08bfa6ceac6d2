"""Conflicts of interest: who declared one, the form of one's own, and that of a member's declared aloud."""

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
from geodata import clock
from geodata.model.zones import ENDED
from geodata.policy import Action, can
from geodata.services.body_seats import body_seats
from geodata.services.conflicts import (
    ConflictLine,
    conflicts_of,
    declare_conflict,
    enter_conflict,
    withdraw_conflict,
)
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
        noted = _("noted by {who}").format(who=plain(line.noted_by)) if line.noted_by else None
        st.markdown(joined(f":material/block: {who}", plain(line.reason), formats.day(line.recorded_at), noted, gone))
    if proposal.state in ENDED or not can(context.actor, Action.REVIEW_PROPOSAL):
        return
    own = next((line for line in standing if line.account_id == context.actor.account_id), None)
    if own is not None:
        _withdraw(context, own)
    elif _may_vote(context, proposal):
        declare = partial(_declare, context)
        name = _("I have a conflict of interest")
        form_button(name, f"conflict-{proposal.id}", proposal, declare, icon=":material/block:")
    if proposal.body_id is not None and can(context.actor, Action.DECIDE_PROPOSAL):
        enter = partial(_enter, context, {line.account_id for line in standing}, proposal.body_id)
        name = _("Note a member's conflict of interest")
        form_button(name, f"enter-conflict-{proposal.id}", proposal, enter, icon=":material/person_off:")


def _may_vote(context: Context, proposal: ProposalCard) -> bool:
    """Whether the reader has a seat in the group; where nobody entered who votes, it may be anybody who reviews."""
    if proposal.body_id is None:
        return True
    seats = body_seats(context.database, context.actor, proposal.body_id)
    return not seats or context.actor.account_id in {seat.person.account_id for seat in seats}


def _withdraw(context: Context, own: ConflictLine) -> None:
    if st.button(_("Withdraw my conflict of interest"), key=f"withdraw-conflict-{own.id}", icon=":material/undo:"):
        with refusals_shown():
            withdraw_conflict(context.database, context.actor, own.id)
            tell_after_rerun(_("It is withdrawn. You may vote again."))
            st.rerun()


def _declare(context: Context, proposal: ProposalCard) -> None:
    st.caption(
        _("Whoever has a conflict of interest does not vote on this proposal. The reason is read by the members of the "
          "commission, the coordinator and the administrator; others see only that you do not vote.")
    )  # fmt: skip
    reason = st.text_area(_("What the conflict is"), max_chars=NOTE_AT_MOST, height=100, key="conflict-reason")

    def save(kept: str) -> str:
        declared = declare_conflict(context.database, context.actor, proposal.id, reason, keep_personal_data=kept)
        if declared.took_out_ballot:
            return _("It is declared. The vote that you had cast is taken out.")
        return _("It is declared. You do not vote on this proposal.")

    save_button(_("Declare it"), "conflict", {"reason": "conflict-reason"}, save)


def _enter(context: Context, standing: set[int], body_id: int, proposal: ProposalCard) -> None:
    """A member declared it aloud, at the meeting."""
    seats = body_seats(context.database, context.actor, body_id)
    people = [seat.person for seat in seats if seat.since <= clock.today()]
    names = {
        person.account_id: author_phrase(person.name, person.organisation) or ""
        for person in people
        if person.account_id not in standing
    }
    if not names:
        st.info(_("Nobody without a conflict of interest has a seat in this group. Seats are entered on its page."))
        return
    member = st.selectbox(_("Member"), list(names), format_func=names.__getitem__, key="enter-conflict-member")
    reason = st.text_area(_("What the member said"), max_chars=NOTE_AT_MOST, height=100, key="enter-conflict-reason")
    st.caption(_("It is told with it that you noted it. Only the member withdraws it."))

    def save(kept: str) -> str:
        which = context.database, context.actor, proposal.id, member
        if enter_conflict(*which, reason, keep_personal_data=kept).took_out_ballot:
            return _("The conflict is noted. The vote that the member had cast is taken out.")
        return _("The conflict is noted. The member does not vote on this proposal.")

    save_button(_("Note it"), "enter-conflict", {"reason": "enter-conflict-reason"}, save)
