"""Fields that begin with a value of ours: Streamlit forgets those of a form or step as soon as it is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st


def seed(key: str, value: Any) -> None:
    """Let the field begin with the value."""
    if key not in st.session_state:
        st.session_state[key] = value


def keep_if_offered(key: str, offered: Sequence[object]) -> None:
    """A field that is filled in again forgets what cannot be chosen any more."""
    if key in st.session_state and st.session_state[key] not in offered:
        del st.session_state[key]
