"""Links by which another calendar follows the meetings: made, shown once, withdrawn."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.server_address import server_address
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.policy import Action, can
from geodata.services.calendar_links import (
    CalendarLinkRow,
    list_calendar_links,
    make_calendar_link,
    withdraw_calendar_link,
)

_MADE = "calendar-link-made"  # which link was made in this tab just now, and its secret


def show_calendar_links(context: Context, body_id: int | None = None) -> None:
    """The block: all links of the person, or those to one body and the button for another."""
    with st.container(key="calendar-links", gap="small"):
        st.markdown(
            _(
                "Outlook, Google Calendar and others follow the meetings by a secret link: "
                "they read when and where, no more."
            )
        )
        rows = list_calendar_links(context.database, context.actor)
        for row in rows if body_id is None else [row for row in rows if row.body_id == body_id]:
            _row(context, row)
        if not can(context.actor, Action.KEEP_ACCOUNT):
            return
        name = _("Make a link to my meetings") if body_id is None else _("Make a link to these meetings")
        st.button(name, icon=":material/add_link:", key="make-calendar-link", on_click=_make, args=(context, body_id))
        made: tuple[int | None, str] | None = st.session_state.get(_MADE)
        if made is not None and made[0] == body_id:
            st.markdown(
                _("Copy the link now, it is shown this once. Whoever has it reads the calendar: do not pass it on.")
            )
            st.code(f"{server_address(context)}/calendar/{made[1]}.ics", language=None, wrap_lines=True)


def _row(context: Context, row: CalendarLinkRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"calendar-link-{row.id}"):
        what = plain(row.body) if row.body else _("All my meetings")
        made = _("made {moment}").format(moment=formats.moment(row.made_at))
        st.markdown(joined(what, made))
        if can(context.actor, Action.KEEP_ACCOUNT):
            st.button(
                _("Withdraw"),
                key=f"withdraw-calendar-{row.id}",
                on_click=_withdraw,
                args=(context, row),
                type="tertiary",
            )


def _make(context: Context, body_id: int | None) -> None:
    with refusals_shown():
        st.session_state[_MADE] = (body_id, make_calendar_link(context.database, context.actor, body_id))


def _withdraw(context: Context, row: CalendarLinkRow) -> None:
    with refusals_shown():
        withdraw_calendar_link(context.database, context.actor, row.id)
        st.session_state.pop(_MADE, None)
        tell_after_rerun(_("The link is withdrawn; calendars that follow it get nothing more."))
