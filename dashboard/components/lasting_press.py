"""A button whose press is not lost where another run of the page begins before the run that it asked for comes to it.

Streamlit forgets a press with the run that it began, and a map on the page begins runs by itself to say what it shows.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st


def lasting_button(label: str, key: str, *, icon: str | None = None, width: Literal["content", "stretch"]) -> bool:
    """The primary button of a form; True from its press on, until `answered(key)`."""
    st.button(label, type="primary", icon=icon, key=key, width=width, on_click=_press, args=(key,))
    return _name(key) in st.session_state


def answered(key: str) -> None:
    """What was asked for is being done, or was refused: call it right before, with nothing drawn in between."""
    st.session_state.pop(_name(key), None)


def _press(key: str) -> None:
    st.session_state[_name(key)] = True


def _name(key: str) -> str:
    return f"{key}-was-pressed"
