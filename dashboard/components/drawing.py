"""What is being drawn on a map of this tab: kept until the page has stored it, or nobody wants it any more."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.map.spec import Geometry, ZoneShape


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outline; `turn` grows when the page lays it aside, `changed_id` is its zone (None: a new one)."""

    turn: int = 0
    outline: Geometry | None = None
    changed_id: int | None = None


def kept_drawing(name: str, first: Geometry | None = None) -> Drawing:
    """The drawing of that name; until somebody drew, `first`."""
    kept: Drawing = st.session_state.get(name, Drawing(outline=first))
    return kept


def hear_drawing(name: str, kept: Drawing, shaped: ZoneShape) -> Drawing:
    """Keep what was drawn, unless it was told before the page laid it aside."""
    if shaped.turn != kept.turn:
        return kept
    heard = replace(kept, outline=shaped.outline, changed_id=shaped.changed_id)
    st.session_state[name] = heard
    return heard


def lay_aside_drawing(name: str) -> None:
    """It was stored, or is not wanted. The next run shows the map without it."""
    st.session_state[name] = Drawing(turn=kept_drawing(name).turn + 1)
