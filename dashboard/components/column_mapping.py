"""Which column of a file gives which field: the guess, and the correction of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.components.loading_words import loaded_field_name
from dashboard.language import _, translate
from loaders.fields import FIELDS
from loaders.prepare import Preparation
from loaders.profile import Profile

_UNUSED = ""


def mapping_table(preparation: Preparation, token: str) -> dict[str, str]:
    """Show each column with its first values and the field it was taken for; returns column → chosen field.

    `token` names the dropping of the file: corrections of one file never reach another.
    """
    fields = {field.name: loaded_field_name(field.name) for field in FIELDS[preparation.profile.target]}
    unused = _("Not stored")
    names = {unused: _UNUSED} | {label: name for name, label in fields.items()}
    rows = [
        {
            "column": guess.column,
            "samples": " · ".join(guess.samples[:3]),
            "field": fields.get(guess.field or _UNUSED, unused),
            "reason": translate(guess.reason),
        }
        for guess in preparation.guess.columns
    ]
    edited = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        disabled=["column", "samples", "reason"],
        column_config={
            "column": st.column_config.TextColumn(_("Column")),
            "samples": st.column_config.TextColumn(_("First values")),
            "field": st.column_config.SelectboxColumn(_("Is taken for"), options=list(names)),
            "reason": st.column_config.TextColumn(_("Why")),
        },
        key=f"mapping-{token}-{preparation.layer}-{preparation.profile.name}",
    )
    st.caption(_("A column that is taken for nothing is not stored: nobody knows whether it speaks of people."))
    return {str(row["column"]): names.get(row["field"], _UNUSED) for row in edited}


def corrected_profile(preparation: Preparation, assigned: dict[str, str]) -> Profile | None:
    """The profile with the corrections in it, None if nothing was corrected."""
    guessed = {guess.column: guess.field or _UNUSED for guess in preparation.guess.columns}
    if assigned == guessed:
        return None
    columns = {field: [column] for column, field in assigned.items() if field}
    return replace(preparation.profile, columns=columns)
