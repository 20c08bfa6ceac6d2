"""What a version does in a few figures, which stay in sight while zones are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard import formats
from dashboard.components.page_styles import page_styles
from dashboard.components.proposals.words import area_phrase
from dashboard.language import _, ngettext
from geodata.impact.summary import Share, Summary


def show_numbers(
    summary: Summary, open_findings: int, *, binds_venues: bool = True, with_unsaved: bool = False
) -> None:
    """The figures; `with_unsaved`: they count a zone in that nobody saved yet.

    Without `binds_venues` none of venues: the rules of a market order concern sellers in the street.
    """
    page_styles("proposals")
    figures = "".join(map(_as_html, figures_of(summary, open_findings, binds_venues=binds_venues)))
    notes = [how_hit(summary.whole)] if binds_venues and summary.whole.hit else []
    if with_unsaved:
        notes.append(_("With the zone that is not saved yet."))
    note = "".join(f'<div class="wide">{escape(words)}</div>' for words in notes)
    name = escape(_("What the version does"), quote=True)
    st.html(f'<div class="lokality-figures" role="group" aria-label="{name}">{figures}{note}</div>')


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its name; `caption` is what has to be said right beside it, or it would mislead."""

    name: str
    value: str
    caption: str | None = None

    @property
    def told(self) -> str:
        """The value with its caption, as plain text."""
        return self.value if self.caption is None else f"{self.value}, {self.caption}"


def figures_of(summary: Summary, open_findings: int, *, binds_venues: bool = True) -> list[Figure]:
    """The figures of a version."""
    whole = summary.whole
    venues = whole.hit + whole.spared
    hit = _("{hit} of {all}").format(hit=formats.number(whole.hit), all=formats.number(venues))
    of_venues = [
        Figure(_("Venues hit"), hit),
        Figure(_("Machines that have to go"), formats.number(whole.machines_to_go), unknown_phrase(whole)),
    ]
    return [
        *(of_venues if binds_venues else ()),
        Figure(_("Area covered"), area_phrase(summary.area_m2)),
        Figure(_("Addresses"), formats.number(summary.addresses)),
        Figure(_("Open findings"), formats.number(open_findings), unchecked_phrase(summary)),
    ]


def unknown_phrase(share: Share) -> str | None:
    """Venues whose machines nobody counted are said, never taken for none."""
    unknown = share.unknown_to_go
    if not unknown:
        return None
    words = ngettext(
        "machines at {count} venue not counted",
        "machines at {count} venues not counted",
        unknown,
    )
    return words.format(count=formats.number(unknown))


def unchecked_phrase(summary: Summary) -> str | None:
    """Zones without a criterion that can be measured: no finding does not mean that all is well there."""
    unchecked = len(summary.unchecked)
    if not unchecked:
        return None
    words = ngettext("{count} zone cannot be checked", "{count} zones cannot be checked", unchecked)
    return words.format(count=formats.number(unchecked))


def how_hit(share: Share) -> str:
    """Whom a ban closes, and who stays open with fewer hours or machines."""
    words = _("By a ban: {closed}; by hours or a cap alone: {limited}")
    return words.format(closed=formats.number(share.banned), limited=formats.number(share.hit - share.banned))


def _as_html(figure: Figure) -> str:
    below = "" if figure.caption is None else f"<small>{escape(figure.caption)}</small>"
    return f"<div><span>{escape(figure.name)}</span><strong>{escape(figure.value)}</strong>{below}</div>"
