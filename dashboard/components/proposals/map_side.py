"""The map beside a proposal, and what was drawn on it that nobody saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from dashboard.components.proposals.zone_desk import close_desk, preview_of
from dashboard.components.proposals.zone_map import end_drawing, zone_map
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.proposal_card import VersionCard
from geodata.services.zone_drafts import redraw_zone

_KEY = "proposal"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What waits on the map: an outline (EPSG:4326), and which zone it is to replace (None: a new one)."""

    outline: BaseGeometry | None = None
    changed_zone: int | None = None


def chosen_key(version: VersionCard) -> str:
    """The field in which a zone is chosen: a click on the map chooses there."""
    return f"zone-chosen-{version.id}"


def show_map_side(context: Context, version: VersionCard, *, other_id: int | None = None) -> Drawn:
    """The map; on a phone it is folded until somebody opens it, so that the figures and the rules come first."""
    with st.container(key="proposal-map-switch"):
        is_open = st.toggle(_("Show the map"), key="proposal-map-open")
    tried = preview_of(version) if version.editable else None
    with st.container(key="proposal-map" if is_open else "proposal-map-folded"):
        state = zone_map(
            context,
            version,
            drawing=version.editable,
            other_id=other_id,
            tried=None if tried is None else tried.outline,
            chosen_zone=st.session_state.get(chosen_key(version)),
            key=_KEY,
        )
    if state.chosen_zone is not None:
        st.session_state[chosen_key(version)] = state.chosen_zone
    drawn = Drawn(_outline(state.drawn), state.changed_zone)
    if drawn.outline is not None and drawn.changed_zone is not None:
        _changed(context, version, drawn.changed_zone, drawn.outline)
    elif drawn.outline is not None:
        st.caption(_("The zone from the map waits under “Rules” to be named and saved."))
    return drawn


def forget_drawing(version: VersionCard) -> None:
    """What was drawn is saved, or not wanted: the next run shows a map without it."""
    end_drawing(_KEY, version.id)


def _changed(context: Context, version: VersionCard, zone_id: int, outline: BaseGeometry) -> None:
    zone = next((zone for zone in version.zones if zone.id == zone_id), None)
    if zone is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="zone-redrawn"):
        st.markdown(_("**{zone}** has a new outline that is not saved yet.").format(zone=plain(zone.name)))
        if st.button(_("Save the outline"), type="primary", key="zone-redraw-save"):
            with refusals_shown():
                redraw_zone(context.database, context.actor, zone.id, zone.row_version, outline)
                forget_drawing(version)
                close_desk(version)
                tell_after_rerun(_("The outline is saved."))
                st.rerun()


def _outline(drawn: dict[str, Any] | None) -> BaseGeometry | None:
    """The geometry that the browser sent; None for what is none."""
    if not drawn:
        return None
    try:
        return shape(drawn)
    except (ShapelyError, ValueError, KeyError, AttributeError, TypeError, IndexError):
        return None
