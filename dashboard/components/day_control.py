"""On which day the zones of the map are shown: folded at its bottom edge until somebody looks back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import formats
from dashboard.components import map_state
from dashboard.language import _
from geodata import clock

LONG_AGO = date(1990, 1, 1)  # no bylaw of today's municipalities is older
_KEY = "map-day"


def show_day_control() -> None:
    """The day and the way back to today."""
    day = map_state.address().day
    name = _("Zones of today") if day is None else _("Zones of {day}").format(day=formats.day(day))
    with st.expander(name, icon=":material/history:", expanded=day is not None, key="map-day-control"):
        st.caption(_("Bylaws in force on that day have a whole line, what had been proposed by then a broken one."))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                _("Day"),
                value=day or clock.today(),
                min_value=LONG_AGO,
                format="DD.MM.YYYY",
                key=_KEY,
                on_change=_chosen,
            )
            if day is not None:
                st.button(_("Back to today"), icon=":material/today:", key="map-day-today", on_click=_today)


def _chosen() -> None:
    day = st.session_state.get(_KEY)
    map_state.show_day(None if day == clock.today() else day)


def _today() -> None:
    st.session_state[_KEY] = clock.today()
    map_state.show_day(None)
