"""Issues as a board: the states side by side, on a phone one under the other."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.issue_rows import show_card
from dashboard.components.narrowed_list import narrow_to, narrowed
from dashboard.components.signs import STATUS_SIGNS
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.services.issue_board import BoardColumn

_EMPTY_NAMED = 5  # with more columns than these, empty ones only take room


def show_board(columns: Sequence[BoardColumn]) -> None:
    """One column a state, each with its first cards and how many more there are."""
    shown = [column for column in columns if column.total or len(columns) <= _EMPTY_NAMED]
    if not shown:
        return
    for place, column in zip(st.columns(len(shown), gap="small"), shown, strict=True):
        with place, st.container(gap="small", key=f"board-{column.status}"):
            st.markdown(f"##### {STATUS_SIGNS[column.status]} {label(column.status)} ({formats.number(column.total)})")
            for row in column.rows:
                show_card(row)
            more = column.total - len(column.rows)
            if more > 0:
                st.button(
                    ngettext("and {count} more", "and {count} more", more).format(count=formats.number(more)),
                    icon=":material/list:", type="tertiary", key=f"board-more-{column.status}",
                    on_click=_open_list, args=(column,),
                )  # fmt: skip
            if not column.total:
                st.caption(_("None."))


def _open_list(column: BoardColumn) -> None:
    """All issues of the state, as a list."""
    present = narrowed()
    narrow_to(present.body_id, present.site_id, column.status)
    st.query_params["as"] = "list"
