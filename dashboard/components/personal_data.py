"""What was found in a text that somebody wants to save: shown, taken out of the field, or kept for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import LokalityError
from geodata.model.fields import FIELDS, FieldValue
from geodata.model.personal_data import REMOVED, Finding
from geodata.model.sites import SiteKind
from geodata.services.personal_data import REASON_AT_MOST, PersonalDataFound

_AROUND = 30  # characters of the text shown before and after what was found


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing and the key of the field it stands in; None where no field of the form shows it."""

    key: str | None
    finding: Finding


class PersonalDataGuard:
    """Stands between the button of a form and its service. `fields`: field of the service → key of its widget."""

    def __init__(self, form: str, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._memory = f"{form}-personal-data"
        self._place: DeltaGenerator | None = None

    def decided(self, pressed: bool) -> str | None:
        """None while nothing is to be saved; else the reason for keeping what was found, mostly empty.

        `pressed` says whether the form's own button was. What was found before stands here until it is gone.
        """
        self._place = st.container()
        if pressed:
            return ""
        with self._place:
            return self._block() or None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """What the service within finds is shown below the button; everything typed stays."""
        try:
            yield
        except PersonalDataFound as found:
            self.remember(found)
            st.toast(_("Not saved yet: look at what was found in the text."), icon=":material/person_alert:")
            with self._place or st.container():
                self._block()
        except LokalityError:
            raise
        except BaseException:
            self.forget()  # Streamlit ends a run that saved by an exception of its own
            raise
        else:
            self.forget()

    def remember(self, found: PersonalDataFound) -> None:
        """What a service found that a callback asked; it is shown where `decided` stands."""
        st.session_state[self._memory] = [
            _Found(self._fields.get(field), finding) for field, some in found.findings.items() for finding in some
        ]

    def forget(self) -> None:
        """What was found is shown no more: it was saved, or somebody went to change it."""
        st.session_state.pop(self._memory, None)

    def _block(self) -> str:
        """The block, if there is anything to show; returns the reason once keeping was asked for."""
        found = [one for one in st.session_state.get(self._memory, ()) if _still_there(one)]
        if not found:
            return ""
        with st.container(border=True, key=f"{self._memory}-block"):
            st.warning(
                _("This looks like personal data. A place is never a person: take it out, or say why it has to stay."),
                icon=":material/person_alert:",
            )
            for one in found:
                st.markdown(_line(one))
            if any(one.key for one in found):
                st.button(
                    _("Remove from the text"),
                    icon=":material/ink_eraser:",
                    key=f"{self._memory}-remove",
                    on_click=_remove,
                    args=(found,),
                )
            reason = st.text_input(_("Why it has to stay"), max_chars=REASON_AT_MOST, key=f"{self._memory}-reason")
            if not st.button(_("Save it all the same"), key=f"{self._memory}-keep"):
                return ""
            if not reason.strip():
                st.caption(_("Write the reason first; it is kept with the record of the change."))
            return reason.strip()


def detail_fields(kind: SiteKind, key: str) -> dict[str, str]:
    """The free texts among the facts of a kind, as `kind_fields` asks for them."""
    return {f"details.{field.name}": f"{key}-{field.name}" for field in FIELDS[kind] if field.value == FieldValue.TEXT}


def _still_there(one: _Found) -> bool:
    return one.key is None or one.finding.text in str(st.session_state.get(one.key, ""))


def _remove(found: list[_Found]) -> None:
    for one in found:
        if one.key is not None:
            st.session_state[one.key] = str(st.session_state.get(one.key, "")).replace(one.finding.text, REMOVED)


def _line(one: _Found) -> str:
    """The kind, and the words around with what was found marked."""
    text = str(st.session_state.get(one.key, "")) if one.key else one.finding.text
    start = text.index(one.finding.text)
    end = start + len(one.finding.text)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    marked = f"**:orange-background[{plain(one.finding.text)}]**"
    return f"{label(one.finding.kind)}: {_edge(before)}{marked}{_edge(after)}"


def _edge(words: str) -> str:
    """Words beside a mark, with the space that parts them from it."""
    left, right = " " * words.startswith((" ", "\n")), " " * words.endswith((" ", "\n"))
    return f"{left}{plain(words)}{right}" if words.strip() else left
