"""What a version does in a few figures, which stay in sight while zones are drawn."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import formats
from dashboard.components.page_styles import page_styles
from dashboard.components.proposals.words import area_phrase
from dashboard.language import _
from geodata.impact.summary import Summary


def show_numbers(
    summary: Summary, open_findings: int, *, binds_venues: bool = True, with_unsaved: bool = False
) -> None:
    """The figures; `with_unsaved`: they count a zone in that nobody saved yet.

    Without `binds_venues` none of venues: the rules of a market order concern sellers in the street.
    """
    page_styles("proposals")
    named = figures_of(summary, open_findings, binds_venues=binds_venues)
    figures = "".join(_figure(name, value) for name, value in named)
    notes = [_how_hit(summary)] if binds_venues and summary.whole.hit else []
    if with_unsaved:
        notes.append(_("With the zone that is not saved yet."))
    note = "".join(f'<div class="wide">{escape(words)}</div>' for words in notes)
    name = escape(_("What the version does"), quote=True)
    st.html(f'<div class="lokality-figures" role="group" aria-label="{name}">{figures}{note}</div>')


def figures_of(summary: Summary, open_findings: int, *, binds_venues: bool = True) -> list[tuple[str, str]]:
    """The figures, each with its name."""
    whole = summary.whole
    venues = whole.hit + whole.spared
    hit = _("{hit} of {all}").format(hit=formats.number(whole.hit), all=formats.number(venues))
    of_venues = [
        (_("Venues hit"), hit),
        (_("Machines that have to go"), _machines(whole.machines_to_go, whole.unknown_to_go)),
    ]
    return [
        *(of_venues if binds_venues else ()),
        (_("Area covered"), area_phrase(summary.area_m2)),
        (_("Addresses"), formats.number(summary.addresses)),
        (_("Open findings"), findings_phrase(open_findings, summary)),
    ]


def findings_phrase(counted: int, summary: Summary) -> str:
    """How many findings; with a mark where whoever sees more may find more: what was not checked is not none."""
    number = formats.number(counted)
    return _("{count} + ?").format(count=number) if summary.unsure else number


def _how_hit(summary: Summary) -> str:
    """Whom a ban closes, and who stays open with fewer hours or machines."""
    whole = summary.whole
    words = _("By a ban: {closed}; by hours or a cap alone: {limited}")
    limited = formats.number(whole.hit - whole.banned)
    return words.format(closed=formats.number(whole.banned), limited=limited)


def _machines(counted: int, unknown: int) -> str:
    """Venues whose machines nobody counted are said, never taken for none."""
    if not unknown:
        return formats.number(counted)
    return _("{count} + ? in {venues}").format(count=formats.number(counted), venues=formats.number(unknown))


def _figure(name: str, value: str) -> str:
    return f"<div><span>{escape(name)}</span><strong>{escape(value)}</strong></div>"
