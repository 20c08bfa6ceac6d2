"""Two people changed the same issue: both versions side by side, what was typed is kept, and the choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.components.forms import open_form, open_form_key
from dashboard.components.phrases import assignee_phrase, author_phrase, deadline_phrase, event_phrase, joined
from dashboard.components.text import paragraphs
from dashboard.labels import label
from dashboard.language import _
from geodata.model.issues import OPEN_STATUSES, IssueStatus
from geodata.services.issue_card import IssueCard

COMMENT_KEY = "comment-note"
_SEEN = "issue-as-seen"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the person had before their eyes, the form they were in, and what stood in its fields.

    `wanted` is the state the form leads to, None where it only needs an issue that is open.
    """

    card: IssueCard
    form: str
    fields: dict[str, Any]
    words: str
    wanted: IssueStatus | None


def keep_both_versions(
    seen: IssueCard, texts: Iterable[str] = (), choices: Iterable[str] = (), wanted: IssueStatus | None = None
) -> None:
    """Remember it when the button was pressed; `texts` and `choices` are the keys of what was filled in."""
    typed, chosen = _filled_in(texts), _filled_in(choices)
    words = "\n\n".join(filter(None, (text.strip() for text in typed.values())))
    st.session_state[_SEEN] = _Seen(seen, open_form_key(), typed | chosen, words, wanted)


def _filled_in(keys: Iterable[str]) -> dict[str, Any]:
    return {key: st.session_state[key] for key in keys if st.session_state.get(key) is not None}


def show_both_versions(present: IssueCard) -> None:
    """What the person saw, what it is now, who changed it meanwhile, and what they wrote; until they choose."""
    seen: _Seen | None = st.session_state.get(_SEEN)
    if seen is None or seen.card.id != present.id:
        return
    with st.container(border=True):
        st.warning(
            _("This record was changed by somebody else meanwhile. Your change was not saved; look at both versions."),
            icon=":material/difference:",
        )
        for column, heading, card in zip(
            st.columns(2), (_("What you saw"), _("What it is now")), (seen.card, present), strict=True
        ):
            column.markdown(f"**{heading}**")
            column.markdown(
                joined(label(card.status), assignee_phrase(card.assignee, card.person), deadline_phrase(card.deadline))
            )
        known = {event.id for event in seen.card.events}
        for event in present.events:
            if event.id not in known:
                day = formats.day(event.happened_on)
                author = author_phrase(event.person, event.organisation)
                st.markdown(f"- {joined(day, event_phrase(event), author)}")
        _choice(seen, present)


def _choice(seen: _Seen, present: IssueCard) -> None:
    """Go on with what was filled in, on the issue as it is now, or leave it; words are never lost unseen."""
    if seen.words:
        st.markdown(f"**{_('What you wrote')}**")
        st.markdown(paragraphs(seen.words))
    with st.container(horizontal=True, gap="small"):
        if seen.form and _is_possible(seen, present):
            st.button(_("Go on with my change"), type="primary", key="both-versions-mine", on_click=_go_on,
                      args=(seen.form, seen.fields, present))  # fmt: skip
        elif seen.words:
            st.button(_("Write it as a comment"), key="both-versions-comment", on_click=_go_on,
                      args=(f"comment-{present.id}", {COMMENT_KEY: seen.words}, present))  # fmt: skip
        st.button(
            _("Keep what stands there"), key="both-versions-seen", on_click=st.session_state.pop, args=(_SEEN, None)
        )


def _is_possible(seen: _Seen, present: IssueCard) -> bool:
    return present.status in OPEN_STATUSES if seen.wanted is None else seen.wanted in present.next_statuses


def _go_on(form: str, fields: dict[str, Any], present: IssueCard) -> None:
    st.session_state.pop(_SEEN, None)
    st.session_state.update(fields)
    open_form(form, present)
