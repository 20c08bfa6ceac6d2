"""What a letter still leaves to be filled in, said before it is sent; it holds nobody back."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import plain
from dashboard.language import _
from geodata.model.gaps import gaps_in


def show_gaps(text: str) -> None:
    """The gaps with the words before them; nothing where there are none."""
    found = gaps_in(text)
    if found:
        named = ", ".join(_("“{words}”").format(words=plain(words)) for words in found)
        st.warning(_("The text still has something to be filled in: {gaps}").format(gaps=named), icon=":material/edit:")
