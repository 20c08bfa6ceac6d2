"""Cells and meetings: who meets, when, and what was held."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.meeting_rows import show_meeting_rows
from dashboard.components.phrases import joined
from dashboard.components.results import begin_page
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.services.meeting_list import BodyRow, list_bodies, list_meetings

MEETINGS_AT_ONCE = 30


def render(context: Context) -> None:
    """Show the calendar, of one body where the address names it (`?body=`)."""
    begin_page()
    st.title(_("Cells and meetings"), anchor=False)
    bodies = list_bodies(context.database, context.actor)
    chosen = next((body for body in bodies if body.id == number_in_address("body")), None)
    calendar, groups = st.columns([3, 2], gap="large")
    with calendar:
        _calendar(context, chosen)
    with groups:
        st.subheader(_("Who meets"), anchor=False)
        if not bodies:
            st.info(_("No cell or commission has been founded yet."))
        for body in bodies:
            _body(body)


def _calendar(context: Context, body: BodyRow | None) -> None:
    if body is not None:
        st.markdown(f"**{plain(body.name)}**")
        page_link("meetings", _("Show the meetings of all"), icon=":material/close:")
    body_id = None if body is None else body.id
    coming = list_meetings(context.database, context.actor, coming=True, body_id=body_id, limit=MEETINGS_AT_ONCE)
    past = list_meetings(context.database, context.actor, coming=False, body_id=body_id, limit=MEETINGS_AT_ONCE)
    st.subheader(_("To come"), anchor=False)
    show_meeting_rows(coming, _("No meeting is planned."))
    st.subheader(_("Past"), anchor=False)
    show_meeting_rows(past, _("No meeting has been held yet."))


def _body(body: BodyRow) -> None:
    with st.container(border=True, gap="xsmall"):
        page_link("meetings", f"**{plain(body.name)}**", icon=":material/groups:", body=body.id)
        st.caption(joined(label(body.kind), plain(body.slot), plain(body.area), plain(body.chair)))
        if body.next_meeting_id is not None:
            name = _("Next: {moment}").format(moment=formats.moment(body.next_starts_at))
            page_link("meeting", name, icon=":material/event:", id=body.next_meeting_id)
        followed = ngettext("{count} open issue", "{count} open issues", body.open_issues)
        page_link(
            "issues",
            followed.format(count=formats.number(body.open_issues)),
            icon=":material/assignment:",
            filter="open",
            body=body.id,
        )
