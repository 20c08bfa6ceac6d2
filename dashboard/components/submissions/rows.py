"""Letters as a list: each line opens its letter."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.components.phrases import joined
from dashboard.components.submissions.words import line_facts, line_sign
from dashboard.components.text import plain
from dashboard.shell.pages import page_link
from geodata.services.submission_lines import SubmissionLine


def show_submission_rows(lines: Iterable[SubmissionLine], *, place: str, with_issue: bool = True) -> None:
    """One link and one line of facts for each; `place` tells lists on one page apart."""
    for line in lines:
        with st.container(gap=None, key=f"row-submission-{place}-{line.id}"):
            name = f"**{plain(line.authority)}** {plain(line.subject)}"
            page_link("submission", name, icon=line_sign(line), id=line.id)
            issue = f"{line.issue.number} {plain(line.issue.title)}" if with_issue else None
            st.caption(joined(line_facts(line), issue))
