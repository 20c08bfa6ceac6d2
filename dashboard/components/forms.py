"""Short forms over the page: which one is open, and of what as it was when it was opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar
from uuid import uuid4

import streamlit as st

Subject = TypeVar("Subject")

_OPEN = "open-form"


@dataclass(frozen=True, slots=True)
class _OpenForm:
    key: str
    subject: object
    client_id: str


def form_button(
    label: str,
    key: str,
    subject: Subject,
    form: Callable[[Subject], None],
    *,
    icon: str | None = None,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button that opens `form(subject)`; the form keeps the subject as it was when the button was pressed.

    It stays open through every run of the page until it is dismissed, or closed by `close_form`.
    """
    if st.button(label, icon=icon, type=kind, key=key):
        st.session_state[_OPEN] = _OpenForm(key, subject, str(uuid4()))
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    if opened is not None and opened.key == key and isinstance(opened.subject, type(subject)):
        st.dialog(label, on_dismiss=close_form)(form)(opened.subject)


def close_form() -> None:
    """Close the form that is open; the next run shows the page without it."""
    st.session_state.pop(_OPEN, None)


def form_is_open() -> bool:
    """Whether somebody is just filling in a form over the page."""
    return _OPEN in st.session_state


def client_id() -> str | None:
    """The id made when the form was opened: pressing its button twice writes one record."""
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    return None if opened is None else opened.client_id
