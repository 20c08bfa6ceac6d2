"""Under which patrol a place is logged: the one that is under way, and one can take it off."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.patrol_places import patrols_under_way


def patrol_field(context: Context, form: str) -> int | None:
    """The id of the patrol, None for none of them; nothing is asked where none is under way.

    One that ended while the form was open stays what was chosen: the service leaves it out, and the page says so.
    """
    memory = f"{form}-patrol-chosen"
    patrols = {patrol.id: plain(patrol.purpose) for patrol in patrols_under_way(context.database, context.actor)}
    if patrols:
        st.session_state[memory] = _chosen(patrols, f"{form}-patrol")
    chosen: int | None = st.session_state.get(memory)
    return chosen


def _chosen(patrols: dict[int, str], key: str) -> int | None:
    told = _("It counts under the patrol if you saw it today.")
    if len(patrols) == 1:
        ((patrol_id, purpose),) = patrols.items()
        name = _("It is logged under the patrol: {name}").format(name=purpose)
        return patrol_id if st.checkbox(name, value=True, help=told, key=key) else None
    return st.selectbox(
        _("Logged under"),
        [*patrols, None],
        format_func=lambda id_: _("outside of any patrol") if id_ is None else patrols[id_],
        help=told,
        key=f"{key}-of",
    )
