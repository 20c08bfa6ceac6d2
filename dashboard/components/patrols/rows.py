"""Patrols as a list: under way, to come, and past; each line opens its patrol."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.model.patrols import PatrolState
from geodata.services.patrol_list import PATROLS_SHOWN, PatrolRow

STREETS_NAMED = 4
_SIGNS = {
    PatrolState.PLANNED: ":material/event:",
    PatrolState.UNDER_WAY: ":material/directions_walk:",
    PatrolState.DONE: ":material/edit_note:",
    PatrolState.REPORTED: ":material/task_alt:",
    PatrolState.CANCELLED: ":material/event_busy:",
}


def show_patrols(rows: Sequence[PatrolRow]) -> None:
    """All patrols of the list in their three groups."""
    under_way = [row for row in rows if row.state == PatrolState.UNDER_WAY]
    coming = [row for row in rows if row.state == PatrolState.PLANNED]
    past = [row for row in rows if row.state not in (PatrolState.UNDER_WAY, PatrolState.PLANNED)]
    if under_way:
        st.subheader(_("Walking now"), anchor=False)
        _show(under_way)
    st.subheader(_("To come"), anchor=False)
    if not coming:
        st.info(_("No patrol is planned. “Plan a patrol” asks when, which streets and who walks."))
    _show(coming)
    _cut_off(len(under_way) + len(coming))
    st.subheader(_("Past"), anchor=False)
    if not past:
        st.caption(_("No patrol has been walked yet. One that ended stands here with its result."))
    _show(past)
    _cut_off(len(past))


def span(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when; the second day is told where it is another one."""
    first, last = formats.local(starts_at), formats.local(ends_at)
    until = formats.clock_time(last.time()) if first.date() == last.date() else formats.moment(ends_at)
    return f"{formats.moment(starts_at)}–{until}"


def _show(rows: Sequence[PatrolRow]) -> None:
    for row in rows:
        with st.container(gap=None, key=f"row-patrol-{row.id}"):
            when = span(row.starts_at, row.ends_at)
            page_link("patrols", f"**{when}** {plain(row.purpose)}", icon=_SIGNS[row.state], id=row.id)
            told = formats.age(row.starts_at) if row.state == PatrolState.PLANNED else label(row.state)
            st.caption(joined(told, streets_in_words(row.streets)))


def streets_in_words(streets: tuple[str, ...]) -> str:
    """`Lipová, Školní a 2 další ulice`; empty where none is known."""
    named = ", ".join(plain(street) for street in streets[:STREETS_NAMED])
    more = len(streets) - STREETS_NAMED
    if more <= 0:
        return named
    words = ngettext("{streets} and {count} more street", "{streets} and {count} more streets", more)
    return words.format(streets=named, count=more)


def _cut_off(shown: int) -> None:
    if shown >= PATROLS_SHOWN:
        words = _("At most {count} patrols are listed here; further ones are not shown.")
        st.caption(words.format(count=formats.number(PATROLS_SHOWN)))
