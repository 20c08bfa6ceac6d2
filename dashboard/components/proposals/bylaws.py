"""The tab “Bylaws in force”: the time line, what was in force on a day, what became of each, a form for old ones."""

from __future__ import annotations

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
from dashboard.components.proposals.tables import Column, show_table
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
    columns = [Column(_("Bylaw")), Column(_("What it is about")), Column(_("Adopted"), figures=True),
               Column(_("Validity")), Column(_("Changes"))]  # fmt: skip
    rows = [
        [line.number, joined(line.title, label(line.kind)), formats.day(line.adopted_on), validity_phrase(line, day),
         joined(label(line.relation), line.earlier) if line.relation else "–"]
        for line in bylaws
    ]  # fmt: skip
    show_table(columns, rows, name=_("Bylaws"))
    _one(context, {line.id: line for line in bylaws})


def _one(context: Context, bylaws: dict[int, BylawLine]) -> None:
    """The bylaw that was chosen, with what became of it."""
    asked = number_in_address("bylaw")
    ids = list(bylaws)
    chosen = st.selectbox(
        _("Look at a bylaw"),
        ids,
        index=ids.index(asked) if asked in bylaws else None,
        format_func=lambda id_: joined(bylaws[id_].number, bylaws[id_].title),
        placeholder=_("Choose one"),
        key="bylaws-one",
    )
    if chosen is None:
        return
    st.query_params["bylaw"] = str(chosen)
    bylaw = bylaws[chosen]
    page_link("proposal", _("Its zones and how it came to be"), icon=":material/map:", id=bylaw.proposal_id)
    st.markdown(joined(plain(bylaw.number), plain(bylaw.title), validity_phrase(bylaw, clock.today())))
    render_followup(context, bylaw)
