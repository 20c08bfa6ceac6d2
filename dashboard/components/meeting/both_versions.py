"""Two people changed the same line of the minutes: both versions, and the choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard.components.meeting.told import attempt, show_told
from dashboard.language import _

Mine = TypeVar("Mine")


def keep_mine(line: str, mine: object) -> None:
    """Remember what the person wanted the line to say; `line` names it on the page."""
    st.session_state[_name(line)] = mine


def forget_mine(line: str) -> None:
    """The choice was made."""
    st.session_state.pop(_name(line), None)


def show_both_versions(
    line: str, kind: type[Mine], words: Callable[[Mine], str], theirs: str, save: Callable[[Mine], object]
) -> None:
    """Both versions of a line that somebody else changed meanwhile, until one of them is chosen.

    `words` tells the person's own as Markdown, `theirs` is what stands in the minutes; `save` writes the person's own
    over it.
    """
    mine = st.session_state.get(_name(line))
    with st.container(key=f"both-{line}"):
        show_told(f"both-{line}")
        if not isinstance(mine, kind):
            return
        st.warning(
            _("This line was changed by somebody else meanwhile. Your change was not saved; choose one of the two."),
            icon=":material/difference:",
        )
        columns = st.columns(2)
        for column, heading, version in zip(
            columns, (_("What stands there now"), _("What you wrote")), (theirs, words(mine)), strict=True
        ):
            column.markdown(f"**{heading}**")
            column.markdown(version)
        columns[0].button(_("Keep what stands there"), key=f"theirs-{line}", on_click=forget_mine, args=(line,))
        columns[1].button(_("Save what I wrote"), key=f"mine-{line}", on_click=_save, args=(line, mine, save))


def _save(line: str, mine: Mine, save: Callable[[Mine], object]) -> None:
    if attempt(f"both-{line}", lambda: save(mine)):
        forget_mine(line)


def _name(line: str) -> str:
    return f"mine-of-{line}"
