"""Data: drop a file, see how it is understood, load it; what waits; what was loaded; the field."""

from __future__ import annotations

import streamlit as st

from dashboard.components.data_tabs import first_tab
from dashboard.components.field_tools import field_tools
from dashboard.components.load_file import load_file
from dashboard.components.past_loads import past_loads
from dashboard.components.waiting_records import waiting_records
from dashboard.context import Context
from dashboard.formats import number
from dashboard.language import _
from geodata.services.loads import list_loads
from geodata.services.placing import list_waiting


def render(context: Context) -> None:
    """Four tabs: load a file, place what has no position, look back, bring records from other tools."""
    st.title(_("Data"))
    waiting = list_waiting(context.database, context.actor)
    tabs = [_("Load a file"), _("To be placed ({count})").format(count=number(waiting.total)), _("Loaded files")]
    tabs.append(_("From the field"))
    loading, placing, history, field = st.tabs(tabs, default=tabs[first_tab()])
    with loading:
        load_file(context)
    with placing:
        waiting_records(context, waiting)
    with history:
        past_loads(context, list_loads(context.database, context.actor))
    with field:
        field_tools(context)
