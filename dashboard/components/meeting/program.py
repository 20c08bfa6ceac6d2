"""The program of a meeting: its agenda, what was promised to it, and what it should speak of."""

from __future__ import annotations

import streamlit as st

from dashboard.components.meeting.agenda_list import AGENDA_ANCHOR, show_agenda
from dashboard.components.meeting.map_sheet import show_map_sheet
from dashboard.components.meeting.promised import PROMISED_ANCHOR, show_promised
from dashboard.components.meeting.proposals import PROPOSED_ANCHOR, may_take, show_proposals
from dashboard.components.phrases import joined
from dashboard.context import Context
from dashboard.language import _
from geodata.services.agenda import Proposals, proposed_points
from geodata.services.meeting_card import MeetingCard
from geodata.services.promises import Promises, promises_before


def show_program(context: Context, card: MeetingCard) -> None:
    """The agenda first where it has points; before that, what it grows from."""
    promises = promises_before(context.database, context.actor, card.id)
    proposals = proposed_points(context.database, context.actor, card.id) if may_take(context, card) else None
    st.markdown(_ways(card, promises, proposals))
    first, second = st.columns(2, gap="large")
    waiting, agenda = (second, first) if card.points else (first, second)
    with waiting:
        show_promised(context, card, promises)
        if proposals is not None:
            show_proposals(context, card, proposals)
    with agenda:
        show_agenda(context, card)
        show_map_sheet(context, card)


def _ways(card: MeetingCard, promises: Promises, proposals: Proposals | None) -> str:
    """Links to the parts of the page: on a phone they stand far below one another."""
    ways = [(_("Agenda"), AGENDA_ANCHOR, len(card.points))]
    ways.append((_("What was promised last time"), PROMISED_ANCHOR, len(promises.open)))
    if proposals is not None:
        ways.append((_("What the meeting should speak of"), PROPOSED_ANCHOR, len(proposals.points)))
    return joined(*(f"[{name} ({count})](#{anchor})" for name, anchor, count in ways))
