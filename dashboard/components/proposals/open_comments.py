"""Comments that nobody answered yet, told beside the next step: a proposal goes on only too easily without them."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dashboard import formats
from dashboard.components.proposals.standing import Standing
from dashboard.components.proposals.tabs import Tab, present_tab, show_tab
from dashboard.components.proposals.words import version_name
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata.model.zones import ENDED
from geodata.policy import Action, can
from geodata.services.proposal_card import ProposalCard, VersionCard
from geodata.services.proposal_comments import comments_of
from geodata.services.proposal_versions import VersionLine


def show_open_comments(context: Context, card: ProposalCard, version: VersionCard, standing: Standing) -> None:
    """How many wait, of the version shown and of the one submitted last, each the way to them; for who may answer."""
    if card.state in ENDED or not can(context.actor, Action.REVIEW_PROPOSAL):
        return
    for line in _looked_at(card, version, standing):
        count = sum(one.is_open for one in comments_of(context.database, context.actor, line.id))
        is_there = line.id == version.id and present_tab() == Tab.COMMENTS
        if not count or is_there:
            continue
        if st.button(_told(count, line, version), icon=":material/chat_bubble:", key=f"open-comments-{line.id}"):
            st.query_params["version"] = str(line.id)
            show_tab(Tab.COMMENTS)
            st.rerun()


def _looked_at(card: ProposalCard, version: VersionCard, standing: Standing) -> Iterator[VersionLine]:
    submitted = None if standing.submitted is None else standing.submitted.id
    return (line for line in card.versions if line.id in (version.id, submitted))


def _told(count: int, line: VersionLine, version: VersionCard) -> str:
    words = ngettext("{count} comment waits for an answer", "{count} comments wait for an answer", count)
    told = words.format(count=formats.number(count))
    if line.id == version.id:
        return told
    name = version_name(line)
    return _("{comments} ({version})").format(comments=told, version=name[:1].lower() + name[1:])
