"""Who answers, how long it takes, and how: a row for each authority."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.labels import label
from dashboard.language import _
from geodata.services.authority_records import AuthorityRecord


def show_authority_table(records: Sequence[AuthorityRecord]) -> None:
    """The table; nothing is reckoned in it that the register does not hold."""
    columns = {
        "authority": _("Authority"),
        "sent": _("Letters sent"),
        "answered": _("Answered"),
        "in_time": _("In time"),
        "late": _("Late"),
        "overdue": _("Overdue now"),
        "days": _("Days to an answer (median)"),
        "answers": _("What they answered"),
    }
    rows = [
        {
            columns["authority"]: record.authority,
            columns["sent"]: record.sent,
            columns["answered"]: record.answered,
            columns["in_time"]: record.in_time,
            columns["late"]: record.late,
            columns["overdue"]: record.overdue,
            columns["days"]: _days(record.median_days),
            columns["answers"]: _answers(record),
        }
        for record in records
    ]
    st.dataframe(rows, hide_index=True, width="stretch", key="authority-records")


def _days(median: float | None) -> str:
    """With a decimal only where there is one; an en dash where nobody has answered yet."""
    return formats.number(median, 0 if median is None or median == round(median) else 1)


def _answers(record: AuthorityRecord) -> str:
    counted = sorted(record.answers.items(), key=lambda answer: -answer[1])
    return ", ".join(f"{label(kind)} {formats.number(number)}" for kind, number in counted) or "–"
