"""Two people changed the same issue: both versions side by side, and the choice."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import assignee_phrase, author_phrase, deadline_phrase, event_phrase, joined
from dashboard.labels import label
from dashboard.language import _
from geodata.services.issue_card import IssueCard

_SEEN = "issue-as-seen"


def keep_both_versions(seen: IssueCard) -> None:
    """Remember what the person had before their eyes when they pressed the button."""
    st.session_state[_SEEN] = seen


def show_both_versions(present: IssueCard) -> None:
    """What the person saw, what it is now, and who changed it meanwhile; until they say that they know."""
    seen: IssueCard | None = st.session_state.get(_SEEN)
    if seen is None or seen.id != present.id:
        return
    with st.container(border=True):
        st.warning(
            _("This record was changed by somebody else meanwhile. Your change was not saved; look at both versions."),
            icon=":material/difference:",
        )
        for column, heading, card in zip(
            st.columns(2), (_("What you saw"), _("What it is now")), (seen, present), strict=True
        ):
            column.markdown(f"**{heading}**")
            column.markdown(
                joined(label(card.status), assignee_phrase(card.assignee, card.person), deadline_phrase(card.deadline))
            )
        known = {event.id for event in seen.events}
        for event in present.events:
            if event.id not in known:
                day = formats.day(event.happened_on)
                author = author_phrase(event.person, event.organisation)
                st.markdown(f"- {joined(day, event_phrase(event), author)}")
        if st.button(_("I have seen it"), key="both-versions-seen"):
            st.session_state.pop(_SEEN)
            st.rerun()
