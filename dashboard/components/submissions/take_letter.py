"""The letter as a file, to be signed and sent."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.components.page_styles import page_styles
from dashboard.language import _
from geodata.services.submission_card import SubmissionCard

FORMATS = {"docx": "Word (DOCX)", "pdf": "PDF"}


def take_letter(card: SubmissionCard) -> None:
    """A button with a link for each format."""
    page_styles("downloads")
    name = _("Take the letter")
    with st.popover(name, icon=":material/download:", key=f"take-letter-{card.id}"):
        st.caption(_("With the facts of its places, a map and the newest photos. Internal notes are not in it."))
        st.caption(
            _(
                "Its head bears addresses and data boxes as Administration has them; "
                "add your registration number to the text or the file."
            )
        )
        links = [
            f'<a class="lokality-download" download href="/exports/submission/{card.id}.{ending}">{form}</a>'
            for ending, form in FORMATS.items()
        ]
        st.html(f'<nav class="lokality-downloads" aria-label="{escape(name)}">{"".join(links)}</nav>')
