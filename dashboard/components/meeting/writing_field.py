"""The field in which minutes are written: a frame of ours that loses no word, however fast somebody writes.

A field of Streamlit tells only its last value: two sentences sent before the first was heard would become one. This one
tells everything that was not heard yet. What it tells is checked before anybody believes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.components.v1 import declare_component

from dashboard.language import _, current_language
from dashboard.web.assets import STATIC
from geodata.services.minutes_points import WORDS_AT_MOST

_component = declare_component("writing", path=STATIC / "writing")

_HEARD_AT_MOST = 100  # names told back to the field: more than anybody writes before the next run of the page


@dataclass(frozen=True, slots=True)
class Sent:
    """Words that were sent. `id` is made by the field; `about` is what the page said of them when they were sent.

    `goes_on`: the point is done with.
    """

    id: str
    text: str
    goes_on: bool
    about: dict[str, Any]


def show_writing_field(
    key: str, name: str, label: str, about: dict[str, Any], heard: Iterable[str], on_change: Callable[[], None]
) -> None:
    """Show the field. `name` tells what is typed in it from what is typed in others, `heard` are names of `Sent`."""
    _register()
    _component(
        key=key,
        name=name,
        about=about,
        heard=list(heard)[-_HEARD_AT_MOST:],
        most=WORDS_AT_MOST,
        words={
            "language": current_language(),
            "label": label,
            "hint": _("Ctrl+Enter saves. No names or contacts of residents, please."),
            "save": _("Write it down"),
            "next": _("Write and go to the next point"),
            "saving": _("Saving…"),
        },
        on_change=on_change,
    )


def sent_words(key: str) -> list[Sent]:
    """What the field tells, in the order of sending; what is not as our own code writes it is left out."""
    told: object = st.session_state.get(key)
    return [sent for one in told if (sent := _read(one)) is not None] if isinstance(told, list) else []


def _read(one: object) -> Sent | None:
    match one:
        case {"id": str(id_), "text": str(text), "next": bool(goes_on), "about": dict(about)}:
            is_name = 0 < len(id_) <= 64 and id_.isalnum()
            return Sent(id_, text, goes_on, about) if is_name else None
        case _:
            return None


def _register() -> None:
    # Streamlit forgets a component whose module was imported ahead of the first page (see map/render.py).
    if runtime.exists():
        runtime.get_instance().component_registry.register_component(_component)
