"""Proposals as a list: each a link, its path, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.components.phrases import joined
from dashboard.components.proposals.state_path import show_state_path
from dashboard.components.proposals.waiting import what_waits
from dashboard.components.proposals.words import PROPOSAL_SIGNS, version_told
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.shell.pages import page_link
from geodata.services.proposals import ProposalRow


def show_proposal_rows(context: Context, rows: Iterable[ProposalRow]) -> None:
    """The rows in the order given."""
    for row in rows:
        with st.container(border=True, gap="xsmall", key=f"row-proposal-{row.id}"):
            page_link("proposal", f"**{plain(row.title)}**", icon=PROPOSAL_SIGNS[row.state], id=row.id)
            show_state_path(row.state)
            newest = plain(version_told(row.newest)) if row.newest is not None else None
            st.caption(joined(label(row.kind), plain(row.body), newest))
            waits = what_waits(context.actor, row.state)
            if waits is not None:
                st.markdown(f"**{waits[:1].upper()}{waits[1:]}.**")
            if row.newest is not None and row.newest.summary:
                st.markdown(plain(row.newest.summary))
