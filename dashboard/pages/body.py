"""A body that meets: when, who belongs to it, its meetings to come and past."""

from __future__ import annotations

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.bodies.body_form import change_button
from dashboard.components.bodies.members_form import show_members
from dashboard.components.bodies.one_date import date_buttons
from dashboard.components.bodies.planning import plan_button
from dashboard.components.bodies.seats_form import show_seats
from dashboard.components.calendar_links import show_calendar_links
from dashboard.components.invitation import show_invitation
from dashboard.components.meeting_rows import show_meeting_rows
from dashboard.components.phrases import joined
from dashboard.components.results import begin_page
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.services.body_card import BodyCard, body_card


def render(context: Context) -> None:
    """Show the body of the address (`?id=`)."""
    begin_page()
    body_id = number_in_address("id")
    if body_id is None:
        st.title(_("Group"))
        st.info(_("No group is chosen. Open one from the calendar."))
        page_link("meetings", _("Open the calendar"), icon=":material/groups:")
        return
    card = body_card(context.database, context.actor, body_id)
    st.title(plain(card.name), anchor=False)
    st.markdown(joined(label(card.kind), plain(card.slot), plain(card.area), plain(card.chair)))
    with st.container(horizontal=True):
        plan_button(context, card)
        change_button(context, card)
    page_link("meetings", _("Calendar of this group"), icon=":material/calendar_month:", body=card.id)
    page_link("issues", _("Open issues of this group"), icon=":material/assignment:", filter="open", body=card.id)
    meetings, others = st.columns([3, 2], gap="large")
    with meetings:
        _meetings(context, card)
    with others:
        show_members(context, card)
        show_seats(context, card)
        st.subheader(_("In my own calendar"), anchor=False)
        show_calendar_links(context, card.id)


def _meetings(context: Context, card: BodyCard) -> None:
    st.subheader(_("To come"), anchor=False)
    if not card.coming:
        st.info(_("No meeting is planned. “Plan meetings” offers the days on which this group usually meets."))
    for row in card.coming:
        show_meeting_rows([row], "")
        with st.container(horizontal=True, key=f"dates-{row.id}"):
            show_invitation(context, row)
            date_buttons(context, row)
    st.subheader(_("Past"), anchor=False)
    show_meeting_rows(card.past, _("No meeting has been held yet."))
