"""Issues as a list: each line opens its issue."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.components.phrases import assignee_phrase, deadline_phrase, joined, sites_phrase
from dashboard.components.signs import OVERDUE_SIGN, STATUS_SIGNS
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import ngettext
from dashboard.shell.pages import page_link
from geodata.model.issues import OPEN_STATUSES
from geodata.services.issue_list import IssueRow
from geodata.services.issue_selection import PRESSING_STATUSES


def show_issue_rows(rows: Iterable[IssueRow]) -> None:
    """One link and one line of facts for each issue."""
    for row in rows:
        with st.container(gap=None, key=f"row-issue-{row.id}"):
            sign = OVERDUE_SIGN if row.deadline.overdue else STATUS_SIGNS[row.status]
            page_link("issue", f"**{row.number}** {plain(row.title)}", icon=sign, id=row.id)
            st.caption(facts(row))


def facts(row: IssueRow) -> str:
    """State, who has it, until when, where, how often it was discussed."""
    discussed = ngettext("discussed once", "discussed {count} times", row.discussed).format(count=row.discussed)
    return joined(
        label(row.status),
        assignee_phrase(row.assignee) if row.status in OPEN_STATUSES or row.assignee else None,
        deadline_phrase(row.deadline) if row.status in PRESSING_STATUSES else None,
        sites_phrase(row.sites),
        discussed if row.discussed else None,
    )
