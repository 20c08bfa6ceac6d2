"""Data: drop a file, see how it is understood, load it; what waits to be placed; what was loaded."""

from __future__ import annotations

import streamlit as st

from dashboard.components.data_tabs import first_tab
from dashboard.components.load_file import load_file
from dashboard.components.past_loads import past_loads
from dashboard.components.waiting_records import waiting_records
from dashboard.context import Context
from dashboard.formats import number
from dashboard.language import _
from geodata.services.loads import list_loads
from geodata.services.placing import list_waiting


def render(context: Context) -> None:
    """Three tabs: load a file, place what has no position, look back."""
    st.title(_("Data"))
    waiting = list_waiting(context.database, context.actor)
    tabs = [_("Load a file"), _("To be placed ({count})").format(count=number(waiting.total)), _("Loaded files")]
    loading, placing, history = st.tabs(tabs, default=tabs[first_tab()])
    with loading:
        load_file(context)
    with placing:
        waiting_records(context, waiting)
    with history:
        past_loads(context, list_loads(context.database, context.actor))
