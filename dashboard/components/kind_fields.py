"""The few questions that each kind of place has, as form fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from dashboard.field_labels import choice_label, field_label
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.model.fields import FIELDS, MAXIMUM_TEXT_LENGTH, FieldValue, KindField
from geodata.model.sites import CONDITIONS, Condition, SiteKind

EARLIEST = date(1990, 1, 1)


def condition_field(kind: SiteKind, key: str, known: Condition | None = None) -> Condition | None:
    """What the place is like now; None while nothing is chosen."""
    choices = CONDITIONS[kind]
    return st.selectbox(
        _("Condition"),
        choices,
        index=choices.index(known) if known in choices else None,
        format_func=label,
        placeholder=_("Choose"),
        key=f"{key}-condition",
    )


def kind_fields(kind: SiteKind, key: str, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The kind's own facts, filled in with what is known; what nobody answered is left out."""
    answers = {
        field.name: _answer(field, f"{key}-{field.name}", (known or {}).get(field.name)) for field in FIELDS[kind]
    }
    return {name: answer for name, answer in answers.items() if answer not in (None, "", [])}


def _answer(field: KindField, key: str, known: Any) -> Any:
    name = field_label(field.name)
    match field.value:
        case FieldValue.CHOICE:
            return st.selectbox(
                name,
                field.choices,
                index=field.choices.index(known) if known in field.choices else None,
                format_func=lambda code: choice_label(field.name, code),
                placeholder=_("Choose"),
                key=key,
            )
        case FieldValue.CHOICES:
            return st.multiselect(
                name,
                field.choices,
                default=[code for code in known or [] if code in field.choices],
                format_func=lambda code: choice_label(field.name, code),
                placeholder=_("Choose"),
                key=key,
            )
        case FieldValue.COUNT:
            return st.number_input(name, min_value=0, step=1, value=known, key=key)
        case FieldValue.NUMBER:
            title = f"{name} ({field.unit})" if field.unit else name
            return st.number_input(title, min_value=0.0, step=1.0, value=known, key=key)
        case FieldValue.DAY:
            present = date.fromisoformat(known) if known else None
            return st.date_input(
                name, value=present, min_value=EARLIEST, max_value=clock.today(), format="DD.MM.YYYY", key=key
            )
        case FieldValue.TEXT:
            return st.text_input(name, value=known or "", max_chars=MAXIMUM_TEXT_LENGTH, key=key)
