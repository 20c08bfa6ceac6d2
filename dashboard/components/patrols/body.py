"""To which group a patrol reports: asked when it is planned and again when its result is written."""

from __future__ import annotations

import streamlit as st

from dashboard.context import Context
from dashboard.language import _
from geodata.model.people import Sensitivity
from geodata.services.meeting_list import list_bodies
from geodata.services.patrol_list import PatrolCard


def body_field(context: Context, card: PatrolCard | None, sensitivity: Sensitivity) -> int | None:
    """The id of the group, or None; what becomes of the result there is said below."""
    bodies = {row.id: row.name for row in list_bodies(context.database, context.actor)}
    known = card.body_id if card else None
    chosen = st.selectbox(
        _("Group it reports to"),
        list(bodies),
        index=list(bodies).index(known) if known in bodies else None,
        format_func=bodies.__getitem__,
        placeholder=_("No group"),
        key="patrol-body",
    )
    if chosen is not None and sensitivity == Sensitivity.RESTRICTED:
        st.caption(_("Only for us: the result does not come to the agenda, where others would read it."))
    elif chosen is not None:
        st.caption(_("Its next meeting is offered the result as a point."))
    return chosen
