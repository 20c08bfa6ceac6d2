"""Issues as a list: each line opens its issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def show_issue_rows(rows: Iterable[IssueRow], before: Callable[[IssueRow], None] | None = None) -> None:
    """One link and one line of facts for each issue; `before` draws what stands before a line."""
    for row in rows:
        if before is None:
            show_row(row)
            continue
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            before(row)
            show_row(row)


def show_row(row: IssueRow) -> None:
    """One line of the list."""
    with st.container(gap=None, key=f"row-issue-{row.id}"):
        page_link("issue", f"**{row.number}** {plain(row.title)}", icon=_sign(row), id=row.id)
        st.caption(facts(row))


def show_card(row: IssueRow) -> None:
    """One card of the board: what stands in the heading of its column is not said again."""
    with st.container(border=True, gap="xsmall", key=f"card-issue-{row.id}"):
        page_link("issue", f"**{row.number}** {plain(row.title)}", icon=_sign(row), id=row.id)
        st.caption(_facts_beside_state(row))


def _sign(row: IssueRow) -> str:
    return OVERDUE_SIGN if row.deadline.overdue else STATUS_SIGNS[row.status]


def facts(row: IssueRow) -> str:
    """State, who has it, until when, where, how often it was discussed."""
    return joined(label(row.status), _facts_beside_state(row))


def _facts_beside_state(row: IssueRow) -> str:
    discussed = ngettext("discussed once", "discussed {count} times", row.discussed).format(count=row.discussed)
    return joined(
        assignee_phrase(row.assignee, row.person) if row.status in OPEN_STATUSES or row.assignee else None,
        deadline_phrase(row.deadline) if row.status in PRESSING_STATUSES else None,
        sites_phrase(row.sites),
        discussed if row.discussed else None,
    )
