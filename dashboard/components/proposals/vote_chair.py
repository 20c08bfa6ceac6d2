"""What the chair does with a vote: open it, enter ballots of members, close it, go on after a missing quorum."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from dashboard import formats
from dashboard.components.forms import form_button
from dashboard.components.phrases import author_phrase
from dashboard.components.proposals.going_on import step_name
from dashboard.components.proposals.saving import save_button
from dashboard.components.proposals.tabs import Tab, show_tab
from dashboard.components.proposals.vote_words import minutes_words, question_phrase
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.clock import PRAGUE
from geodata.errors import N_, InvalidValue
from geodata.model.commission import MajorityOf, VoteChoice, VoteWay
from geodata.model.meetings import MeetingState
from geodata.model.voting import MAJORITY, MEMBERS_AT_MOST, QUORUM
from geodata.services.body_seats import body_seats
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.meeting_list import list_meetings
from geodata.services.proposal_card import ProposalCard
from geodata.services.proposal_vote_cards import VoteCard
from geodata.services.proposal_vote_closing import HandsShown, VoteResult, close_vote, reopen_vote
from geodata.services.proposal_votes import NewVote, enter_ballot, open_vote
from geodata.workflow import DECIDED_BY_VOTE, NOTED_AT_ONCE, PROPOSAL_TRANSITIONS

_MEETINGS_OFFERED = 6


def may_open_vote(proposal: ProposalCard, version_id: int) -> bool:
    """Whether it is the version submitted last, of a proposal that stands before a decision."""
    newest = next((line.id for line in proposal.versions if line.submitted_on is not None), None)
    return version_id == newest and bool(DECIDED_BY_VOTE & set(PROPOSAL_TRANSITIONS[proposal.state]))


def open_vote_button(
    context: Context,
    version_id: int,
    proposal: ProposalCard,
    *,
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:
    """The button that opens a vote on the version; once it is open, the page shows it."""
    form = partial(_open, context, proposal)
    submitted = next((line for line in proposal.versions if line.id == version_id), None)
    drafts = [line for line in proposal.versions if line.submitted_on is None]
    name, icon = step_name(_("Open a vote"), submitted, drafts), ":material/how_to_vote:"
    form_button(name, f"open-vote-{version_id}", version_id, form, icon=icon, kind=kind)


def chair_buttons(context: Context, vote: VoteCard) -> None:
    """What the chair may do with a vote as it is."""
    with st.container(horizontal=True):
        if vote.is_open:
            close = partial(_close, context)
            form_button(_("Close the vote"), f"close-vote-{vote.id}", vote, close, icon=":material/lock:")
            if vote.way == VoteWay.PER_MEMBER:
                enter = partial(_enter, context)
                form_button(_("Enter the vote of a member"), f"enter-{vote.id}", vote, enter, icon=":material/edit:")
        elif vote.lacks_quorum and st.button(
            _("Go on with this vote"), key=f"reopen-{vote.id}", icon=":material/lock_open:"
        ):
            with refusals_shown():
                reopen_vote(context.database, context.actor, vote.id, vote.row_version)
                tell_after_rerun(_("The vote is open again; nothing that was cast is lost."))
                st.rerun()


def _open(context: Context, proposal: ProposalCard, version_id: int) -> None:
    questions = [state for state in PROPOSAL_TRANSITIONS[proposal.state] if state in DECIDED_BY_VOTE]
    question = st.selectbox(
        _("What is voted on"),
        questions,
        index=None,
        format_func=question_phrase,
        placeholder=_("Choose"),
        key="vote-question",
    )
    has_seats = proposal.body_id is not None and bool(body_seats(context.database, context.actor, proposal.body_id))
    ways = list(VoteWay) if has_seats else [VoteWay.SHOW_OF_HANDS]
    way = st.radio(_("How it is voted"), ways, format_func=label, key="vote-way") or ways[0]
    members = None
    if not has_seats:
        st.caption(_("Who votes is not entered on the page of the group, so it is by show of hands."))
        members = st.number_input(
            _("How many members the group has"), min_value=1, max_value=MEMBERS_AT_MOST, value=None, key="vote-members"
        )
    meeting_id = _meeting_field(context, proposal, version_id)
    with st.expander(_("Rules of procedure")):
        st.caption(_(QUORUM.source))
        quorum = st.number_input(
            _("Quorum, if it is another one"), min_value=1, max_value=MEMBERS_AT_MOST, value=None, key="vote-quorum"
        )
        st.caption(_(MAJORITY.source))
        majority = st.radio(_("Majority"), list(MajorityOf), format_func=label, key="vote-majority")
    note = st.text_input(_("Note"), max_chars=NOTE_AT_MOST, key="vote-note")

    def save(kept: str) -> str:
        if question is None:
            raise InvalidValue(N_("Choose what is voted on."))
        new = NewVote(question, way, meeting_id, None, members, quorum, majority or MajorityOf.PRESENT, note, kept)
        open_vote(context.database, context.actor, version_id, new)
        st.query_params["version"] = str(version_id)
        show_tab(Tab.VOTES)
        return _("The vote is open.")

    save_button(_("Open it"), "vote", {"note": "vote-note"}, save)


def _meeting_field(context: Context, proposal: ProposalCard, version_id: int) -> int | None:
    """The meetings since it was submitted: nobody can have voted on it at an earlier one."""
    if proposal.body_id is None:
        return None
    submitted_on = next((line.submitted_on for line in proposal.versions if line.id == version_id), None)
    rows = list_meetings(
        context.database, context.actor, coming=False, body_id=proposal.body_id, limit=_MEETINGS_OFFERED
    )
    names = {
        row.id: formats.moment(row.starts_at)
        for row in rows
        if row.state != MeetingState.CANCELLED
        and (submitted_on is None or row.starts_at.astimezone(PRAGUE).date() >= submitted_on)
    }
    if not names:
        st.caption(
            _("The group has not met since it was submitted: the vote is dated today and stands in no minutes. To vote "
              "at a meeting, come back when it begins.")
        )  # fmt: skip
        return None
    held = next((row.id for row in rows if row.state == MeetingState.HELD), None)
    return st.selectbox(
        _("At which meeting"),
        list(names),
        index=list(names).index(held) if held in names else None,
        format_func=names.__getitem__,
        placeholder=_("At none"),
        help=_("While its minutes are written, they say the result."),
        key="vote-meeting",
    )


def _enter(context: Context, vote: VoteCard) -> None:
    names = {
        ballot.person.account_id: author_phrase(ballot.person.name, ballot.person.organisation) or ""
        for ballot in vote.ballots
        if not ballot.in_conflict
    }
    if not names:
        st.info(_("Every member has a conflict of interest."))
        return
    member = st.selectbox(_("Member"), list(names), format_func=names.__getitem__, key="enter-member")
    choice = st.radio(_("Vote"), list(VoteChoice), format_func=label, key="enter-choice") or VoteChoice.FOR
    dissent = st.text_input(_("Words for the record"), max_chars=NOTE_AT_MOST, key="enter-dissent")
    st.caption(_("The record of changes says that you entered it."))

    def save(kept: str) -> str:
        which = context.database, context.actor, vote.id, member
        enter_ballot(*which, choice, dissent, keep_personal_data=kept)
        return _("The vote of the member is entered.")

    save_button(_("Enter it"), "enter", {"dissent": "enter-dissent"}, save)


def _close(context: Context, vote: VoteCard) -> None:
    hands = _hands_fields(vote) if vote.way == VoteWay.SHOW_OF_HANDS else None
    if hands is None:
        cast = sum(ballot.is_cast for ballot in vote.ballots)
        st.markdown(_("{cast} of {seats} have voted").format(cast=cast, seats=vote.seats))
    st.caption(_("Whoever abstains is not in favour."))
    if vote.question in NOTED_AT_ONCE:
        st.caption(_("If it is carried, the proposal is from then on: {state}.").format(state=label(vote.question)))
    note = st.text_input(_("Note"), value=vote.note or "", max_chars=NOTE_AT_MOST, key="close-note")

    def save(kept: str) -> str:
        result = close_vote(
            context.database, context.actor, vote.id, vote.row_version, minutes_words(vote.question),
            hands=hands, note=note, keep_personal_data=kept, note_step=True,
        )  # fmt: skip
        return _told(result)

    save_button(_("Close it"), "close", {"note": "close-note"}, save)


def _hands_fields(vote: VoteCard) -> HandsShown:
    excluded = vote.excluded if vote.has_seats else _excluded_field(vote)
    asked = (
        (_("How many were present"), "hands-present"),
        (_("In favour"), "hands-for"),
        (_("Against"), "hands-against"),
        (_("Abstained"), "hands-abstained"),
    )
    # Without an upper bound: Streamlit would take a number beyond it as 0 and go on showing it.
    present, in_favour, against, abstained = (
        int(st.number_input(name, min_value=0, value=0, step=1, key=key) or 0) for name, key in asked
    )
    return HandsShown(present, in_favour, against, abstained, excluded)


def _excluded_field(vote: VoteCard) -> int:
    """Who votes is not entered, so nobody can tell which of those who declared a conflict are members."""
    asked = _("How many members did not vote for a conflict of interest")
    number = st.number_input(asked, min_value=0, value=0, step=1, key="hands-excluded")
    return int(number or 0)


def _told(result: VoteResult) -> str:
    if result.carried is None:
        return _("The vote is not valid: too few took part. Nothing is lost, you may go on with it.")
    words = _("The vote is closed: it is carried.") if result.carried else _("The vote is closed: it is not carried.")
    written = _("The minutes say so.") if result.in_minutes else ""
    became = ""
    if result.became is not None:
        became = _("The proposal is now: {state}.").format(state=label(result.became))
    return " ".join(part for part in (words, became, written) if part)
