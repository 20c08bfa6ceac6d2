"""The script of the tests of drawn zones: the map of a version, what Python heard, and a button that stores it."""

from __future__ import annotations

import json

import shapely
import streamlit as st

from dashboard.components.proposals.zone_map import end_drawing, zone_map
from dashboard.context import Context, current_context
from geodata.model.zones import ZoneRule
from geodata.services.proposal_card import version_card
from geodata.services.zone_drafts import ZoneDraft, add_zone, redraw_zone

st.set_page_config(layout="wide")
parameters = dict(st.query_params)
VERSION = int(parameters["version"])


@st.fragment
def map_and_form() -> None:
    """Only this follows the map."""
    context = current_context()
    version = version_card(context.database, context.actor, VERSION)
    if st.button("Jiná výška"):
        st.session_state["height"] = 500
    state = zone_map(
        context,
        version,
        drawing="look" not in parameters,
        other_id=int(parameters["other"]) if "other" in parameters else None,
        chosen_zone=st.session_state.get("chosen"),
        key="test",
        height=st.session_state.get("height", int(parameters.get("height", 480))),
    )
    if state.chosen_zone is not None:
        st.session_state["chosen"] = state.chosen_zone
    if state.drawn is not None and st.button("Uložit zónu"):
        store(context, state.changed_zone, shapely.geometry.shape(state.drawn))
        end_drawing("test", VERSION)
        st.rerun(scope="fragment")
    heard = {
        "chosen": st.session_state.get("chosen"),
        "changed": state.changed_zone,
        "drawn": state.drawn,
        "zones": [zone.name for zone in version.zones],
    }
    st.code(json.dumps(heard, ensure_ascii=False), language=None)


def store(context: Context, changed_id: int | None, outline: shapely.Geometry) -> None:
    """As the page of the proposal does it."""
    if changed_id is None:
        draft = ZoneDraft("Nakreslená", ZoneRule.TOTAL_BAN, "Okolí školy", outline)
        add_zone(context.database, context.actor, VERSION, draft)
        return
    zones = version_card(context.database, context.actor, VERSION).zones
    row_version = next(zone.row_version for zone in zones if zone.id == changed_id)
    redraw_zone(context.database, context.actor, changed_id, row_version, outline)


map_and_form()
