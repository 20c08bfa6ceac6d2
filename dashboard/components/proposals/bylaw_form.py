"""The form of a bylaw that was in force before the register: what it says, and where it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import streamlit as st

from dashboard.components.day_control import LONG_AGO
from dashboard.components.forms import close_form
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.proposals.found_addresses import counted_phrase, unplaced_phrase
from dashboard.components.proposals.words import area_phrase
from dashboard.components.proposals.zone_fields import CRITERION_KEY, NAME_KEY, cap_field, hours_fields, zone_fields
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain, sentence
from dashboard.components.uploaded_file import uploaded_path
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata import clock
from geodata.crs import from_krovak
from geodata.errors import N_, InvalidValue
from geodata.model.zones import BylawRelation, NamedAddress, ProposalKind, TimeBand, ZoneRule, ZoneSource
from geodata.services.bylaw_entry import enter_bylaw
from geodata.services.bylaw_rows import NUMBER_AT_MOST, TITLE_AT_MOST, Adoption
from geodata.services.bylaws import BylawLine
from geodata.services.computed_zones import address_outline
from geodata.services.zone_drafts import ZoneDraft
from loaders.address_lists import addresses_in
from loaders.zones import read_zones

_NUMBER_KEY, _TITLE_KEY, _ADDRESSES_KEY = "bylaw-number", "bylaw-title", "bylaw-addresses"


class Where(StrEnum):
    """How it is said where the bylaw holds."""

    FILE = "file"
    ADDRESSES = "addresses"


def show_bylaw_form(context: Context, bylaws: Sequence[BylawLine]) -> None:
    """Fill in, see what is understood, write it down."""
    kinds = list(ProposalKind)
    kind = st.selectbox(_("What it regulates"), kinds, format_func=label, key="bylaw-kind") or kinds[0]
    number = st.text_input(_("Number"), max_chars=NUMBER_AT_MOST, placeholder="3/2019", key=_NUMBER_KEY)
    title = st.text_input(_("What it is about"), max_chars=TITLE_AT_MOST, key=_TITLE_KEY)
    adopted_on, valid_from, valid_to = _days()
    relation, earlier_id = _earlier(bylaws)
    names = {Where.FILE: _("A file of its zones"), Where.ADDRESSES: _("A list of addresses")}
    where = st.radio(
        _("Where it holds"), list(names), format_func=names.__getitem__, horizontal=True, key="bylaw-where"
    )
    zones: tuple[ZoneDraft, ...] = ()
    with refusals_shown():
        zones = _of_file(context) if where == Where.FILE else _of_addresses(context, kind)
    fields = {"number": _NUMBER_KEY, "title": _TITLE_KEY, "address": _ADDRESSES_KEY, "name": NAME_KEY}
    guard = PersonalDataGuard("bylaw", fields | {"criterion": CRITERION_KEY})
    reason = guard.decided(st.button(_("Write the bylaw down"), type="primary", key="bylaw-save"))
    if reason is None:
        return
    with refusals_shown(), guard.watching():
        if adopted_on is None or valid_from is None:
            raise InvalidValue(N_("Say when the bylaw was adopted and from when it holds."))
        bylaw = Adoption(
            number, title, adopted_on, valid_from, valid_to, relation, earlier_id, keep_personal_data=reason
        )
        enter_bylaw(context.database, context.actor, kind, bylaw, zones)
        close_form()
        tell_after_rerun(_("The bylaw is written down."))
        st.rerun()


def _days() -> tuple[date | None, date | None, date | None]:
    columns = st.columns(3)
    names = (_("Adopted"), _("In force from"), _("In force to"))
    helps = (None, None, _("Leave it empty where it holds until further notice."))
    latest = (clock.today(), None, None)
    found = [
        column.date_input(
            name,
            value=None,
            min_value=LONG_AGO,
            max_value=last,
            format="DD.MM.YYYY",
            help=told,
            key=f"bylaw-day-{place}",
        )
        for place, (column, name, last, told) in enumerate(zip(columns, names, latest, helps, strict=True))
    ]
    return found[0], found[1], found[2]


def _earlier(bylaws: Sequence[BylawLine]) -> tuple[BylawRelation | None, int | None]:
    """What it does to which earlier bylaw; neither where it is about none."""
    if not bylaws:
        return None, None
    relation = st.selectbox(
        _("What it does to an earlier bylaw"),
        list(BylawRelation),
        index=None,
        format_func=label,
        placeholder=_("Nothing"),
        key="bylaw-relation",
    )
    if relation is None:
        return None, None
    names = {line.id: joined(line.number, line.title) for line in bylaws}
    return relation, st.selectbox(
        _("Which one"), list(names), index=None, format_func=names.__getitem__, key="bylaw-earlier"
    )


def _of_file(context: Context) -> tuple[ZoneDraft, ...]:
    """The zones of a map file, shown as they are understood."""
    uploaded = uploaded_path(context.settings.upload_limit_mib)
    if uploaded is None:
        return ()
    read = read_zones(uploaded.path)
    for note in read.notes:
        st.caption(sentence(note))
    rules = {zone.rule for zone in read.zones}
    # A file says which rule holds, not from when until when.
    starts, ends = hours_fields() if ZoneRule.TIME_BAND in rules else (None, None)
    cap = cap_field() if ZoneRule.MACHINE_CAP in rules else None
    for zone in read.zones:
        st.markdown(f"- **{plain(zone.name)}**: {label(zone.rule)}, {area_phrase(zone.outline.area)}")
    band = TimeBand(starts, ends) if starts is not None and ends is not None else None
    return tuple(
        ZoneDraft(
            name=zone.name,
            rule=zone.rule,
            criterion=zone.criterion,
            outline=from_krovak(zone.outline),
            band=zone.band or (band if zone.rule == ZoneRule.TIME_BAND else None),
            cap=zone.cap or (cap if zone.rule == ZoneRule.MACHINE_CAP else None),
            measured=zone.measured,
            source=ZoneSource.LOADED,
        )
        for zone in read.zones
    )


def _of_addresses(context: Context, kind: ProposalKind) -> tuple[ZoneDraft, ...]:
    """One zone of the addresses that the register has; those that it has not are said."""
    filled = zone_fields(kind, None, measured_first=False)
    text = st.text_area(_("Addresses, one a line"), placeholder="Mírová 12", height=150, key=_ADDRESSES_KEY)
    lines = addresses_in(text)
    if not lines:
        return ()
    found = address_outline(context.database, context.actor, lines)
    unplaced = [plain(text) for text in found.unplaced]
    st.caption(counted_phrase(len(found.found), unplaced))
    if unplaced:
        st.warning(unplaced_phrase(unplaced))
    if found.outline is None:
        return ()
    addresses = [NamedAddress(one.text, one.longitude, one.latitude) for one in found.found]
    return (
        ZoneDraft(
            name=filled.name,
            rule=filled.rule,
            criterion=filled.criterion,
            outline=found.outline,
            band=filled.band,
            cap=filled.cap,
            measured=filled.measured,
            source=ZoneSource.ADDRESSES,
            addresses=(*addresses, *(NamedAddress(text) for text in found.unplaced)),
        ),
    )
