"""The tab “Whom it hits”: each venue with why, shares, overlaps, streets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.proposals.tables import Column, show_table
from dashboard.components.proposals.venue_words import in_order, what_happens, where_it_stands, why
from dashboard.components.proposals.words import area_phrase, edge_phrase, venue_text
from dashboard.components.text import plain
from dashboard.documents.zone_words import sliver_words
from dashboard.field_labels import FIELD_CHOICES, choice_label
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.impact.reckoning import NEAR_M
from geodata.impact.summary import OverlapRow, Share, Summary, VenueRow
from geodata.services.proposal_card import VersionCard
from geodata.services.proposal_impact import VersionImpact

ROWS_AT_ONCE = 50
STREETS_SHOWN = 30
_KIND_FIELD = "venue_type"


class Side(StrEnum):
    HIT = "hit"
    SPARED = "spared"
    NEAR = "near"
    ALL = "all"


def show_impact(version: VersionCard, impact: VersionImpact) -> None:
    """The tables of one version."""
    summary = impact.summary
    if not version.zones:
        st.info(_("There is no zone yet, so nothing is hit. Add one under “Rules”."))
        return
    _venues(version, summary)
    _shares(_("By operator"), summary.by_operator, _("not known"))
    _shares(_("By kind"), summary.by_kind, _("not known"), kinds=True)
    _shares(_("By locality"), summary.by_locality, _("outside of these localities"))
    _covered(summary)
    _overlaps(summary.overlaps)
    _streets(summary.streets)


def _venues(version: VersionCard, summary: Summary) -> None:
    st.subheader(_("Venues"), anchor=False)
    rows = _chosen(summary)
    words = ngettext("{count} venue", "{count} venues", len(rows)).format(count=formats.number(len(rows)))
    st.caption(joined(words, edge_phrase(version.edge_belongs)))
    if not rows:
        st.info(_("No venue answers to this choice."))
        return
    columns = [Column(_("Venue")), Column(_("What happens")), Column(_("Operator")),
               Column(_("Machines"), figures=True), Column(_("Why")),
               Column(_("From the edge"), figures=True)]  # fmt: skip
    shown = rows[: _how_many(len(rows), "venues")]
    show_table(columns, [_venue_cells(row) for row in shown], name=_("Venues"))


def _how_many(count: int, of_what: str) -> int:
    """All of them only where somebody asks: a table of thousands takes a phone its breath."""
    if count <= ROWS_AT_ONCE:
        return count
    all_ = _("Show all {count}").format(count=formats.number(count))
    return count if st.toggle(all_, key=f"impact-all-{of_what}") else ROWS_AT_ONCE


def _chosen(summary: Summary) -> list[VenueRow]:
    near = sum(row.edge_m is not None for row in summary.venues)
    counts = {
        Side.HIT: summary.whole.hit,
        Side.SPARED: summary.whole.spared,
        Side.NEAR: near,
        Side.ALL: len(summary.venues),
    }
    names = {
        Side.HIT: _("Hit"),
        Side.SPARED: _("Spared"),
        Side.NEAR: _("Within {distance} of an edge").format(distance=formats.distance(NEAR_M)),
        Side.ALL: _("All"),
    }
    side = st.pills(
        _("Which venues"),
        list(Side),
        default=Side.HIT,
        required=True,
        format_func=lambda side: f"{names[side]} ({formats.number(counts[side])})",
        key="impact-side",
        label_visibility="collapsed",
    )
    zones = list(dict.fromkeys(row.name for row in summary.zones))
    zone = st.selectbox(_("In which zone"), zones, index=None, placeholder=_("Any zone"), key="impact-zone")
    return in_order(row for row in summary.venues if _is_on(row, side) and (zone is None or zone in row.zones))


def _is_on(row: VenueRow, side: Side) -> bool:
    match side:
        case Side.HIT:
            return row.hit
        case Side.SPARED:
            return not row.hit
        case Side.NEAR:
            return row.edge_m is not None
        case _:
            return True


def _venue_cells(row: VenueRow) -> tuple[str, ...]:
    venue = row.venue
    return (
        venue_text(venue.name, venue.address),
        what_happens(row),
        venue.operator or _("unknown"),
        _("unknown") if venue.machines is None else formats.number(venue.machines),
        why(row),
        where_it_stands(row) or "–",
    )


def _shares(name: str, shares: Sequence[Share], unnamed: str, *, kinds: bool = False) -> None:
    """`unnamed` are the venues of which nothing of the kind is known, or that lie elsewhere."""
    if not shares or (len(shares) == 1 and shares[0].name is None):
        return
    st.subheader(name, anchor=False)
    columns = [Column(name), Column(_("Venues hit"), figures=True), Column(_("Venues spared"), figures=True),
               Column(_("Machines hit"), figures=True), Column(_("Machines spared"), figures=True),
               Column(_("Machines not known in"), figures=True)]  # fmt: skip
    rows = [(unnamed if share.name is None else _share_name(share.name, kinds=kinds), *_counts(share))
            for share in shares]  # fmt: skip
    show_table(columns, rows, name=name)


def _share_name(name: str, *, kinds: bool) -> str:
    return choice_label(_KIND_FIELD, name) if kinds and name in FIELD_CHOICES[_KIND_FIELD] else name


def _counts(share: Share) -> tuple[str, ...]:
    return (
        formats.number(share.hit),
        formats.number(share.spared),
        _machines(share.machines_hit, share.hit, share.unknown),
        _machines(share.machines_spared, share.spared, share.unknown_spared),
        formats.number(share.unknown + share.unknown_spared),
    )


def _machines(counted: int, venues: int, unknown: int) -> str:
    """The machines of so many venues; a dash where nobody counted them in any."""
    return "–" if venues and venues == unknown else formats.number(counted)


def _covered(summary: Summary) -> None:
    """Localities and protected places in the zones: how much of each, and how many people live there."""
    if not summary.covered:
        return
    st.subheader(_("What else lies in the zones"), anchor=False)
    low, high = summary.residents
    if high:
        told = _("In the localities covered live some {low}–{high} people.")
        st.caption(told.format(low=formats.number(low), high=formats.number(high)))
    columns = [Column(_("Place")), Column(_("Kind")), Column(_("How much of it"), figures=True)]
    rows = [(place.name, label(place.kind), _share_of(place.share)) for place in summary.covered]
    shown = rows[: _how_many(len(rows), "covered")]
    show_table(columns, shown, name=_("What else lies in the zones"))


def _share_of(share: float) -> str:
    return f"{formats.number(round(100 * share))}{formats.NO_BREAK}%"


def _overlaps(overlaps: Sequence[OverlapRow]) -> None:
    if not overlaps:
        return
    st.subheader(_("Zones over each other"), anchor=False)
    st.caption(_("Areas and venues in several zones count once above."))
    columns = [Column(_("Zone")), Column(_("Other zone")), Column(_("Area covered"), figures=True)]
    rows = [(row.first, row.second, area_phrase(row.area_m2)) for row in overlaps if not row.is_sliver]
    if rows:
        show_table(columns, rows, name=_("Zones over each other"))
    if len(rows) < len(overlaps):
        st.caption(sliver_words(len(overlaps) - len(rows)))


def _streets(streets: Sequence[str]) -> None:
    if not streets:
        return
    st.subheader(_("Streets"), anchor=False)
    st.markdown(", ".join(plain(street) for street in streets[:STREETS_SHOWN]))
    further = streets[STREETS_SHOWN:]
    if further:
        words = ngettext("{count} more street", "{count} more streets", len(further))
        with st.expander(words.format(count=formats.number(len(further)))):
            st.markdown(", ".join(plain(street) for street in further))
