"""A letter to an authority as what shows that an issue is done: chosen among those of the issue, and found again.

What is kept are words ("Podnět, stavební úřad, 3. 3. 2026, naše zn. 2026-0012/7"); our own reference in them leads back
to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.signs import STORY_SIGNS
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.submissions import SubmissionState
from geodata.services.story import StoryKind
from geodata.services.submission_lines import SubmissionLine

LETTER_KEY = "step-letter"
_OUR_REFERENCE = re.compile(r"\b\d{4}-\d{4,}/(\d{1,18})\b")
_NEVER_LEFT = frozenset({SubmissionState.DRAFT, SubmissionState.WITHDRAWN})


def letter_field(letters: Sequence[SubmissionLine]) -> str | None:
    """The words of the chosen letter; None where there is none to choose, or another document is meant."""
    sent = {letter.id: letter for letter in letters if letter.state not in _NEVER_LEFT}
    if not sent:
        return None
    chosen: int | None = st.selectbox(
        _("Which letter"),
        list(sent),
        index=None,
        format_func=lambda id_: letter_words(sent[id_]),
        placeholder=_("Another document"),
        key=LETTER_KEY,
    )
    return None if chosen is None else letter_words(sent[chosen])


def letter_words(letter: SubmissionLine) -> str:
    """Its kind, whom it asked, when, and both references."""
    sent_on = None if letter.sent_on is None else formats.day(letter.sent_on)
    theirs = None if not letter.reference else _("their reference {number}").format(number=letter.reference)
    ours = _("our reference {number}").format(number=f"{letter.issue.number}/{letter.id}")
    parts = (label(letter.kind), letter.authority, sent_on, theirs, ours)
    return ", ".join(part for part in parts if part)


def show_document(document: str | None) -> None:
    """The words; those that name a letter of ours lead to it."""
    found = _OUR_REFERENCE.search(document or "")
    if found is None:
        st.markdown(f":material/description: {plain(document)}")
    else:
        page_link("submission", plain(document), icon=STORY_SIGNS[StoryKind.SUBMISSION], id=found[1])
