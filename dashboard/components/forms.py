"""Short forms over the page: which one is open, and of what as it was when it was opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
    disabled: bool = False,
    wide: bool = False,
) -> None:
    """A button that opens `form(subject)`; the form keeps the subject as it was when the button was pressed.

    It stays open through every run of the page until it is dismissed, or closed by `close_form`. `wide` gives it room
    for a map.
    """
    # In a callback: it runs before all else, so that no other run of the page begins before the press is heard.
    st.button(label, icon=icon, type=kind, key=key, disabled=disabled, on_click=open_form, args=(key, subject))
    show_open_form(label, key, subject, form, wide=wide)


def show_open_form(
    label: str, key: str, subject: Subject, form: Callable[[Subject], None], *, wide: bool = False
) -> None:
    """The form where it is open: also when its button is there no more, so that nothing typed is lost."""
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    if opened is not None and opened.key == key and isinstance(opened.subject, type(subject)):
        st.dialog(label, width="large" if wide else "small", on_dismiss=close_form)(form)(opened.subject)


def close_form() -> None:
    """Close the form that is open; the next run shows the page without it."""
    st.session_state.pop(_OPEN, None)


def open_form_key() -> str:
    """The key of the form that is open; empty where none is."""
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    return "" if opened is None else opened.key


def open_subject() -> object:
    """What the form that is open speaks of, as it was when it was opened; None where none is."""
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    return None if opened is None else opened.subject


def open_form(key: str, subject: object) -> None:
    """Open the form of that button, of the subject as it is now; the run that comes next shows it."""
    st.session_state[_OPEN] = _OpenForm(key, subject, str(uuid4()))


def renew_form(subject: object) -> None:
    """Let the form that is open speak of the subject as it is now; what is filled in stays."""
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    if opened is not None:
        st.session_state[_OPEN] = replace(opened, subject=subject)


def form_is_open() -> bool:
    """Whether somebody is just filling in a form over the page."""
    return _OPEN in st.session_state


def client_id() -> str | None:
    """The id made when the form was opened: pressing its button twice writes one record."""
    opened: _OpenForm | None = st.session_state.get(_OPEN)
    return None if opened is None else opened.client_id
