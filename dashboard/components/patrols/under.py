"""Under which patrol a place is logged: the one that is under way, and one can take it off."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.patrol_places import patrols_under_way


def patrol_field(context: Context, form: str) -> int | None:
    """The id of the patrol, None for none of them; nothing is asked where none is under way."""
    patrols = {patrol.id: plain(patrol.purpose) for patrol in patrols_under_way(context.database, context.actor)}
    if not patrols:
        return None
    told = _("It counts under the patrol if you saw it today.")
    if len(patrols) == 1:
        ((patrol_id, purpose),) = patrols.items()
        name = _("It is logged under the patrol: {name}").format(name=purpose)
        return patrol_id if st.checkbox(name, value=True, help=told, key=f"{form}-patrol") else None
    choices = [*patrols, None]
    chosen: int | None = st.selectbox(
        _("Logged under"),
        choices,
        format_func=lambda id_: _("outside of any patrol") if id_ is None else patrols[id_],
        help=told,
        key=f"{form}-patrol",
    )
    return chosen
