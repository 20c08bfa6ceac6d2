"""Until when a task is due: a day, or the next meeting where no day is chosen."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard.language import _
from geodata import clock

_DAYS_AHEAD = timedelta(days=3653)


def due_field(key: str, known: date | None = None) -> date | None:
    """The day; None is the next meeting."""
    today = clock.today()
    chosen: date | None = st.date_input(
        _("Until when (empty: until the next meeting)"),
        value=known,
        min_value=min(known, today) if known else today,
        max_value=today + _DAYS_AHEAD,
        format="DD.MM.YYYY",
        key=key,
    )
    return chosen
