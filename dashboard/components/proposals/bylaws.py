"""The tab “Bylaws in force”: the time line, what was in force on a day, what became of each, a form for old ones."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.day_control import LONG_AGO
from dashboard.components.forms import form_button
from dashboard.components.phrases import joined
from dashboard.components.proposals.bylaw_chart import show_bylaw_chart
from dashboard.components.proposals.bylaw_form import show_bylaw_form
from dashboard.components.proposals.bylaw_words import validity_phrase
from dashboard.components.proposals.followup import render_followup
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata import clock
from geodata.policy import Action, can
from geodata.services.bylaws import BylawLine, bylaws_of


def render_bylaws(context: Context) -> None:
    """The bylaws of the city; `?bylaw=` opens one of them."""
    bylaws = bylaws_of(context.database, context.actor)
    if can(context.actor, Action.DECIDE_PROPOSAL):
        form = partial(show_bylaw_form, context)
        form_button(_("Enter a bylaw"), "enter-bylaw", bylaws, form, icon=":material/gavel:")
    if not bylaws:
        st.info(_("There is no bylaw yet. Enter those in force, so that proposals are checked against them."))
        return
    day = st.date_input(
        _("In force on"), value=clock.today(), min_value=LONG_AGO, format="DD.MM.YYYY", key="bylaws-day"
    )
    count = sum(line.is_in_force(day) for line in bylaws)
    told = ngettext("{count} bylaw in force on {day}", "{count} bylaws in force on {day}", count)
    st.markdown(told.format(count=f"**{formats.number(count)}**", day=formats.day(day)))
    show_bylaw_chart(bylaws, clock.today(), day)
    asked = number_in_address("bylaw")
    for line in bylaws:
        _row(context, line, day, is_open=line.id == asked)


def _row(context: Context, line: BylawLine, day: date, *, is_open: bool) -> None:
    """A bylaw: its name opens it, with what became of it."""
    with st.container(border=True, gap="xsmall", key=f"row-bylaw-{line.id}"):
        name = joined(f"**{plain(line.number)}**", plain(line.title))
        icon = ":material/keyboard_arrow_down:" if is_open else ":material/gavel:"
        page_link("proposals", name, icon=icon, filter="bylaws", bylaw=line.id)
        adopted = _("adopted {day}").format(day=formats.day(line.adopted_on))
        changes = joined(label(line.relation), plain(line.earlier)) if line.relation else None
        st.caption(joined(label(line.kind), validity_phrase(line, day), adopted, changes))
        if is_open:
            page_link("proposal", _("Its zones and how it came to be"), icon=":material/map:", id=line.proposal_id)
            render_followup(context, line)
