"""The fields of a letter: to whom, under which section of which act, in which words; they live in the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.submissions.authority import authority_field
from dashboard.components.submissions.deadline import show_basis
from dashboard.context import Context
from dashboard.language import _
from geodata.model.legal_bases import LEGAL_BASES, bases_of, legal_basis
from geodata.model.submissions import SubmissionKind
from geodata.services.submissions import SUBJECT_AT_MOST, TEXT_AT_MOST, Letter

TEXT_HEIGHT = 420  # pixels: the usual letter without scrolling
_OF_LETTERS = "letter-"  # with what every key of a letter begins


@dataclass(frozen=True, slots=True)
class LetterFields:
    """The keys under which the widgets of one letter keep what stands in them; `name` tells letters apart."""

    name: str

    def key(self, field: str) -> str:
        return f"{_OF_LETTERS}{self.name}-{field}"

    def fill(self, field: str, value: object) -> None:
        """Put something into a field, before it is drawn."""
        st.session_state[self.key(field)] = value

    def fill_words(self, letter: Letter) -> None:
        """Put a whole letter into the fields."""
        self.fill("authority", letter.authority_id)
        self.fill("basis", letter.basis)
        self.fill("subject", letter.subject)
        self.fill("text", letter.text)

    def holds(self, field: str) -> object:
        """What stands in a field; None before it was ever filled."""
        return st.session_state.get(self.key(field))

    def empty(self, *fields: str) -> None:
        """Forget these fields; without any, all of the letter."""
        names = fields or tuple(key.removeprefix(self.key("")) for key in self._keys())
        for name in names:
            st.session_state.pop(self.key(name), None)

    @property
    def is_new(self) -> bool:
        """Whether nothing was filled in yet: Streamlit forgets the fields of a page that was left."""
        return self.key("text") not in st.session_state

    def guard(self) -> PersonalDataGuard:
        """What stands between the button and the service."""
        return PersonalDataGuard("letter", {"subject": self.key("subject"), "text": self.key("text")})

    def letter(self, kind: SubmissionKind) -> Letter | None:
        """The letter as it stands in the fields; None until it is said to whom it goes."""
        authority_id, basis = self.holds("authority"), self.holds("basis")
        if not isinstance(authority_id, int):
            return None
        fitting = basis if basis in {one.key for one in bases_of(kind)} else None
        subject, text = (str(self.holds(field) or "") for field in ("subject", "text"))
        return Letter(authority_id, kind, subject, text, None if fitting is None else str(fitting))

    def _keys(self) -> list[str]:
        return [key for key in map(str, st.session_state) if key.startswith(self.key(""))]


def show_letter_fields(
    context: Context, fields: LetterFields, kind: SubmissionKind, on_change: Callable[[], None]
) -> None:
    """The fields; `on_change` is called when one of them was left with something else in it.

    Nothing can be typed until it is said to whom the letter goes: from then on it can be kept.
    """
    nobody = authority_field(context, fields.key("authority"), on_change) is None
    _basis_field(fields.key("basis"), kind, on_change)
    st.text_input(
        _("Subject"), max_chars=SUBJECT_AT_MOST, key=fields.key("subject"), on_change=on_change, disabled=nobody
    )
    st.text_area(
        _("Text of the letter"),
        max_chars=TEXT_AT_MOST,
        height=TEXT_HEIGHT,
        key=fields.key("text"),
        on_change=on_change,
        disabled=nobody,
    )
    st.caption(_("The facts of the places, a map and photos are added to the letter by themselves."))
    st.caption(_("No names or contacts of residents, please: a place is never a person."))


def basis_name(key: str | None) -> str:
    """The name of a section with its source, as the field shows it."""
    basis = legal_basis(key)
    return _("Without a legal basis") if basis is None else f"{_(basis.name)} ({basis.source})"


def _basis_field(key: str, kind: SubmissionKind, on_change: Callable[[], None]) -> None:
    fitting = [basis.key for basis in bases_of(kind)]
    if st.session_state.get(key) not in fitting:
        st.session_state[key] = None
    if not fitting:
        return
    names = {basis.key: basis_name(basis.key) for basis in LEGAL_BASES}
    chosen: str | None = st.selectbox(
        _("Legal basis"),
        fitting,
        index=None,  # with a cross, so that one can be taken out again
        format_func=names.__getitem__,
        placeholder=_("Without a legal basis"),
        key=key,
        on_change=on_change,
    )
    if (basis := legal_basis(chosen)) is not None:
        show_basis(basis)
