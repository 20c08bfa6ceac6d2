"""Emergency events: the list, and one of them as its staff and its pairs see it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import streamlit as st

from dashboard.components.address import number_in_address, renew_address
from dashboard.components.emergencies.address_rows import show_addresses
from dashboard.components.emergencies.agreed import show_agreed
from dashboard.components.emergencies.assigning import show_assignments
from dashboard.components.emergencies.found_form import change_button, found_button
from dashboard.components.emergencies.leading import show_leading
from dashboard.components.emergencies.periods import period
from dashboard.components.emergencies.reporting import show_reporting
from dashboard.components.emergencies.staff_board import show_reports, show_staff_board
from dashboard.components.list_pills import chosen_list
from dashboard.components.patrols.rows import streets_in_words
from dashboard.components.phrases import joined
from dashboard.components.results import begin_page
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.emergencies import EmergencyState
from geodata.policy import Action, can, require
from geodata.services.emergencies import list_emergencies
from geodata.services.emergency_board import EmergencyBoard, emergency_board
from geodata.services.emergency_place import emergency_place


class Tab(StrEnum):
    BOARD = "board"
    ADDRESSES = "addresses"
    ASSIGNMENTS = "assignments"
    REPORTS = "reports"


def render(context: Context) -> None:
    """Show the event of the address (`?id=`), or the list."""
    require(context.actor, Action.REPORT_EMERGENCY)
    begin_page()
    renew_address()
    event_id = number_in_address("id")
    if event_id is None:
        _list(context)
    else:
        _one(context, event_id)


def _list(context: Context) -> None:
    st.title(_("Emergency events"), anchor=False)
    found_button(context)
    rows = list_emergencies(context.database, context.actor)
    if not rows and can(context.actor, Action.KEEP_EMERGENCY):
        st.info(_("There is no event yet. Press “New event”: you say where it is and then take its addresses in."))
    elif not rows:
        st.info(_("No event concerns your organisation. Once the staff assigns it to one, you find it here."))
    for row in rows:
        with st.container(border=True, gap=None):
            page_link("emergencies", f"**{plain(row.name)}**", icon=":material/emergency:", id=row.id)
            when = period(row.starts_at, row.ends_at)
            past = _("your own reports alone") if row.past else ""
            facts = (label(row.state), label(row.kind), when, plain(row.organisation), past)
            st.caption(" · ".join(fact for fact in facts if fact))


def _one(context: Context, event_id: int) -> None:
    board = emergency_board(context.database, context.actor, event_id)
    page_link("emergencies", _("All events"), icon=":material/arrow_back:")
    st.title(plain(board.name), anchor=False)
    _head(context, board)
    if board.past:
        st.info(_("Your organisation takes no part in this event any more. What it reported stays here to be read."))
        show_reports(board)
        return
    show_agreed(board)
    names = {
        Tab.BOARD: _("Overview of the staff"),
        Tab.ADDRESSES: _("Addresses"),
        Tab.ASSIGNMENTS: _("Assignments"),
        Tab.REPORTS: _("Reports"),
    }
    place = st.container(horizontal=True)
    tab = chosen_list(names, Tab.BOARD, key=f"emergency-tab-{event_id}")
    with place:
        _buttons(context, board, is_board=tab == Tab.BOARD)
    match tab:
        case Tab.BOARD:
            show_staff_board(context, event_id)
        case Tab.ADDRESSES:
            show_addresses(context, board)
        case Tab.ASSIGNMENTS:
            show_assignments(context, board)
        case Tab.REPORTS:
            show_reporting(context, board)


def _head(context: Context, board: EmergencyBoard) -> None:
    """What the event is, when, where and who leads it; whoever takes no part any more is not told where it is now."""
    where = "" if board.past else _where(context, board.id)
    leads = _("led by {who}").format(who=board.organisation) if board.organisation else ""
    facts = (label(board.state), label(board.kind), period(board.starts_at, board.ends_at), where, plain(leads))
    st.caption(joined(*facts))


def _where(context: Context, event_id: int) -> str:
    place = emergency_place(context.database, context.actor, event_id)
    return streets_in_words(place.streets) or plain(place.area)


def _buttons(context: Context, board: EmergencyBoard, *, is_board: bool) -> None:
    """What can be done with the event. One of them comes first; on the other tabs their own button does."""
    leads = can(context.actor, Action.KEEP_EMERGENCY)
    closed = board.state == EmergencyState.EVALUATED
    if is_board and not closed and can(context.actor, Action.REPORT_EMERGENCY):
        kind: Literal["primary", "secondary"] = (
            "primary" if not leads or board.state == EmergencyState.UNDER_WAY else "secondary"
        )
        if st.button(_("Write a report"), icon=":material/campaign:", type=kind, key="emergency-write"):
            st.query_params["filter"] = Tab.REPORTS
            st.rerun()
    show_leading(context, board, is_first=is_board)
    change_button(context, board)
