"""To whom a letter can go."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.context import Context
from dashboard.language import _
from geodata.model.people import OrganisationKind
from geodata.services.organisations import list_organisations

# Whom one writes to most often first; a letter may go to any of them.
_FIRST = (OrganisationKind.AUTHORITY, OrganisationKind.CITY, OrganisationKind.CITY_DISTRICT)


def authorities(context: Context) -> dict[int, str]:
    """Everybody a letter may go to, by id: the authorities first, one's own organisation not at all."""
    rows = [
        row for row in list_organisations(context.database, context.actor) if row.id != context.actor.organisation_id
    ]
    rows.sort(key=lambda row: _FIRST.index(row.kind) if row.kind in _FIRST else len(_FIRST))
    return {row.id: row.name for row in rows}


def authority_field(context: Context, key: str, on_change: Callable[[], None]) -> int | None:
    """The choice, and what is called when it changes; the one chosen at first stands in the session under the key."""
    names = authorities(context)
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    chosen: int | None = st.selectbox(
        _("To which authority"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        key=key,
        on_change=on_change,
    )
    st.caption(_("An authority that is not in the list is added by an administrator, among the organisations."))
    return chosen
