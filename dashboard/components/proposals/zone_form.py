"""A zone of a draft is added or changed. What somebody else did meanwhile is shown, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.field_state import keep_if_offered, seed
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.proposals.found_addresses import unplaced_phrase
from dashboard.components.proposals.map_side import forget_drawing
from dashboard.components.proposals.tried import show_tried
from dashboard.components.proposals.words import criterion_phrase, zone_rule_phrase
from dashboard.components.proposals.zone_desk import (
    Desk,
    Preview,
    close_desk,
    forget_preview,
    is_outdated,
    keep_filled,
    keep_preview,
    overtaken,
    preview_of,
)
from dashboard.components.proposals.zone_fields import CRITERION_KEY, NAME_KEY, ZoneFields, zone_fields
from dashboard.components.proposals.zone_places import (
    ADDRESSES_KEY,
    SOURCE_KEY,
    UNDRAWN_WAYS,
    WAYS,
    Place,
    Placing,
    place_fields,
    warn_of_restricted,
)
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import NotFound, StaleEdit
from geodata.model.zones import ProposalKind, ZoneSource
from geodata.services.proposal_card import VersionCard, ZoneLine, version_card, zone_outlines
from geodata.services.proposal_impact import VersionImpact
from geodata.services.zone_drafts import ZoneDraft, add_zone, alter_zone

# The way of a zone whose outline stays as it is.
_AS_IT_IS = "as-it-is"


def show_add_form(
    context: Context,
    version: VersionCard,
    kind: ProposalKind,
    impact: VersionImpact | None,
    drawn: BaseGeometry | None,
) -> None:
    """The form of a new zone."""
    with st.container(border=True, key="zone-form"):
        st.markdown(_("**A new zone**"))
        seed(SOURCE_KEY, ZoneSource.DRAWN)
        source = st.selectbox(_("Where it lies"), WAYS, format_func=label, key=SOURCE_KEY)
        placing = place_fields(context, source, drawn)
        fields = zone_fields(kind, None, measured_first=source == ZoneSource.COMPUTED)
        keep_filled(version, fields)
        if source == ZoneSource.COMPUTED:
            warn_of_restricted(context, fields)
        _try_button(version, fields, placing, needed=source != ZoneSource.DRAWN)
        show_tried(version, kind, impact, drawn)

        def save(kept: str) -> None:
            place = placing(fields)
            add_zone(context.database, context.actor, version.id, _draft(fields, place, kept))
            if place.source == ZoneSource.DRAWN:
                forget_drawing(version)
            _tell(place, _("The zone is added."))

        _save(version, save)


def show_change_form(
    context: Context,
    version: VersionCard,
    kind: ProposalKind,
    impact: VersionImpact | None,
    desk: Desk,
    seen: ZoneLine,
) -> None:
    """The form of a zone that is there; its outline stays unless another way is chosen."""
    with st.container(border=True, key="zone-form"):
        st.markdown(_("**Change the zone “{zone}”**").format(zone=plain(seen.name)))
        if desk.now is not None:
            _show_now(desk.now)
        ways = [_AS_IT_IS, *UNDRAWN_WAYS]
        seed(SOURCE_KEY, seen.source if seen.source in (ZoneSource.COMPUTED, ZoneSource.ADDRESSES) else _AS_IT_IS)
        keep_if_offered(SOURCE_KEY, ways)
        way = st.selectbox(_("Where it lies"), ways, format_func=_way_name, key=SOURCE_KEY)
        seed(ADDRESSES_KEY, "\n".join(seen.addresses))
        stays = way == _AS_IT_IS
        placing = _unchanged(context, version, seen) if stays else place_fields(context, ZoneSource(way), None)
        if seen.unplaced:
            st.caption(f":material/wrong_location: {unplaced_phrase([plain(text) for text in seen.unplaced])}")
        fields = zone_fields(kind, seen, measured_first=way == ZoneSource.COMPUTED)
        keep_filled(version, fields)
        if way == ZoneSource.COMPUTED:
            warn_of_restricted(context, fields)
        _try_button(version, fields, placing, needed=True)
        show_tried(version, kind, impact, None)

        def save(kept: str) -> None:
            place = placing(fields)
            present = desk.now or seen
            try:
                draft = _draft(fields, place, kept)
                alter_zone(context.database, context.actor, seen.id, present.row_version, draft)
            except StaleEdit:
                now = _now(context, version, seen.id)
                if now is None:
                    raise
                overtaken(version, desk, now)
                st.rerun()
            _tell(place, _("The zone is changed."))

        _save(version, save)


def _unchanged(context: Context, version: VersionCard, seen: ZoneLine) -> Placing:
    """The outline that the zone has, with how it came to be."""

    def place(_fields: ZoneFields) -> Place:
        outline = zone_outlines(context.database, context.actor, version.id).get(seen.id)
        if outline is None:  # somebody took the zone out meanwhile
            raise NotFound
        return Place(outline, seen.source, seen.subject_id, seen.cut, seen.named)

    return place


def _draft(fields: ZoneFields, place: Place, kept: str) -> ZoneDraft:
    return ZoneDraft(
        name=fields.name,
        rule=fields.rule,
        criterion=fields.criterion,
        outline=place.outline,
        band=fields.band,
        cap=fields.cap,
        measured=fields.measured,
        source=place.source,
        subject_id=place.subject_id,
        cut=place.cut,
        addresses=place.addresses,
        keep_personal_data=kept,
    )


def _try_button(version: VersionCard, fields: ZoneFields, placing: Placing, *, needed: bool) -> None:
    """Count the zone into the figures before anything is saved."""
    tried = preview_of(version)
    if tried is not None and is_outdated(tried):
        forget_preview(version)
        tried = None
        st.caption(_("What the zone is made of is another now: try it again to see what it does."))
    with st.container(horizontal=True):
        pressed = needed and st.button(_("Try what it does"), icon=":material/calculate:", key="zone-try")
        if tried is not None and st.button(_("Leave it out again"), key="zone-untried"):
            forget_preview(version)
            st.rerun()
    if pressed:
        with refusals_shown():
            place = placing(fields)
            keep_preview(version, Preview(place.outline, place.told, place.addresses))
            st.rerun()
    if tried is not None:
        st.caption(joined(_("The figures above count this zone in."), tried.told))


def _save(version: VersionCard, save: Callable[[str], None]) -> None:
    guard = PersonalDataGuard("zone", {"name": NAME_KEY, "criterion": CRITERION_KEY, "address": ADDRESSES_KEY})
    with st.container(horizontal=True):
        pressed = st.button(_("Save the zone"), type="primary", key="zone-save")
        if st.button(_("Cancel"), key="zone-cancel"):
            forget_drawing(version)
            close_desk(version)
            st.rerun()
    kept = guard.decided(pressed)
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        save(kept)
        close_desk(version)
        st.rerun()


def _tell(place: Place, told: str) -> None:
    tell_after_rerun(told)
    if not all(one.is_placed for one in place.addresses):
        tell_after_rerun(place.told, warns=True)


def _show_now(now: ZoneLine) -> None:
    st.warning(
        _("Somebody else changed this zone meanwhile. What you filled in stayed; saving puts it over theirs."),
        icon=":material/difference:",
    )
    said = joined(zone_rule_phrase(now), criterion_phrase(now.measured), plain(now.criterion))
    st.markdown(_("Now it is: {zone}").format(zone=f"**{plain(now.name)}**  \n{said}"))


def _now(context: Context, version: VersionCard, zone_id: int) -> ZoneLine | None:
    zones = version_card(context.database, context.actor, version.id).zones
    return next((zone for zone in zones if zone.id == zone_id), None)


def _way_name(way: str) -> str:
    return _("As it is") if way == _AS_IT_IS else label(ZoneSource(way))
