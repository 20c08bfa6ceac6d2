"""Words that a service refused: they stand below the field until they are put right or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.components.meeting.told import tell_saved
from dashboard.components.meeting.writing_field import Sent
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown
from dashboard.components.text import sentence
from dashboard.language import _
from geodata.errors import LokalityError
from geodata.services.minutes_points import WORDS_AT_MOST
from geodata.services.personal_data import PersonalDataFound


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent, and why it was not stored."""

    sent: Sent
    refusal: LokalityError


def keep_refused(form: str, refused: Refused) -> None:
    """Let the words stand below the field of this form; call it from a callback."""
    _kept(form).append(refused)
    st.session_state[_text_key(form, refused)] = refused.sent.text
    if isinstance(refused.refusal, PersonalDataFound):
        _guard(form, refused).remember(refused.refusal)


def show_refused(form: str, write: Callable[[Sent, str], None]) -> None:
    """Each of them with its field; `write(sent, reason)` stores it. A place of its own even for nothing."""
    with st.container(key=f"refused-{form}"):
        for refused in tuple(_kept(form)):
            _show(form, refused, write)


def _show(form: str, refused: Refused, write: Callable[[Sent, str], None]) -> None:
    with st.container(border=True):
        if not isinstance(refused.refusal, PersonalDataFound):
            st.error(sentence(refused.refusal.message), icon=":material/info:")
        key = _text_key(form, refused)
        text = st.text_area(_("Not written down yet"), max_chars=WORDS_AT_MOST, key=key)
        with st.container(horizontal=True, gap="small"):
            pressed = st.button(_("Save"), type="primary", key=f"{key}-save")
            st.button(_("Throw away"), key=f"{key}-drop", on_click=_drop, args=(form, refused))
        guard = _guard(form, refused)
        kept = guard.decided(pressed)
        if kept is None:
            return
        with refusals_shown(), guard.watching():
            write(replace(refused.sent, text=text or ""), kept)
            _drop(form, refused)
            tell_saved(form)
            st.rerun()


def _drop(form: str, refused: Refused) -> None:
    _kept(form).remove(refused)


def _kept(form: str) -> list[Refused]:
    kept: list[Refused] = st.session_state.setdefault(f"{form}-refused", [])
    return kept


def _guard(form: str, refused: Refused) -> PersonalDataGuard:
    key = _text_key(form, refused)
    return PersonalDataGuard(key, {"text": key})


def _text_key(form: str, refused: Refused) -> str:
    return f"{form}-refused-{refused.sent.id}"
