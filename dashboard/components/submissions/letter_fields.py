"""The fields of a letter: to whom, on which legal basis, in which words. What stands in them lives in the session."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class LetterFields:
    """The keys under which the widgets of one letter keep what stands in them; `name` tells letters apart."""

    name: str

    def key(self, field: str) -> str:
        return f"letter-{self.name}-{field}"

    def fill(self, field: str, value: object) -> None:
        """Put something into a field, before it is drawn."""
        st.session_state[self.key(field)] = value

    def holds(self, field: str) -> object:
        """What stands in a field; None before it was ever filled."""
        return st.session_state.get(self.key(field))

    @property
    def is_new(self) -> bool:
        """Whether nothing was filled in yet: Streamlit forgets the fields of a page that was left."""
        return self.key("text") not in st.session_state

    def guard(self) -> PersonalDataGuard:
        """What stands between the button and the service."""
        return PersonalDataGuard("letter", {"subject": self.key("subject"), "text": self.key("text")})


def show_letter_fields(context: Context, fields: LetterFields, kind: SubmissionKind) -> Letter | None:
    """The fields, and the letter as it stands in them; None until it is said to whom it goes."""
    authority_id = authority_field(context, fields.key("authority"))
    basis = _basis_field(fields.key("basis"), kind)
    subject = st.text_input(_("Subject"), max_chars=SUBJECT_AT_MOST, key=fields.key("subject"))
    text = st.text_area(_("Text of the letter"), max_chars=TEXT_AT_MOST, height=TEXT_HEIGHT, key=fields.key("text"))
    st.caption(_("The facts of the places, a map and photos are added to the letter by themselves."))
    st.caption(_("No names or contacts of residents, please: a place is never a person."))
    return None if authority_id is None else Letter(authority_id, kind, subject or "", text or "", basis)


def _basis_field(key: str, kind: SubmissionKind) -> str | None:
    fitting = [basis.key for basis in bases_of(kind)]
    if st.session_state.get(key) not in fitting:
        st.session_state[key] = None
    if not fitting:
        return None
    names = {basis.key: f"{_(basis.name)} ({basis.source})" for basis in LEGAL_BASES}
    chosen: str | None = st.selectbox(
        _("Legal basis"), fitting, format_func=names.__getitem__, placeholder=_("Without a legal basis"), key=key
    )
    if (basis := legal_basis(chosen)) is not None:
        show_basis(basis)
    return chosen
