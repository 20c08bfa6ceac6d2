"""One line of chips that narrow the map, the list and the download."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any

import streamlit as st

from dashboard.components import map_state
from dashboard.labels import kinds_label, label
from dashboard.language import _
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.services.territory_list import Territories

# What people ask about: a month, a quarter, half a year, a year.
AGES = (30, 90, 180, 365)

_KINDS, _CONDITIONS, _STATES, _STATUSES = "map-kinds", "map-conditions", "map-states", "map-statuses"
_AGE, _TERRITORY, _TEXT = "map-age", "map-territory", "map-text"


def show_filters(territories: Territories) -> None:
    """The chips; what they choose is in `map_state` before the next run begins."""
    chosen = map_state.address().chosen
    _keep(_TEXT, chosen.text)
    st.text_input(
        _("Find a place"),
        placeholder=_("Name or address"),
        icon=":material/search:",
        label_visibility="collapsed",
        key=_TEXT,
        on_change=_take,
        width=210,
    )
    with _chip(_("Kind"), chosen.kinds):
        _codes(_("Kind of place"), SiteKind, chosen.kinds, _KINDS, kinds_label)
    with _chip(_("Condition"), chosen.conditions):
        _codes(_("Condition of the place"), Condition, chosen.conditions, _CONDITIONS, label)
    with _chip(_("Issues"), [*chosen.states, *chosen.statuses]):
        _codes(_("What waits at the place"), SiteState, chosen.states, _STATES, label)
        _codes(_("State of the linked issues"), IssueStatus, chosen.statuses, _STATUSES, label)
    with _chip(_("Age"), () if chosen.minimum_age_days is None else (chosen.minimum_age_days,)):
        _age(chosen)
    with _chip(_("Area"), _territory_of(chosen)):
        _territory(chosen, territories)
    if chosen.shape:
        st.button(_("Drawn shape"), icon=":material/close:", key="map-shape-off", on_click=_drop_shape)
    if not chosen.is_empty:
        st.button(_("Clear filters"), type="tertiary", key="map-clear", on_click=_clear)


def _chip(name: str, chosen: Iterable[object]) -> Any:
    number = len(list(chosen))
    return st.popover(f"{name} · {number}" if number else name, type="primary" if number else "secondary")


def _codes(name: str, codes: type[StrEnum], chosen: Iterable[StrEnum], key: str, words: Callable[[Any], str]) -> None:
    _keep(key, [code for code in codes if code in set(chosen)])
    st.pills(name, list(codes), selection_mode="multi", format_func=words, key=key, on_change=_take)


def _age(chosen: SiteFilter) -> None:
    offered = sorted({*AGES, *(() if chosen.minimum_age_days is None else (chosen.minimum_age_days,))})
    _keep(_AGE, chosen.minimum_age_days)
    st.pills(_("The oldest open issue waits at least"), offered, format_func=_days, key=_AGE, on_change=_take)


def _days(days: int) -> str:
    names = {30: _("a month"), 90: _("3 months"), 180: _("half a year"), 365: _("a year")}
    return names.get(days) or _("{count} days").format(count=days)


def _territory(chosen: SiteFilter, territories: Territories) -> None:
    names = {f"area {area.id}": area.name for area in territories.areas}
    names |= {f"locality {locality.id}": locality.name for locality in territories.localities}
    known = _territory_of(chosen)
    _keep(_TERRITORY, known[0] if known and known[0] in names else None)
    if names:
        st.selectbox(
            _("City district or locality"),
            list(names),
            index=None,
            format_func=lambda code: _territory_name(code, names),
            placeholder=_("The whole city"),
            key=_TERRITORY,
            on_change=_take,
        )
    else:
        st.caption(_("No areas are loaded yet. Load them on the page Data."))


def _territory_name(code: str, names: dict[str, str]) -> str:
    name = names.get(code, "")
    return _("{name} (locality)").format(name=name) if code.startswith("locality") else name


def _territory_of(chosen: SiteFilter) -> tuple[str, ...]:
    if chosen.area_id is not None:
        return (f"area {chosen.area_id}",)
    return (f"locality {chosen.locality_id}",) if chosen.locality_id is not None else ()


def _keep(key: str, value: object) -> None:
    """Let the field show what is chosen, from wherever it was chosen (the legend, an address)."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _take() -> None:
    """Choose what the fields say now."""
    said = st.session_state
    before = map_state.address().chosen
    room, _space, number = (said.get(_TERRITORY) or "").partition(" ")
    map_state.choose(
        replace(
            before,
            text=" ".join((said.get(_TEXT) or "").split()),
            kinds=frozenset(said.get(_KINDS) or ()),
            conditions=frozenset(said.get(_CONDITIONS) or ()),
            states=frozenset(said.get(_STATES) or ()),
            statuses=frozenset(said.get(_STATUSES) or ()),
            minimum_age_days=said.get(_AGE),
            area_id=int(number) if room == "area" else None,
            locality_id=int(number) if room == "locality" else None,
        )
    )


def _clear() -> None:
    map_state.choose(SiteFilter())


def _drop_shape() -> None:
    map_state.choose(replace(map_state.address().chosen, shape=()))
