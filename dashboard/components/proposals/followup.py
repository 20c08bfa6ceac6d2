"""What became of a bylaw: each of its venues with what the visits saw; a breach becomes an issue."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.proposals.followup_words import VERDICT_SIGNS, duty_text, visit_text
from dashboard.components.proposals.tables import Column, show_table
from dashboard.components.proposals.words import venue_text
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata import clock
from geodata.model.followup import BREACHES
from geodata.policy import Action, can
from geodata.services.bylaw_breach import raise_breach
from geodata.services.bylaw_followup import FollowedVenue, followup
from geodata.services.bylaws import BylawLine
from geodata.services.issues import TITLE_AT_MOST


def render_followup(context: Context, bylaw: BylawLine) -> None:
    """Counts, what asks for something, and all venues."""
    found = followup(context.database, context.actor, bylaw.id)
    st.subheader(_("Whether the bylaw is kept"), anchor=False)
    if not found.venues:
        st.markdown(_("The bylaw asks nothing of any venue that you may know of."))
        return
    if clock.today() < bylaw.valid_from:
        _before_it_holds(bylaw, found.venues)
        return
    counts = [
        f"{VERDICT_SIGNS[verdict]} {label(verdict)}: **{formats.number(found.counts[verdict])}**"
        for verdict in VERDICT_SIGNS
        if found.counts.get(verdict)
    ]
    st.markdown(joined(*counts))
    _breaches(context, bylaw, [venue for venue in found.venues if venue.verdict in BREACHES or venue.issue])
    order = list(VERDICT_SIGNS)
    columns = [Column(_("Venue")), Column(_("What it has to do")), Column(_("Newest visit")), Column(_("Verdict"))]
    rows = [
        [venue_text(venue.name, venue.address), duty_text(venue.duty), visit_text(venue.visit),
         label(venue.verdict)]
        for venue in sorted(found.venues, key=lambda venue: order.index(venue.verdict))
    ]  # fmt: skip
    show_table(columns, rows, name=_("Whether the bylaw is kept"))


def _before_it_holds(bylaw: BylawLine, venues: Iterable[FollowedVenue]) -> None:
    """Nobody can have kept it or not: what each venue will have to do, and from when on it is visited."""
    told = _("It holds from {day}. Visits from that day on show whether it is kept.")
    st.markdown(told.format(day=formats.day(bylaw.valid_from)))
    rows = [[venue_text(venue.name, venue.address), duty_text(venue.duty)] for venue in venues]
    show_table([Column(_("Venue")), Column(_("What it has to do"))], rows, name=_("Whether the bylaw is kept"))


def _breaches(context: Context, bylaw: BylawLine, venues: Iterable[FollowedVenue]) -> None:
    for venue in venues:
        key = f"breach-{bylaw.id}-{venue.site_id}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{key}"):
            page_link("site", f"**{plain(venue.name)}**", icon=":material/warning:", id=venue.site_id)
            st.caption(joined(label(venue.verdict), plain(visit_text(venue.visit))))
            if venue.issue is not None:
                page_link("issue", f"{venue.issue.number} {plain(venue.issue.title)}", id=venue.issue.id)
            elif bylaw.is_in_force(clock.today()) and can(context.actor, Action.RAISE_ISSUE):
                st.button(_("Raise an issue"), key=key, on_click=_raise, args=(context, bylaw, venue))


def _raise(context: Context, bylaw: BylawLine, venue: FollowedVenue) -> None:
    told = _("Bylaw {number} is broken: {venue}").format(number=bylaw.number, venue=venue.name)
    reason = _("The name of the venue, as the register has it.")
    with refusals_shown():
        breach = raise_breach(
            context.database, context.actor, bylaw.id, venue.site_id, told[:TITLE_AT_MOST], keep_personal_data=reason
        )
        new, known = _("The issue is raised."), _("An issue about it is open already.")
        tell_after_rerun(new if breach.is_new else known)
