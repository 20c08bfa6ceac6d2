"""Who answers, how long it takes, and how: a row for each authority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from dashboard import formats
from dashboard.components.page_styles import page_styles
from dashboard.labels import label
from dashboard.language import _
from geodata.services.authority_records import AuthorityRecord


def show_authority_table(records: Sequence[AuthorityRecord]) -> None:
    """The table; nothing is reckoned in it that the register does not hold.

    Written by hand because it has to wrap: a grid of Streamlit cuts names and answers off.
    """
    page_styles("authorities")
    figures = (_("Sent"), _("Answered"), _("In time"), _("Late"), _("Overdue"), _("Days (median)"))
    answers = _("What they answered")
    authority = _("Authority")
    heads = [
        f'<th scope="col">{escape(authority)}</th>',
        *(f'<th scope="col" class="number">{escape(name)}</th>' for name in figures),
        f'<th scope="col">{escape(answers)}</th>',
    ]
    rows = "".join(f"<tr>{''.join(_cells(record, figures, answers))}</tr>" for record in records)
    st.html(
        f'<table class="lokality-authorities"><thead><tr>{"".join(heads)}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _cells(record: AuthorityRecord, figures: Sequence[str], answers: str) -> Iterable[str]:
    counted = (record.sent, record.answered, record.in_time, record.late, record.overdue)
    told = [*(formats.number(count) for count in counted), _days(record.median_days)]
    yield f'<th scope="row">{escape(record.authority)}</th>'
    for name, value in zip(figures, told, strict=True):
        yield f'<td class="number">{_name(name)}{escape(value)}</td>'
    yield f'<td class="answers">{_name(answers)}{escape(_answers(record))}</td>'


def _name(name: str) -> str:
    """What the figure is, where no head stands over it: on a phone."""
    return f'<span class="name">{escape(name)}: </span>'


def _days(median: float | None) -> str:
    """With a decimal only where there is one; an en dash where nobody has answered yet."""
    return formats.number(median, 0 if median is None or median == round(median) else 1)


def _answers(record: AuthorityRecord) -> str:
    counted = sorted(record.answers.items(), key=lambda answer: -answer[1])
    return ", ".join(f"{label(kind)} {formats.number(number)}" for kind, number in counted) or "–"
