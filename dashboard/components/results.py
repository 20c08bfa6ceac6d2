"""What a person is told after pressing a button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.components.styles import use_row_styles
from dashboard.components.text import sentence
from dashboard.noted import note_on_page
from geodata.errors import LokalityError

_TOLD = "told-after-rerun"


@contextmanager
def refusals_shown() -> Iterator[None]:
    """A refusal of a service stands where the button is; what was filled in stays."""
    try:
        yield
    except LokalityError as refusal:
        note_on_page(refusal)
        st.error(sentence(refusal.message), icon=":material/info:")


def tell_after_rerun(told: str, *, warns: bool = False) -> None:
    """Say it when the page has been drawn anew; what `warns` carries no sign of success."""
    st.session_state.setdefault(_TOLD, []).append((told, ":material/warning:" if warns else ":material/check:"))


def begin_page() -> None:
    """The first line of a page: its styles, and what the last run left to be said."""
    use_row_styles()
    for told, icon in st.session_state.pop(_TOLD, []):
        st.toast(told, icon=icon)
