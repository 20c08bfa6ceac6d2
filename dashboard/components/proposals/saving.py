"""The button of a form about a proposal: what the service says of the words stands below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.components.forms import close_form
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun


def save_button(name: str, key: str, fields: Mapping[str, str], save: Callable[[str], str]) -> None:
    """A button that calls `save` with the reason for keeping personal data, and tells what that returns.

    `fields`: field of the service → key of its widget.
    """
    guard = PersonalDataGuard(key, fields)
    kept = guard.decided(st.button(name, type="primary", key=f"{key}-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        told = save(kept)
        close_form()
        tell_after_rerun(told)
        st.rerun()
