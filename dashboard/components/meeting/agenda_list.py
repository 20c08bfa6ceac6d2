"""The agenda as it stands; those who keep meetings put its points in order, and take them off again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.meeting.point_change import change_point_button, show_point_versions
from dashboard.components.meeting.point_form import point_button
from dashboard.components.meeting.point_words import show_point_words
from dashboard.components.meeting.told import attempt, show_told
from dashboard.context import Context
from dashboard.language import _
from geodata.model.meetings import WRITABLE
from geodata.policy import Action, can
from geodata.services.agenda_points import move_point, remove_point
from geodata.services.meeting_card import AgendaPoint, MeetingCard

AGENDA_ANCHOR = "agenda"


def show_agenda(context: Context, card: MeetingCard) -> None:
    """The points in their order."""
    writes = card.state in WRITABLE and can(context.actor, Action.KEEP_MEETING)
    st.subheader(_("Agenda"), anchor=AGENDA_ANCHOR)
    show_told(_told(card))
    if not card.points:
        st.info(
            _("The agenda is empty. Take over what is proposed, or add the first point.")
            if writes
            else _("The agenda is empty. Whoever leads the meeting will prepare it.")
        )
    for number, point in enumerate(card.points):
        with st.container(border=True, gap="xsmall", key=f"agenda-{point.id}"):
            show_point_words(point)
            if writes:
                show_point_versions(context, point)
                _order(context, card, number)
    if writes:
        point_button(context, card)


def _order(context: Context, card: MeetingCard, number: int) -> None:
    """Up, down, by its number, and away; the others make room."""
    point = card.points[number]
    with st.container(horizontal=True, gap="small"):
        up = card.points[number - 1].position if number else None
        down = card.points[number + 1].position if number + 1 < len(card.points) else None
        for way, position, words, icon in (
            ("up", up, _("Up"), ":material/arrow_upward:"),
            ("down", down, _("Down"), ":material/arrow_downward:"),
        ):
            st.button(
                words,
                icon=icon,
                type="tertiary",
                disabled=position is None,
                key=f"{way}-{point.id}",
                on_click=_move,
                args=(context, card, point, position or 0),
            )
        if point.erased is None:
            change_point_button(context, card, point)
        st.button(
            _("Take off"),
            icon=":material/close:",
            type="tertiary",
            key=f"off-{point.id}",
            on_click=_remove,
            args=(context, card, point),
        )


def _move(context: Context, card: MeetingCard, point: AgendaPoint, position: int) -> None:
    attempt(_told(card), partial(move_point, context.database, context.actor, point.id, position))


def _remove(context: Context, card: MeetingCard, point: AgendaPoint) -> None:
    attempt(_told(card), partial(remove_point, context.database, context.actor, point.id, point.row_version))


def _told(card: MeetingCard) -> str:
    return f"agenda-of-{card.id}"
