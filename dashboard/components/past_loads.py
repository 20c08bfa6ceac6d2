"""What was loaded, when and with what result."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.loading_words import target_name
from dashboard.formats import moment, number
from dashboard.language import _
from geodata.services.loads import PastLoad


def past_loads(loads: Sequence[PastLoad]) -> None:
    """A table, the latest first."""
    if not loads:
        st.info(_("No file has been loaded yet. Drop one under “Load a file”."), icon=":material/upload_file:")
        return
    st.dataframe(
        [
            {
                _("When"): moment(load.recorded_at),
                _("File"): load.file_name,
                _("Source"): load.source,
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
