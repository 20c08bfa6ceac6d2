"""Refusals on pages, for the audit. Those of routes are noted by `dashboard.web.answers`."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st

from dashboard.context import current_context
from geodata.errors import LokalityError
from geodata.services.refusals import note_refusal, refused


def note_on_page(error: LokalityError) -> None:
    """Note the error if it is a refusal. Without a session there is nobody to note, and the gate lets nobody in."""
    what = refused(urlsplit(st.context.url or "").path or "/", error)
    if what is None:
        return
    with suppress(LokalityError):
        context = current_context()
        note_refusal(context.database, context.actor, what)
