"""Two people noted something at the same letter: what one saw and what it is now, and what one wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.components.forms import form_is_open
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.submissions.words import answer_phrase, state_phrase, submission_event_phrase
from dashboard.components.text import plain
from dashboard.language import _
from geodata.services.submission_card import SubmissionCard

_SEEN = "submission-as-seen"


@dataclass(frozen=True, slots=True)
class _Seen:
    """The letter as the person had it before their eyes, and what they wrote into the form of a step."""

    card: SubmissionCard
    words: str


def keep_both_versions(seen: SubmissionCard, words: Iterable[str]) -> None:
    """Remember what the person had before their eyes first, and what they wrote themselves."""
    before = _seen(seen)
    st.session_state[_SEEN] = _Seen(before.card if before else seen, "\n".join(part for part in words if part))


def forget_versions() -> None:
    """What was shown as seen is saved by now."""
    st.session_state.pop(_SEEN, None)


def show_both_versions(present: SubmissionCard) -> None:
    """What the person saw, what it is now, and who changed it; until they say that they know."""
    seen = _seen(present)
    if seen is None:
        return
    with st.container(border=True, key=f"both-letters-{present.id}"):
        st.warning(
            _("This record was changed by somebody else meanwhile. Your change was not saved; look at both versions."),
            icon=":material/difference:",
        )
        before, now = st.columns(2)
        before.markdown(f"**{_('What you saw')}**")
        before.markdown(_state(seen.card))
        now.markdown(f"**{_('What it is now')}**")
        now.markdown(_state(present))
        _new_events(seen.card, present)
        if seen.words and not form_is_open():
            st.markdown(f"**{_('What you wrote')}**")
            st.code(seen.words, language=None, wrap_lines=True)
        if st.button(_("I have seen it"), key="both-letters-seen"):
            forget_versions()
            st.rerun()


def show_change_below(present: SubmissionCard) -> None:
    """Within a form that stayed open: that the letter changed meanwhile, and how. The next press saves it."""
    seen = _seen(present)
    if seen is not None and seen.card.row_version != present.row_version:
        st.warning(
            _("This record was changed by somebody else meanwhile. What you filled in stayed; save it if it holds."),
            icon=":material/difference:",
        )
        _new_events(seen.card, present)


def _seen(present: SubmissionCard) -> _Seen | None:
    seen = st.session_state.get(_SEEN)
    return seen if isinstance(seen, _Seen) and seen.card.id == present.id else None


def _new_events(seen: SubmissionCard, present: SubmissionCard) -> None:
    known = {event.id for event in seen.events}
    for event in present.events:
        if event.id not in known:
            author = author_phrase(event.person, event.organisation)
            st.markdown(f"- {joined(formats.day(event.happened_on), submission_event_phrase(event), author)}")


def _state(card: SubmissionCard) -> str:
    return joined(plain(card.line.subject), state_phrase(card.line), answer_phrase(card.line))
