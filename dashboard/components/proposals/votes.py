"""Votes on a version: one's own ballot in two taps, who has voted, the result; opened and closed by the chair."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import author_phrase, joined, meeting_phrase
from dashboard.components.proposals.conflicts import show_conflicts
from dashboard.components.proposals.next_action import Kind, NextAction
from dashboard.components.proposals.vote_chair import chair_buttons, may_open_vote, open_vote_button
from dashboard.components.proposals.vote_words import counted_phrase, question_phrase, result_phrase
from dashboard.components.proposals.voting import own_ballot
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.model.commission import VoteChoice, VoteWay
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_vote_cards import BallotLine, VoteCard, votes_of

CHOICE_SIGNS = {
    VoteChoice.FOR: ":material/thumb_up:",
    VoteChoice.AGAINST: ":material/thumb_down:",
    VoteChoice.ABSTAINED: ":material/do_not_disturb_on:",
}


def render_votes(
    context: Context, version: VersionCard, proposal: ProposalCard, *, at_head: NextAction | None = None
) -> None:
    """The votes on the version, the newest first, and the conflicts of interest in the proposal.

    `at_head` is what the head of the page offers; it is not offered here once more.
    """
    if version.submitted_on is None:
        st.info(_("This version is a draft. The commission votes once it is submitted."))
        return
    votes = votes_of(context.database, context.actor, version.id)
    offered = any(vote.is_open for vote in votes) or (at_head is not None and at_head.kind == Kind.OPEN_VOTE)
    if can(context.actor, Action.DECIDE_PROPOSAL) and may_open_vote(proposal, version.id) and not offered:
        open_vote_button(context, version.id, proposal)
    if not votes:
        st.info(_("There has been no vote on this version yet."))
    for vote in votes:
        _show(context, vote)
    show_conflicts(context, proposal)


def _show(context: Context, vote: VoteCard) -> None:
    with st.container(border=True, key=f"vote-{vote.id}"):
        at = meeting_phrase(vote.meeting) if vote.meeting else formats.day(vote.held_on)
        st.markdown(joined(f"**{question_phrase(vote.question)}?**", at, label(vote.way)))
        if vote.is_open:
            _open(context, vote)
        else:
            _closed(vote)
        if vote.note:
            st.markdown(paragraphs(vote.note))
        for ballot in vote.ballots:
            _ballot(ballot)
        if can(context.actor, Action.DECIDE_PROPOSAL):
            chair_buttons(context, vote)


def _open(context: Context, vote: VoteCard) -> None:
    cast = sum(ballot.is_cast for ballot in vote.ballots)
    rule = _("Valid if {quorum} of {seats} take part; carried by: {majority}.").format(
        quorum=vote.quorum, seats=vote.seats, majority=label(vote.majority)
    )
    how_many = _("{cast} of {seats} have voted").format(cast=cast, seats=vote.seats)
    is_open = _("The vote is open")
    st.markdown(joined(f":material/how_to_vote: **{is_open}**", how_many if vote.way == VoteWay.PER_MEMBER else None))
    st.caption(rule)
    if vote.may_vote:
        own = next((one for one in vote.ballots if one.person.account_id == context.actor.account_id), None)
        own_ballot(context, vote, own)


def _closed(vote: VoteCard) -> None:
    if vote.lacks_quorum:
        words = _("The vote is not valid: {present} of {seats} were present, {quorum} are needed.")
        st.warning(words.format(present=vote.present, seats=vote.seats, quorum=vote.quorum))
        return
    took_part = _("{present} of {seats} took part").format(present=vote.present, seats=vote.seats)
    excluded = None
    if vote.excluded:
        excluded = _("{count} did not vote for a conflict of interest").format(count=vote.excluded)
    st.markdown(joined(f"**{result_phrase(vote.carried)}**", counted_phrase(vote), took_part, excluded))


def _ballot(ballot: BallotLine) -> None:
    who = author_phrase(ballot.person.name, ballot.person.organisation)
    dissent = None if ballot.dissent is None else f"„{plain(ballot.dissent)}“"
    st.markdown(joined(who, _said(ballot), dissent))


def _said(ballot: BallotLine) -> str:
    if ballot.choice is not None:
        return f"{CHOICE_SIGNS[ballot.choice]} **{label(ballot.choice)}**"
    if ballot.is_cast:
        sign, words = ":material/check:", _("has voted")
    elif ballot.in_conflict:
        sign, words = ":material/block:", _("conflict of interest")
    else:
        sign, words = ":material/hourglass_empty:", _("has not voted")
    return f"{sign} {words}"
