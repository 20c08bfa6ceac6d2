"""What a callback has to tell when the page is drawn after it: that it was saved and when, or why it was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from dashboard import formats
from dashboard.components.text import sentence
from dashboard.language import _
from dashboard.noted import note_on_page
from geodata import clock
from geodata.errors import LokalityError, Message


@dataclass(frozen=True, slots=True)
class _Told:
    saved_at: datetime | None = None
    refusal: Message | None = None


def attempt(key: str, change: Callable[[], object]) -> bool:
    """Make a change that a service may refuse; whether it was made. Either is told by `show_told` under this key."""
    try:
        change()
    except LokalityError as refusal:
        tell_refusal(key, refusal)
        return False
    tell_saved(key)
    return True


def tell_saved(key: str) -> None:
    """Remember that it was saved just now."""
    st.session_state[_name(key)] = _Told(saved_at=clock.now())


def tell_refusal(key: str, refusal: LokalityError) -> None:
    """Remember why it was not saved."""
    note_on_page(refusal)
    st.session_state[_name(key)] = _Told(refusal=refusal.message)


def show_told(key: str) -> None:
    """What was remembered; a place of its own even for nothing, so that what follows stays where it is."""
    told: _Told = st.session_state.get(_name(key), _Told())
    with st.container(key=f"told-{key}", gap=None):
        if told.refusal is not None:
            st.error(sentence(told.refusal), icon=":material/info:")
        elif told.saved_at is not None:
            time = formats.clock_time(formats.local(told.saved_at).time())
            saved = _("Saved {time}").format(time=time)
            st.caption(f":material/check: {saved}")


def _name(key: str) -> str:
    return f"{key}-told"
