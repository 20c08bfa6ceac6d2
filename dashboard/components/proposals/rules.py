"""The tab of the rules: what holds where and why, exceptions, and what the version says; a draft is written here."""

from __future__ import annotations

import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.field_state import keep_if_offered
from dashboard.components.proposals.exceptions import show_exceptions
from dashboard.components.proposals.flags_shown import show_version_flags
from dashboard.components.proposals.map_side import chosen_key
from dashboard.components.proposals.texts import show_texts
from dashboard.components.proposals.zone_desk import Work, close_desk, desk_of, open_desk
from dashboard.components.proposals.zone_file import show_file_form
from dashboard.components.proposals.zone_form import show_add_form, show_change_form
from dashboard.components.proposals.zone_rows import show_zones
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.proposal_card import ProposalCard, VersionCard, ZoneLine
from geodata.services.proposal_impact import VersionImpact
from geodata.services.zone_border import beyond_border
from geodata.services.zone_drafts import remove_zone


def show_rules(
    context: Context,
    card: ProposalCard,
    version: VersionCard,
    impact: VersionImpact | None,
    *,
    drawn: BaseGeometry | None,
) -> None:
    """Everything that a version says, its summary first; `drawn` is what waits on the map.

    While a zone is being filled in, its form is on top.
    """
    form_is_open = version.editable and (drawn is not None or desk_of(version) is not None)
    show_version_flags(context, version, place="rules")
    if not form_is_open:
        show_texts(context, card, version)
    st.subheader(_("Zones"), anchor=False)
    if version.editable:
        _desk(context, card, version, impact, drawn)
    if version.zones:
        show_zones(version.zones, impact, beyond_border(context.database, context.actor, version.id))
        if version.editable:
            _zone_buttons(context, version)
    elif not version.editable:
        st.info(_("This version has no zones."))
    show_exceptions(context, version, impact)
    if form_is_open:
        show_texts(context, card, version)


def _desk(
    context: Context,
    card: ProposalCard,
    version: VersionCard,
    impact: VersionImpact | None,
    drawn: BaseGeometry | None,
) -> None:
    """The form that lies open, else the buttons that open one."""
    desk = desk_of(version)
    if desk is None and drawn is not None:  # what was drawn asks for its form by itself
        open_desk(version, Work.ADD)
        desk = desk_of(version)
    if desk is None:
        if not version.zones:
            st.info(_("There is no zone yet. Draw one on the map, take one over, compute it, or load a file."))
        with st.container(horizontal=True):
            if st.button(_("Add a zone"), icon=":material/add:", key="zone-add"):
                open_desk(version, Work.ADD)
                st.rerun()
            if st.button(_("Zones from a file"), icon=":material/upload_file:", key="zone-load"):
                open_desk(version, Work.LOAD)
                st.rerun()
    elif desk.work == Work.LOAD:
        show_file_form(context, version, card.kind)
    elif desk.work == Work.CHANGE and desk.seen is not None:
        show_change_form(context, version, card.kind, impact, desk, desk.seen)
    else:
        show_add_form(context, version, card.kind, impact, drawn)


def _zone_buttons(context: Context, version: VersionCard) -> None:
    """Change and take out one zone: the one clicked on the map, or chosen here."""
    zones = {zone.id: zone for zone in version.zones}
    ids = list(zones)
    keep_if_offered(chosen_key(version), ids)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        zone_id = st.selectbox(
            _("Which zone"),
            ids,
            format_func=lambda id_: zones[id_].name,
            key=chosen_key(version),
        )
        zone = zones[zone_id]
        if st.button(_("Change"), icon=":material/edit:", key="zone-change"):
            open_desk(version, Work.CHANGE, zone)
            st.rerun()
        with st.popover(_("Remove"), icon=":material/delete:"):
            st.markdown(_("**{zone}** and its exceptions leave this draft.").format(zone=plain(zone.name)))
            if st.button(_("Remove the zone"), type="primary", key="zone-remove"):
                _remove(context, version, zone)


def _remove(context: Context, version: VersionCard, zone: ZoneLine) -> None:
    with refusals_shown():
        remove_zone(context.database, context.actor, zone.id, zone.row_version)
        close_desk(version)
        tell_after_rerun(_("The zone is removed."))
        st.rerun()
