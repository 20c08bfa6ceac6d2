"""Bylaws as bars over the years: full, hatched and empty ones, so that nobody needs a colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from dashboard import formats
from dashboard.components.page_styles import page_styles
from dashboard.components.proposals.bylaw_words import validity_phrase
from dashboard.language import _
from geodata.services.bylaws import BylawLine


def show_bylaw_chart(bylaws: Sequence[BylawLine], today: date, day: date) -> None:
    """A bar for each, the one that began first on top; `day` is marked."""
    page_styles("bylaws")
    first = date(min(min(line.valid_from for line in bylaws), day).year, 1, 1)
    ends = [line.ends_on or max(line.valid_from, today) for line in bylaws]
    last = date(max(*ends, today, day).year + 1, 1, 1)
    rows = "".join(_row(line, first, last, day) for line in reversed(bylaws))
    years = f'<li><span></span><span class="years"><span>{first.year}</span><span>{last.year}</span></span></li>'
    name = escape(_("Bylaws over the years; the dashed line is {day}").format(day=formats.day(day)), quote=True)
    st.html(f'<ul class="lokality-bylaws" aria-label="{name}">{rows}{years}</ul>')
    st.caption(_("Full: in force on the chosen day. Hatched: over by then. Empty: to come. Dashed: the chosen day."))


def _row(line: BylawLine, first: date, last: date, day: date) -> str:
    begins, ends = _percent(line.valid_from, first, last), _percent(line.ends_on or last, first, last)
    state = "in-force" if line.is_in_force(day) else "over" if line.valid_from <= day else "to-come"
    told = escape(f"{line.number}: {validity_phrase(line, day)}", quote=True)
    return (
        f'<li><span class="number">{escape(line.number)}</span><span class="track" role="img" aria-label="{told}">'
        f'<span class="bar {state}" style="left:{begins:.2f}%;width:{max(0.0, ends - begins):.2f}%"></span>'
        f'<span class="today" style="left:{_percent(day, first, last):.2f}%"></span></span></li>'
    )


def _percent(day: date, first: date, last: date) -> float:
    return min(100.0, max(0.0, 100 * (day - first).days / max(1, (last - first).days)))
