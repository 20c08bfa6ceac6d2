"""Proposals as a list: each a link, its path, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.components.phrases import joined
from dashboard.components.proposals.going_on import going_on_phrase
from dashboard.components.proposals.state_path import show_state_path
from dashboard.components.proposals.versions import BEFORE_SUBMISSION
from dashboard.components.proposals.waiting import what_waits
from dashboard.components.proposals.words import PROPOSAL_SIGNS, version_told
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.shell.pages import page_link
from geodata.services.proposal_versions import VersionLine
from geodata.services.proposals import ProposalRow


def show_proposal_rows(context: Context, rows: Iterable[ProposalRow]) -> None:
    """The rows in the order given."""
    for row in rows:
        with st.container(border=True, gap="xsmall", key=f"row-proposal-{row.id}"):
            page_link("proposal", f"**{plain(row.title)}**", icon=PROPOSAL_SIGNS[row.state], id=row.id)
            show_state_path(row.state)
            st.caption(joined(label(row.kind), plain(row.body)))
            shown = _shown(row)
            if shown is not None:
                st.markdown(plain(going_on_phrase(row.state, shown, row.drafts) or version_told(shown)))
            waits = what_waits(context.actor, row.state)
            if waits is not None:
                st.markdown(f"**{waits[:1].upper()}{waits[1:]}.**")
            if shown is not None and shown.summary:
                st.markdown(plain(shown.summary))


def _shown(row: ProposalRow) -> VersionLine | None:
    """The newest as long as it is still to be submitted; else the one that was: that is what is decided about."""
    newest = next(iter(row.versions), None)
    return newest if row.state in BEFORE_SUBMISSION else row.submitted or newest
