"""Fields whose values live in the draft: Streamlit forgets those of a step as soon as another one is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from dashboard.components.field_state import seed
from dashboard.components.text import plain
from dashboard.language import _

Choice = TypeVar("Choice")


def line_field(label: str, value: str, key: str, *, at_most: int, placeholder: str | None = None) -> str:
    """Some words on one line."""
    seed(key, value)
    return st.text_input(label, max_chars=at_most, placeholder=placeholder, key=key) or ""


def text_field(label: str, value: str, key: str, *, at_most: int, height: int | None = None) -> str:
    """A text of several lines."""
    seed(key, value)
    return st.text_area(label, max_chars=at_most, height=height, key=key) or ""


def choice_field(
    label: str, choices: Sequence[Choice], value: Choice | None, key: str, names: Callable[[Choice], str], empty: str
) -> Choice | None:
    """One of the choices, or none of them."""
    seed(key, value if value in choices else None)
    chosen: Choice | None = st.selectbox(label, choices, index=None, format_func=names, placeholder=empty, key=key)
    return chosen


def organisation_field(
    label: str, organisations: Mapping[int, str], value: int | None, key: str, said: str, empty: str
) -> int | None:
    """An organisation of the city; what the minutes call it stands below."""
    chosen = choice_field(label, list(organisations), value, key, organisations.__getitem__, empty)
    if said:
        st.caption(_("In the text: {name}").format(name=plain(said)))
    return chosen


def day_field(label: str, value: date | None, key: str, *, first: date, last: date) -> date | None:
    """A day within the two; one that was read outside of them is left to the person."""
    seed(key, value if value is not None and first <= value <= last else None)
    chosen: date | None = st.date_input(
        label, value=None, min_value=first, max_value=last, format="DD.MM.YYYY", key=key
    )
    return chosen


def take_field(label: str, value: bool, key: str) -> bool:
    """Whether a part of a step is taken over with it."""
    seed(key, value)
    return st.checkbox(label, key=key)
