"""Tables that wrap: a grid of Streamlit cuts names and criteria off. On a phone each row is a block of named values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard.components.page_styles import page_styles


@dataclass(frozen=True, slots=True)
class Column:
    """A column and whether it holds figures."""

    name: str
    figures: bool = False


def show_table(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, name: str) -> None:
    """Rows of plain text, the first of each is what the row is about; `name` says what the table holds."""
    page_styles("proposals")
    heads = "".join(f'<th scope="col"{_class(column)}>{escape(column.name)}</th>' for column in columns)
    body = "".join(f"<tr>{_row(columns, row)}</tr>" for row in rows)
    st.html(
        f'<table class="lokality-table" aria-label="{escape(name, quote=True)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(columns: Sequence[Column], row: Sequence[str]) -> str:
    first, *others = row
    cells = (
        f'<td{_class(column)}><span class="name">{escape(column.name)}: </span>{escape(value)}</td>'
        for column, value in zip(columns[1:], others, strict=True)
    )
    return f'<th scope="row">{escape(first)}</th>{"".join(cells)}'


def _class(column: Column) -> str:
    return ' class="number"' if column.figures else ""
