"""The few styles of a page that the theme cannot say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLES = Path(__file__).resolve().parents[1] / "static" / "pages"


def page_styles(*names: str) -> None:
    """Put each `static/pages/<name>.css` into the page."""
    for name in names:
        st.html(STYLES / f"{name}.css")
