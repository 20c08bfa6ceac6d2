"""The frame in which rectangles are drawn over a photo. What it tells is checked before anybody believes it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from streamlit import runtime
from streamlit.components.v1 import declare_component

from dashboard.components.blackout.words import editor_words
from dashboard.web.assets import STATIC
from geodata.model.pictures import HIDDEN_PARTS_AT_MOST, HiddenPart, hidden_parts

_component = declare_component("blackout", path=STATIC / "blackout")


def show_editor(key: str, picture: bytes, name: str, begun: Sequence[HiddenPart]) -> tuple[HiddenPart, ...] | None:
    """Show a JPEG to be covered; `begun` are the rectangles it had when it was opened and must not change meanwhile.

    Every rectangle is told as soon as it is drawn, so that saving without another press keeps it. Returns None until
    something was drawn. Raises InvalidValue for what no frame of ours tells.
    """
    _register()
    drawn = _component(
        key=key,
        picture=f"data:image/jpeg;base64,{b64encode(picture).decode()}",
        parts=[[part.left, part.top, part.right - part.left, part.bottom - part.top] for part in begun],
        most=HIDDEN_PARTS_AT_MOST,
        words=editor_words(name),
    )
    return None if drawn is None else hidden_parts(drawn)


def _register() -> None:
    # Streamlit forgets a component whose module was imported ahead of the first page (see map/render.py).
    if runtime.exists():
        runtime.get_instance().component_registry.register_component(_component)
