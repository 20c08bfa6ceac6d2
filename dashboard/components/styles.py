"""The little that rows of records need beyond the theme."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_STYLES = Path(__file__).resolve().parents[1] / "static" / "pages" / "rows.css"


def use_row_styles() -> None:
    """Once on each page that lists records."""
    st.html(_STYLES)
