"""What a person is told after pressing a button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.components.styles import use_row_styles
from dashboard.language import translate
from geodata.errors import LokalityError

_TOLD = "told-after-rerun"


@contextmanager
def refusals_shown() -> Iterator[None]:
    """A refusal of a service stands where the button is; what was filled in stays."""
    try:
        yield
    except LokalityError as refusal:
        st.error(translate(refusal.message), icon=":material/info:")


def tell_after_rerun(sentence: str) -> None:
    """Say it when the page has been drawn anew."""
    st.session_state.setdefault(_TOLD, []).append(sentence)


def begin_page() -> None:
    """The first line of a page: its styles, and what the last run left to be said."""
    use_row_styles()
    for sentence in st.session_state.pop(_TOLD, []):
        st.toast(sentence, icon=":material/check:")
