"""What a version does in five figures, which stay in sight while zones are drawn."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import formats
from dashboard.components.page_styles import page_styles
from dashboard.components.proposals.words import area_phrase
from dashboard.language import _
from geodata.impact.summary import Summary


def show_numbers(summary: Summary, open_findings: int, *, with_unsaved: bool = False) -> None:
    """The figures; `with_unsaved`: they count a zone in that nobody saved yet."""
    page_styles("proposals")
    figures = "".join(_figure(name, value) for name, value in _figures(summary, open_findings))
    unsaved = _("With the zone that is not saved yet.") if with_unsaved else ""
    note = f'<div class="wide">{escape(unsaved)}</div>' if unsaved else ""
    name = escape(_("What the version does"), quote=True)
    st.html(f'<div class="lokality-figures" role="group" aria-label="{name}">{figures}{note}</div>')


def _figures(summary: Summary, open_findings: int) -> list[tuple[str, str]]:
    whole = summary.whole
    venues = whole.hit + whole.spared
    hit = _("{hit} of {all}").format(hit=formats.number(whole.hit), all=formats.number(venues))
    return [
        (_("Venues hit"), hit),
        (_("Machines in them"), _machines(whole.machines_hit, whole.unknown)),
        (_("Area covered"), area_phrase(summary.area_m2)),
        (_("Addresses"), formats.number(summary.addresses)),
        (_("Open findings"), formats.number(open_findings)),
    ]


def _machines(counted: int, unknown: int) -> str:
    """Venues whose machines nobody counted are said, never taken for none."""
    if not unknown:
        return formats.number(counted)
    return _("{count} + ? in {venues}").format(count=formats.number(counted), venues=formats.number(unknown))


def _figure(name: str, value: str) -> str:
    return f"<div><span>{escape(name)}</span><strong>{escape(value)}</strong></div>"
