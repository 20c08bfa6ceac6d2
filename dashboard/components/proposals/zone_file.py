"""Zones of a map file come into a draft, all or none."""

from __future__ import annotations

from datetime import time

import streamlit as st

from dashboard import formats
from dashboard.components.proposals.words import area_phrase
from dashboard.components.proposals.zone_desk import close_desk
from dashboard.components.proposals.zone_fields import cap_field, hours_fields
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain, sentence
from dashboard.components.uploaded_file import uploaded_path
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.crs import from_krovak
from geodata.impact.shapes import ZoneShape
from geodata.model.zones import RULES_OF, ProposalKind, TimeBand, ZoneRule, ZoneSource
from geodata.services.proposal_card import VersionCard
from geodata.services.zone_drafts import ZoneDraft, add_zones
from loaders.zones import ZonesRead, read_zones

SHOWN_AT_MOST = 20


def show_file_form(context: Context, version: VersionCard, kind: ProposalKind) -> None:
    """Drop a file, see what it holds, add it."""
    with st.container(border=True, key="zone-form"):
        st.markdown(_("**Zones from a file**"))
        st.caption(_("GeoJSON, GeoPackage, Shapefile or another map file; one outline a zone, with its name and rule."))
        uploaded = uploaded_path(context.settings.upload_limit_mib)
        if uploaded is not None:
            with refusals_shown():
                _understood(context, version, kind, read_zones(uploaded.path))
        if st.button(_("Cancel"), key="zone-cancel"):
            close_desk(version)
            st.rerun()


def _understood(context: Context, version: VersionCard, kind: ProposalKind, read: ZonesRead) -> None:
    for note in read.notes:
        st.caption(sentence(note))
    for zone in read.zones[:SHOWN_AT_MOST]:
        st.markdown(f"- **{plain(zone.name)}**: {label(zone.rule)}, {area_phrase(zone.outline.area)}")
    further = len(read.zones) - SHOWN_AT_MOST
    if further > 0:
        words = ngettext("and {count} more zone", "and {count} more zones", further)
        st.caption(words.format(count=formats.number(further)))
    rules = {zone.rule for zone in read.zones}
    # A file says which rule holds, not from when until when.
    starts, ends = hours_fields() if ZoneRule.TIME_BAND in rules else (None, None)
    cap = cap_field() if ZoneRule.MACHINE_CAP in rules else None
    strange = sorted(label(rule) for rule in rules - set(RULES_OF[kind]))
    if strange:
        st.warning(_("These rules do not belong to this kind of proposal: {rules}").format(rules=", ".join(strange)))
    add = ngettext("Add {count} zone", "Add {count} zones", len(read.zones)).format(
        count=formats.number(len(read.zones))
    )
    if st.button(add, type="primary", disabled=bool(strange), key="zone-load-save"):
        drafts = [_draft(zone, starts, ends, cap) for zone in read.zones]
        add_zones(context.database, context.actor, version.id, drafts)
        close_desk(version)
        tell_after_rerun(_("The zones of the file are added."))
        st.rerun()


def _draft(zone: ZoneShape, starts: time | None, ends: time | None, cap: int | None) -> ZoneDraft:
    """What the file says of a zone goes before what was filled in for all of them."""
    band = zone.band
    if band is None and zone.rule == ZoneRule.TIME_BAND and starts is not None and ends is not None:
        band = TimeBand(starts, ends)
    return ZoneDraft(
        name=zone.name,
        rule=zone.rule,
        criterion=zone.criterion,
        outline=from_krovak(zone.outline),
        band=band,
        cap=zone.cap or (cap if zone.rule == ZoneRule.MACHINE_CAP else None),
        measured=zone.measured,
        source=ZoneSource.LOADED,
    )
