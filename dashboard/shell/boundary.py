"""A failing page shows one sentence; the rest of the screen stays."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import sentence
from dashboard.incidents import incident_message, record_incident
from dashboard.noted import note_on_page
from geodata.errors import LokalityError


def show_failure(error: Exception) -> bool:
    """Say what a person can do about it; what nobody foresaw goes to the log, under a number.

    Returns True: Streamlit asks the one who shows an error whether it was shown.
    """
    if isinstance(error, LokalityError):
        note_on_page(error)
        st.error(sentence(error.message), icon=":material/info:")
    else:
        number = record_incident(error, "page")
        st.error(sentence(incident_message(number)), icon=":material/error:")
    return True
