"""The parts of the form that logs a place or a visit of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard.components.kind_fields import EARLIEST, condition_field, kind_fields
from dashboard.components.personal_data import PersonalDataGuard, detail_fields
from dashboard.components.signs import KIND_SIGNS
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.policy import sees_own_restricted
from geodata.services.sites import NAME_AT_MOST, NOTE_AT_MOST, NewObservation

_NUMBER = "log-form-number"


def form_name() -> str:
    """The beginning of all keys of the present form: the next form begins empty."""
    number: int = st.session_state.setdefault(_NUMBER, 1)
    return f"log-{number}"


def next_form() -> None:
    """Begin an empty form."""
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 1) + 1


def client_id(form: str) -> str:
    """The name under which this form is sent, made once: pressing "Save" twice is one record."""
    name: str = st.session_state.setdefault(f"{form}-client-id", str(uuid4()))
    return name


def step(number: int, question: str) -> None:
    """The heading of a step."""
    st.markdown(f"## :primary-badge[{number}] {question}")


def kind_tiles(form: str) -> SiteKind | None:
    """One large button for each kind; the chosen one, or None."""
    memory = f"{form}-kind"
    chosen: SiteKind | None = st.session_state.get(memory)
    with st.container(key="log-kinds"):
        for kind in SiteKind:
            st.button(
                label(kind),
                icon=KIND_SIGNS[kind],
                key=f"sign-{kind.value}-tile",
                type="primary" if kind == chosen else "secondary",
                width="stretch",
                on_click=st.session_state.update,
                args=({memory: kind},),
            )
    return chosen


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen, and when."""

    condition: Condition | None
    details: dict[str, Any]
    observed_on: date


def seen_fields(
    form: str, kind: SiteKind, condition: Condition | None = None, details: Mapping[str, Any] | None = None
) -> Seen:
    """The condition, the few facts of the kind and the day; filled in with what is known."""
    key = f"{form}-{kind.value}"
    with st.container(key="log-facts"):
        chosen = condition_field(kind, key, condition)
        answers = kind_fields(kind, key, details)
        day = st.date_input(
            _("When you saw it"),
            value=clock.today(),
            min_value=EARLIEST,
            max_value=clock.today(),
            format="DD.MM.YYYY",
            key=f"{form}-day",
        )
    return Seen(chosen, answers, day or clock.today())


def note_field(form: str) -> str:
    """The note, with the one rule about it."""
    note = st.text_area(_("Note"), max_chars=NOTE_AT_MOST, key=f"{form}-note")
    st.caption(_("No names or contacts of residents, please: a place is never a person."))
    return note or ""


def name_field(form: str) -> str:
    """What the place is called where it has no address."""
    return (
        st.text_input(
            _("Name of the place"),
            placeholder=_("How people will know it: Behind the garages, Old dairy"),
            max_chars=NAME_AT_MOST,
            key=f"{form}-name",
        )
        or ""
    )


def sensitivity_field(actor: Actor, form: str) -> Sensitivity:
    """Who may see the record; one only for the actor's organisation is not offered where there is none."""
    choices = [one for one in Sensitivity if one != Sensitivity.RESTRICTED or sees_own_restricted(actor)]
    chosen = st.selectbox(
        _("Who may see it"),
        choices,
        index=choices.index(Sensitivity.PARTNERS),
        format_func=label,
        key=f"{form}-sensitivity",
        help=_("If the city publishes the public picture, all places count in it but those only for us."),
    )
    return chosen or Sensitivity.PARTNERS


def personal_data_guard(form: str, kind: SiteKind) -> PersonalDataGuard:
    """What watches over the texts of this form."""
    texts = {"name": f"{form}-name", "note": f"{form}-note"}
    return PersonalDataGuard(form, texts | detail_fields(kind, f"{form}-{kind.value}"))


def observation(
    form: str, seen: Seen, note: str, keep_personal_data: str, patrol_id: int | None = None
) -> NewObservation:
    """The visit as the service takes it, with the reason for which personal data in the texts stays."""
    return NewObservation(
        observed_on=seen.observed_on,
        condition=seen.condition,
        details=seen.details,
        note=note,
        client_id=client_id(form),
        keep_personal_data=keep_personal_data,
        patrol_id=patrol_id,
    )
