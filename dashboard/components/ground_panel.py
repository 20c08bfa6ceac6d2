"""The card of what is not a place of ours: a service, a locality, a proposed zone, an area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard import formats
from dashboard.components import map_state
from dashboard.components.phrases import joined
from dashboard.components.proposals.bylaw_words import validity_phrase
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.map.spec import FeatureRef, Layer
from geodata import clock
from geodata.model.filters import SiteFilter
from geodata.services.ground_card import (
    LocalityCard,
    ZoneCard,
    area_card,
    locality_card,
    protected_card,
    service_card,
    zone_card,
)


def show_ground_panel(context: Context, feature: FeatureRef) -> None:
    """The card of a feature of any layer but the sites. Raises NotFound."""
    _CARDS[feature.layer](context, feature.id)


def _service(context: Context, number: int) -> None:
    card = service_card(context.database, context.actor, number)
    st.markdown(f"## :material/front_hand: {plain(card.name)}")
    st.markdown(joined(label(card.kind), label(card.form) if card.form else None))
    st.markdown(plain(card.provider))
    for address in card.addresses:
        st.markdown(f":material/location_on: {plain(address)}")
    if card.capacity is None:
        st.caption(_("Its capacity is not known."))
    else:
        decimals = 0 if card.capacity.is_integer() else 1
        unit = label(card.capacity_unit) if card.capacity_unit else ""
        st.markdown(_("Capacity: {number} {unit}").format(number=formats.number(card.capacity, decimals), unit=unit))
    if card.target_groups:
        st.caption(_("For: {groups}").format(groups=plain(", ".join(card.target_groups))))
    if card.register_number:
        st.caption(_("Register number {number}").format(number=plain(card.register_number)))


def _locality(context: Context, number: int) -> None:
    card = locality_card(context.database, context.actor, number)
    st.markdown(f"## :material/layers: {plain(card.name)}")
    st.markdown(_("Excluded locality"))
    st.markdown(inhabitants(card))
    if card.valid_from:
        st.caption(_("In this outline since {day}").format(day=formats.day(card.valid_from)))
    if card.note:
        st.markdown(paragraphs(card.note))
    _only_here(SiteFilter(locality_id=card.id))


def inhabitants(card: LocalityCard) -> str:
    """How many people live there, as far as anybody says so, and who says it."""
    low, high = card.inhabitants_low, card.inhabitants_high
    if low is None and high is None:
        return _("The number of inhabitants is not known.")
    bounds = [formats.number(bound) for bound in dict.fromkeys((low, high)) if bound is not None]
    told = _("Inhabitants, estimated: {range}").format(range="–".join(bounds))
    return joined(told, plain(card.inhabitants_source) if card.inhabitants_source else None)


def _zone(context: Context, number: int) -> None:
    card = zone_card(context.database, context.actor, number)
    st.markdown(f"## :material/crop_free: {plain(card.name)}")
    st.markdown(f"**{label(card.rule)}**")
    st.markdown(_("Why here: {criterion}").format(criterion=plain(card.criterion)))
    st.markdown(joined(plain(card.proposal), label(card.proposal_state)))
    st.caption(_standing(card))


def _standing(card: ZoneCard) -> str:
    """Whether it holds, since when and until when; or that it is proposed only."""
    bylaw = card.bylaw
    if bylaw is None:
        told = _("Proposal, version {number}. It is not in force unless adopted as a bylaw.")
        return told.format(number=card.version)
    named = _("Bylaw {number}").format(number=plain(bylaw.number))
    return joined(named, validity_phrase(bylaw, clock.today()))


def _area(context: Context, number: int) -> None:
    card = area_card(context.database, context.actor, number)
    st.markdown(f"## :material/map: {plain(card.name)}")
    st.markdown(label(card.kind))
    _only_here(SiteFilter(area_id=card.id))


def _protected(context: Context, number: int) -> None:
    card = protected_card(context.database, context.actor, number)
    st.markdown(f"## :material/shield: {plain(card.name or label(card.kind))}")
    st.markdown(label(card.kind))
    if card.address:
        st.markdown(f":material/location_on: {plain(card.address)}")
    st.caption(
        _("Zones can be measured from it.") if not card.is_gone else _("It closed: nothing is measured from it.")
    )
    if card.source:
        st.caption(_("Source: {source}").format(source=plain(card.source)))


def _only_here(narrowed: SiteFilter) -> None:
    def narrow() -> None:
        chosen = map_state.address().chosen
        map_state.choose(replace(chosen, area_id=narrowed.area_id, locality_id=narrowed.locality_id))
        map_state.select(None)

    st.button(_("Show only the places here"), icon=":material/filter_alt:", key="panel-only-here", on_click=narrow)


_CARDS: dict[Layer, Callable[[Context, int], None]] = {
    Layer.SERVICES: _service,
    Layer.LOCALITIES: _locality,
    Layer.ZONES: _zone,
    Layer.AREAS: _area,
    Layer.PROTECTED_PLACES: _protected,
}
