"""Cells and meetings: the calendar of a month, and who meets."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import streamlit as st
from dateutil.relativedelta import relativedelta

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.bodies.body_form import found_button
from dashboard.components.bodies.month import month_name, show_month
from dashboard.components.meeting_rows import show_meeting_rows
from dashboard.components.phrases import joined
from dashboard.components.results import begin_page
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import go_to, page_link
from geodata import clock
from geodata.policy import Action, can
from geodata.services.meeting_list import BodyRow, list_bodies, list_meetings, meetings_between

MEETINGS_AT_ONCE = 8
YEARS = range(2000, 2100)


def render(context: Context) -> None:
    """Show the calendar, of one body and of one month where the address names them (`?body=`, `?month=2026-11`)."""
    begin_page()
    st.title(_("Cells and meetings"), anchor=False)
    bodies = list_bodies(context.database, context.actor)
    chosen = next((body for body in bodies if body.id == number_in_address("body")), None)
    calendar, groups = st.columns([5, 2], gap="large")
    with calendar:
        _calendar(context, chosen)
    with groups:
        st.subheader(_("Who meets"), anchor=False)
        with st.container(horizontal=True):
            found_button(context)
            _paper_button(context)
        if not bodies:
            st.info(_("No cell or commission has been founded yet."))
        for body in bodies:
            _body(body)


def _paper_button(context: Context) -> None:
    """The way to minutes that were written elsewhere."""
    if can(context.actor, Action.KEEP_MEETING) and st.button(
        _("Minutes from paper"), icon=":material/document_scanner:", key="paper-minutes"
    ):
        go_to("paper_minutes")


def _calendar(context: Context, body: BodyRow | None) -> None:
    first = _month_in_address()
    last = first.replace(day=monthrange(first.year, first.month)[1])
    body_id = None if body is None else body.id
    if st.query_params:  # a link within one page leaves the address as it was, and a reload would show another month
        st.query_params.from_dict(_query(first, body_id))
    if body is not None:
        st.markdown(f"**{plain(body.name)}**")
        page_link("meetings", _("Show the meetings of all"), icon=":material/close:", **_query(first, None))
    st.subheader(month_name(first).capitalize(), anchor=False)
    with st.container(horizontal=True, key="months"):
        for words, icon, month in (
            (_("Month before"), ":material/chevron_left:", first - relativedelta(months=1)),
            (_("This month"), ":material/today:", clock.today().replace(day=1)),
            (_("Month after"), ":material/chevron_right:", first + relativedelta(months=1)),
        ):
            if month.year in YEARS:
                page_link("meetings", words, icon=icon, **_query(month, body_id))
    show_month(first, meetings_between(context.database, context.actor, first, last, body_id))
    coming = list_meetings(context.database, context.actor, coming=True, body_id=body_id, limit=MEETINGS_AT_ONCE)
    past = list_meetings(context.database, context.actor, coming=False, body_id=body_id, limit=MEETINGS_AT_ONCE)
    st.subheader(_("To come"), anchor=False)
    show_meeting_rows(coming, _("No meeting is planned."))
    st.subheader(_("Past"), anchor=False)
    show_meeting_rows(past, _("No meeting has been held yet."))


def _month_in_address() -> date:
    """The first day of the month that the address names, else of this one."""
    try:
        month = date.fromisoformat(f"{st.query_params.get('month', '')}-01")
    except ValueError:
        return clock.today().replace(day=1)
    return month if month.year in YEARS else clock.today().replace(day=1)


def _query(month: date, body_id: int | None) -> dict[str, str]:
    query = {"month": f"{month:%Y-%m}"}
    return query if body_id is None else query | {"body": str(body_id)}


def _body(body: BodyRow) -> None:
    with st.container(border=True, gap="xsmall"):
        page_link("body", f"**{plain(body.name)}**", icon=":material/groups:", id=body.id)
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
