"""Two people noted something at the same letter: what one saw and what it is now, and the choice."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.submissions.words import answer_phrase, state_phrase, submission_event_phrase
from dashboard.components.text import paragraphs, plain
from dashboard.language import _
from geodata.services.submission_card import SubmissionCard
from geodata.services.submissions import Letter

_SEEN = "submission-as-seen"
_MINE = "letter-of-mine"


def keep_both_versions(seen: SubmissionCard, mine: Letter | None = None) -> None:
    """Remember what the person had before their eyes, and what they wrote themselves."""
    st.session_state[_SEEN], st.session_state[_MINE] = seen, mine


def show_both_versions(present: SubmissionCard) -> None:
    """What the person saw or wrote, what it is now, and who changed it; until they say that they know."""
    seen: SubmissionCard | None = st.session_state.get(_SEEN)
    mine: Letter | None = st.session_state.get(_MINE)
    if seen is None or seen.id != present.id:
        return
    with st.container(border=True, key=f"both-letters-{present.id}"):
        st.warning(
            _("This record was changed by somebody else meanwhile. Your change was not saved; look at both versions."),
            icon=":material/difference:",
        )
        before, now = st.columns(2)
        before.markdown(f"**{_('What you wrote') if mine is not None else _('What you saw')}**")
        now.markdown(f"**{_('What it is now')}**")
        if mine is None:
            before.markdown(_state(seen))
            now.markdown(_state(present))
        else:
            before.markdown(f"*{plain(mine.subject)}*  \n{paragraphs(mine.text)}")
            now.markdown(f"*{plain(present.line.subject)}*  \n{paragraphs(present.text)}")
        known = {event.id for event in seen.events}
        for event in present.events:
            if event.id not in known:
                author = author_phrase(event.person, event.organisation)
                st.markdown(f"- {joined(formats.day(event.happened_on), submission_event_phrase(event), author)}")
        if st.button(_("I have seen it"), key="both-letters-seen"):
            st.session_state.pop(_SEEN)
            st.session_state.pop(_MINE)
            st.rerun()


def _state(card: SubmissionCard) -> str:
    return joined(plain(card.line.subject), state_phrase(card.line), answer_phrase(card.line))
