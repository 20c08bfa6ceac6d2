"""The tab “Compare”: this version beside another one, and over the bylaws in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.phrases import joined
from dashboard.components.proposals.compared_words import (
    text_name,
    venue_change_name,
    zone_change_text,
    zones_text,
)
from dashboard.components.proposals.numbers import unchecked_phrase, unknown_phrase
from dashboard.components.proposals.tables import Column, show_table
from dashboard.components.proposals.words import area_phrase, venue_text, version_told
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.documents.zone_words import conflict_words
from dashboard.language import _
from geodata.impact.summary import Share, Summary
from geodata.services.bylaws import bylaws_of
from geodata.services.proposal_card import ProposalCard, VersionCard, proposal_card
from geodata.services.proposal_comparison import ComparedVersion, TextChange, VersionComparison, compare_versions
from geodata.services.proposal_conflicts import bylaw_conflicts
from geodata.services.proposals import list_proposals


def render_compare(context: Context, proposal: ProposalCard, version: VersionCard) -> None:
    """Choose the other version, read what is other, and what the version lies over."""
    other_id = _chosen_other(context, proposal, version)
    if other_id is not None:
        _comparison(compare_versions(context.database, context.actor, other_id, version.id))
    _conflicts(context, version)


def _chosen_other(context: Context, proposal: ProposalCard, version: VersionCard) -> int | None:
    """The id of the other version: of the address, else the one that this is based on, else the next older.

    Another proposal, or a bylaw, is compared with only once somebody chooses it.
    """
    names = dict(_others(context, proposal, version))
    own = [line.id for line in proposal.versions if line.id in names]
    older = [line.id for line in proposal.versions if line.id in names and line.number < version.number]
    usual = version.based_on_id if version.based_on_id in names else next(iter([*older, *own]), None)
    if usual is None:
        only = _("There is nothing to compare it with: the proposal has only this version.")
        others = _("Another proposal or a bylaw can be chosen.")
        st.info(f"{only} {others}" if names else only)
    if not names:
        return None
    asked = number_in_address("with")
    ids = list(names)
    present = asked if asked in names else usual
    chosen = st.selectbox(
        _("Compare with"),
        ids,
        index=None if present is None else ids.index(present),
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        key=f"compare-with-{version.id}",
    )
    if chosen is None:
        st.query_params.pop("with", None)
    elif chosen != asked:
        st.query_params["with"] = str(chosen)
    return chosen


def _others(context: Context, proposal: ProposalCard, version: VersionCard) -> Iterator[tuple[int, str]]:
    """Every other version that the reader may see, those of the same proposal first; a bylaw by its number."""
    numbers = {line.version_id: line.number for line in bylaws_of(context.database, context.actor)}
    for line in proposal.versions:
        if line.id != version.id:
            yield line.id, version_told(line)
    for row in list_proposals(context.database, context.actor):
        if row.id != proposal.id:
            card = proposal_card(context.database, context.actor, row.id)
            for line in card.versions:
                number = numbers.get(line.id)
                bylaw = None if number is None else _("Bylaw {number}").format(number=number)
                yield line.id, joined(bylaw, row.title, version_told(line))


def _comparison(found: VersionComparison) -> None:
    st.subheader(_("Side by side"), anchor=False)
    columns = [Column(_("Figure")), Column(_side(found.first), figures=True), Column(_side(found.second), figures=True)]
    show_table(columns, list(_figures(found)), name=_("Side by side"))
    changes = found.changes
    told = _("Only the earlier one covers {first}, only the later one {second}, both of them {both}.")
    st.markdown(
        told.format(
            first=area_phrase(changes.only_first_m2),
            second=area_phrase(changes.only_second_m2),
            both=area_phrase(changes.both_m2),
        )
    )
    if changes.says_nothing_changed and not found.texts:
        st.info(_("Both say the same."))
        return
    _zones(found)
    _venues(found)
    _texts(found)


def _side(version: ComparedVersion) -> str:
    named = _("Version {number}").format(number=version.number)
    return joined(named, " ".join(version.variant.split()), _("draft") if version.submitted_on is None else None)


def _figures(found: VersionComparison) -> Iterator[list[str]]:
    both = found.first.summary, found.second.summary
    yield [_("Area (overlaps once)"), *(area_phrase(one.area_m2) for one in both)]
    yield [_("Zones"), *(formats.number(len(one.zones)) for one in both)]
    yield [_("Venues hit"), *(formats.number(one.whole.hit) for one in both)]
    yield [_("of them by a ban"), *(formats.number(one.whole.banned) for one in both)]
    yield [_("of them by hours or a cap alone"), *(formats.number(one.whole.hit - one.whole.banned) for one in both)]
    yield [_("Machines that have to go"), *(_machines(one.whole) for one in both)]
    yield [_("Addresses covered"), *(formats.number(one.addresses) for one in both)]
    yield [_("Findings of equal treatment"), *(_findings(one) for one in both)]


def _machines(share: Share) -> str:
    return ", ".join(part for part in (formats.number(share.machines_to_go), unknown_phrase(share)) if part)


def _findings(summary: Summary) -> str:
    return ", ".join(part for part in (formats.number(len(summary.findings)), unchecked_phrase(summary)) if part)


def _zones(found: VersionComparison) -> None:
    st.subheader(_("What changed about the zones"), anchor=False)
    if not found.changes.zones:
        st.markdown(_("The zones are the same."))
    for change in found.changes.zones:
        st.markdown(f"- **{plain(change.name)}**: {plain(zone_change_text(change))}")


def _venues(found: VersionComparison) -> None:
    st.subheader(_("Venues that change sides"), anchor=False)
    if not found.changes.venues:
        st.markdown(_("No venue is treated otherwise."))
        return
    columns = [Column(_("Venue")), Column(_("What changes")), Column(_("Before")), Column(_("Now"))]
    rows = [
        [venue_text(change.venue.name, change.venue.address), venue_change_name(change.kind),
         zones_text(change.first), zones_text(change.second)]
        for change in found.changes.venues
    ]  # fmt: skip
    show_table(columns, rows, name=_("Venues that change sides"))


def _texts(found: VersionComparison) -> None:
    if not found.texts:
        return
    st.subheader(_("What else it says"), anchor=False)
    for change in found.texts:
        st.markdown(f"**{text_name(change.field)}**")
        before, now = st.columns(2)
        before.caption(_("Before"))
        before.markdown(_value(change, change.first))
        now.caption(_("Now"))
        now.markdown(_value(change, change.second))


def _value(change: TextChange, value: str | date | bool | None) -> str:
    if change.field == "edge_belongs":
        return _("A venue on the very edge is hit.") if value else _("A venue on the very edge is spared.")
    if isinstance(value, str):
        return paragraphs(value) if value.strip() else "–"
    return formats.day(value) if isinstance(value, date) else "–"


def _conflicts(context: Context, version: VersionCard) -> None:
    st.subheader(_("Bylaws in force that it lies over"), anchor=False)
    found = bylaw_conflicts(context.database, context.actor, version.id)
    if not found:
        st.markdown(_("No bylaw of the same kind is in force where its zones lie."))
        return
    columns = [Column(_("Zone")), Column(_("Bylaw")), Column(_("Its zone")), Column(_("What both say")),
               Column(_("Area of both"), figures=True)]  # fmt: skip
    rows = [
        [one.zone, one.bylaw.number, one.bylaw_zone, conflict_words(one.kind), area_phrase(one.area_m2)]
        for one in found
    ]
    show_table(columns, rows, name=_("Bylaws in force that it lies over"))
