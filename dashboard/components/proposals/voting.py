"""One's own ballot: three buttons, on a phone one under the other, and words for the record."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.model.commission import VoteChoice
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.proposal_vote_cards import BallotLine, VoteCard
from geodata.services.proposal_votes import cast_ballot

_CHOSEN = "ballot-chosen"


def own_ballot(context: Context, vote: VoteCard, own: BallotLine | None) -> None:
    """The buttons; the one that was chosen is marked, and may be changed as long as the vote is open."""
    if own is not None and own.choice is not None:
        st.markdown(_("You voted: **{choice}**. You may change it until the vote is closed.").format(
            choice=label(own.choice)
        ))  # fmt: skip
    dissent = st.text_input(
        _("Words for the record (dissent), if you want"),
        value=(own.dissent or "") if own else "",
        max_chars=NOTE_AT_MOST,
        key=f"dissent-{vote.id}",
    )
    for choice in VoteChoice:
        chosen = own is not None and own.choice == choice
        st.button(
            label(choice),
            type="primary" if chosen else "secondary",
            width="stretch",
            key=f"ballot-{vote.id}-{choice}",
            on_click=partial(_choose, vote.id, choice),
        )
    guard = PersonalDataGuard("ballot", {"dissent": f"dissent-{vote.id}"})
    pressed = st.session_state.get(_CHOSEN, (None, None, False))
    kept = guard.decided(pressed[0] == vote.id and pressed[2])
    if kept is None or pressed[0] != vote.id:
        return
    st.session_state[_CHOSEN] = (vote.id, pressed[1], False)  # asked once; what was found in the words is asked below
    with refusals_shown(), guard.watching():
        cast_ballot(context.database, context.actor, vote.id, pressed[1], dissent, keep_personal_data=kept)
        st.session_state.pop(_CHOSEN, None)
        tell_after_rerun(_("Your vote is counted: {choice}.").format(choice=label(pressed[1])))
        st.rerun()


def _choose(vote_id: int, choice: VoteChoice) -> None:
    st.session_state[_CHOSEN] = (vote_id, choice, True)
