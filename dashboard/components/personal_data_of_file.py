"""What is done with personal data in the free text of a file: it is removed, unless somebody says why it stays."""

from __future__ import annotations

import streamlit as st

from dashboard.context import Context
from dashboard.language import _
from geodata.services.personal_data import REASON_AT_MOST, allowed_names
from loaders.personal_data import PersonalDataWatch


def kept_personal_data(context: Context) -> PersonalDataWatch:
    """The choice. Without a reason it is removed, whatever was ticked."""
    allowed = allowed_names(context.database, context.actor)
    st.caption(
        _("Birth numbers, phones, e-mails and names found in notes and names are removed, each is listed by its row.")
    )
    if not st.checkbox(_("Keep personal data that is found"), key="load-keep-personal-data"):
        return PersonalDataWatch(allowed)
    reason = st.text_input(_("Why it has to stay"), max_chars=REASON_AT_MOST, key="load-personal-data-reason")
    if not reason.strip():
        st.caption(_("Until you write the reason, it is removed."))
    return PersonalDataWatch(allowed, reason.strip())
