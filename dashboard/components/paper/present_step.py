"""The second step: who came, an organisation a line."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.components.paper.draft import PersonDraft
from dashboard.components.paper.fields import line_field, organisation_field, take_field
from dashboard.language import _
from geodata.errors import N_, InvalidValue
from geodata.services.minutes import NAMES_AT_MOST


def show_present(present: list[PersonDraft], organisations: Mapping[int, str], name: str) -> None:
    """The lines; `name` is the beginning of all keys."""
    if not present:
        st.caption(_("The text does not say who came. You can write it into the minutes later."))
    for number, person in enumerate(present):
        key = f"{name}-{number}"
        with st.container(border=True, gap="small"):
            said = person.said or _("Without an organisation")
            person.is_taken = take_field(said, person.is_taken, f"{key}-take")
            if not person.is_taken:
                continue
            person.organisation_id = organisation_field(
                _("Organisation"), organisations, person.organisation_id, f"{key}-organisation", "", _("Choose")
            )
            person.names = line_field(_("Who came for it"), person.names, f"{key}-names", at_most=NAMES_AT_MOST)


def require_present(present: list[PersonDraft]) -> None:
    """Raise InvalidValue for a line of which nobody has said whose it is."""
    for person in present:
        if person.is_taken and person.organisation_id is None:
            raise InvalidValue(
                N_("Choose the organisation of “{names}”, or leave that line out."), names=person.said or person.names
            )
