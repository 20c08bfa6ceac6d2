"""What an act leaves in the session is noted whole, or the act has not begun: see docs/decisions.md, 21.

Streamlit breaks a run off wherever the script draws something *or touches the session*, when another run of the page
waits. So a file was stored, and the run ended before it could note so: the person saw the file as if nothing had
happened. In a callback the exception is swallowed together with the rest of it, and the press is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.runtime.state import SafeSessionState


def note_wholly() -> None:
    """From now on runs are broken off only where something is drawn: an act, its notes and `st.rerun()` are one.

    Nobody else changes the session meanwhile: with `runner.fastReruns = false` a page has one thread.
    """
    SafeSessionState._yield_callback = property(_go_on, _keep_nothing)  # type: ignore[assignment]


def _go_on(state: SafeSessionState) -> Callable[[], None]:
    return lambda: None


def _keep_nothing(state: SafeSessionState, given: Callable[[], None]) -> None:
    """Each run brings a callback of its own when it begins."""
