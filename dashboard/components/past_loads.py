"""What was loaded, when and with what result."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.load_on_map import link_to_load, query_of_load
from dashboard.components.loading_words import target_name
from dashboard.context import Context
from dashboard.formats import moment, number
from dashboard.language import _
from geodata.services.loads import PastLoad, SourceName


def past_loads(context: Context, loads: Sequence[PastLoad]) -> None:
    """A table, the latest first, and the way to one of them on the map."""
    if not loads:
        st.info(_("No file has been loaded yet. Drop one under “Load a file”."), icon=":material/upload_file:")
        return
    st.dataframe(
        [
            {
                _("When"): moment(load.recorded_at),
                _("File"): load.file_name,
                _("Source"): _source(load.source),
                _("What it is"): ", ".join(target_name(target) for target in load.target.split(", ")),
                _("New"): number(load.counts.get("created", 0)),
                _("Changed"): number(load.counts.get("updated", 0)),
                _("Unchanged"): number(load.counts.get("unchanged", 0)),
                _("To be placed"): number(load.counts.get("to_place", 0)),
            }
            for load in loads
        ],
        hide_index=True,
        width="stretch",
    )
    chosen = st.selectbox(
        _("Show a load on the map"),
        loads,
        index=None,
        format_func=_name,
        placeholder=_("Choose a load"),
        key="past-load",
        width=520,
    )
    if chosen is not None:
        link_to_load(query_of_load(context, chosen.id, chosen.target))


def _name(load: PastLoad) -> str:
    return f"{load.file_name} · {moment(load.recorded_at)} ({load.id})"


def _source(source: SourceName) -> str:
    return source.name if source.organisation is None else f"{source.name} ({source.organisation})"
