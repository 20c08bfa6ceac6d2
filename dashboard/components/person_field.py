"""Which person of an organisation, for whoever may know who works there."""

from __future__ import annotations

import streamlit as st

from dashboard.context import Context
from dashboard.language import _
from geodata.services.colleagues import list_colleagues


def person_field(context: Context, organisation_id: int, key: str, known: int | None = None) -> int | None:
    """The person, or None for the organisation as a whole; no field where nobody can be chosen."""
    people = {one.id: one.name for one in list_colleagues(context.database, context.actor, organisation_id)}
    if not people:
        return None
    ids = list(people)
    chosen: int | None = st.selectbox(
        _("Who exactly"),
        ids,
        index=ids.index(known) if known in people else None,
        format_func=people.__getitem__,
        placeholder=_("Nobody in particular"),
        key=f"{key}-person-{organisation_id}",
    )
    return chosen
