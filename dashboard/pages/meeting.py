"""One meeting: its agenda, with the issues and places the points are about."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.agenda_form import agenda_button, held_button
from dashboard.components.phrases import erasure_phrase, joined, site_name
from dashboard.components.results import begin_page
from dashboard.components.signs import KIND_SIGNS, STATUS_SIGNS
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.services.meeting_card import AgendaPoint, MeetingCard, meeting_card


def render(context: Context) -> None:
    """Show the meeting of the address (`?id=`)."""
    begin_page()
    meeting_id = number_in_address("id")
    if meeting_id is None:
        st.title(_("Meeting"))
        st.info(_("No meeting is chosen. Open one from the calendar."))
        page_link("meetings", _("Open the calendar"), icon=":material/groups:")
        return
    card = meeting_card(context.database, context.actor, meeting_id)
    _heading(card)
    with st.container(horizontal=True):
        agenda_button(context, card)
        held_button(context, card)
    st.subheader(_("Agenda"), anchor=False)
    if not card.points:
        st.info(_("The agenda is empty. Add the first point, or an issue the meeting should speak of."))
    for point in card.points:
        _point(point)


def _heading(card: MeetingCard) -> None:
    st.title(plain(card.body), anchor=False)
    when = f"**{formats.moment(card.starts_at)}**"
    st.markdown(joined(when, label(card.state), plain(card.place), label(card.body_kind), plain(card.slot)))
    page_link("meetings", _("All meetings of this body"), icon=":material/groups:", body=card.body_id)


def _point(point: AgendaPoint) -> None:
    with st.container(border=True, gap="xsmall"):
        title = f"**{plain(point.title)}**" if point.erased is None else erasure_phrase(point.erased)
        st.markdown(f"{point.position}\\. {title}")
        st.caption(joined(label(point.kind), plain(point.organisation)))
        if point.text:
            st.markdown(paragraphs(point.text))
        if point.issue is not None:
            name = f"**{point.issue.number}** {plain(point.issue.title)} – {label(point.issue.status)}"
            page_link("issue", name, icon=STATUS_SIGNS[point.issue.status], id=point.issue.id)
        for site in point.sites:
            page_link("site", plain(site_name(site)), icon=KIND_SIGNS[site.kind], id=site.id)
