"""The search box above every page: an address, a place, an issue number, a meeting."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.signs import KIND_SIGNS, STATUS_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.map.spec import ALL_LAYERS
from dashboard.shell.pages import page_link
from geodata.model.criteria import NearTo
from geodata.model.issues import IssueStatus
from geodata.model.network import ServiceKind
from geodata.model.sites import SiteKind
from geodata.services.search import SHORTEST_TEXT, Hit, HitKind, search_everything

_TEXT = "search-text"
_ASKED_AT = "search-asked-at"
_STREET_ZOOM = 18
_DISTRICT_ZOOM = 16

Parameters = dict[str, str | int]


def search_box(context: Context, shown: str) -> None:
    """The box, and under it what was found; `shown` is the address of the page. Typing runs only this again."""
    if st.session_state.get(_ASKED_AT, shown) != shown:
        # Somebody followed a hit: the question is answered.
        st.session_state[_TEXT] = ""
        st.session_state.pop(_ASKED_AT)
    with st.container(key="search"):
        _box(context, shown)


@st.fragment
def _box(context: Context, shown: str) -> None:
    text = st.text_input(
        _("Search everything"),
        placeholder=_("Address, place, issue number, meeting"),
        icon=":material/search:",
        label_visibility="collapsed",
        key=_TEXT,
    )
    if not text or len(text.strip()) < SHORTEST_TEXT:
        return
    st.session_state[_ASKED_AT] = shown
    hits = search_everything(context.database, context.actor, text)
    with st.container(key="search-hits"):
        if not hits:
            st.caption(_("Nothing found. Try a part of the name, without the number of the house."))
        for hit in hits:
            _ROWS[hit.kind](hit)
        st.button(_("Close"), type="tertiary", key="search-close", on_click=_close)


def _close() -> None:
    st.session_state[_TEXT] = ""


def _site(hit: Hit) -> None:
    assert isinstance(hit.detail, SiteKind)
    page_link("site", _line(hit.title or label(hit.detail), label(hit.detail)), icon=KIND_SIGNS[hit.detail], id=hit.id)


def _issue(hit: Hit) -> None:
    assert isinstance(hit.detail, IssueStatus)
    page_link("issue", _line(hit.title, label(hit.detail)), icon=STATUS_SIGNS[hit.detail], id=hit.id)


def _meeting(hit: Hit) -> None:
    page_link("meeting", _line(hit.title, formats.day(hit.starts_at)), icon=":material/groups:", id=hit.id)


def _locality(hit: Hit) -> None:
    page_link("map", _line(hit.title, _("Locality")), icon=":material/layers:", locality_card=hit.id, locality=hit.id)


def _service(hit: Hit) -> None:
    assert isinstance(hit.detail, ServiceKind)
    line = _line(hit.title, label(hit.detail))
    page_link("map", line, icon=":material/front_hand:", service=hit.id, **_view(hit, _DISTRICT_ZOOM))


def _protected_place(hit: Hit) -> None:
    assert isinstance(hit.detail, NearTo)
    line = _line(hit.title or label(hit.detail), label(hit.detail))
    layers = ",".join(sorted(layer.value for layer in ALL_LAYERS))
    page_link("map", line, icon=":material/shield:", protected=hit.id, layers=layers, **_view(hit, _DISTRICT_ZOOM))


def _address(hit: Hit) -> None:
    line = _line(hit.title, str(hit.detail) if hit.detail else _("Address"))
    page_link("map", line, icon=":material/location_on:", **_view(hit, _STREET_ZOOM))


def _line(title: str, detail: str) -> str:
    return joined(f"**{plain(title)}**", plain(detail))


def _view(hit: Hit, zoom: int) -> Parameters:
    if hit.position is None:
        return {}
    longitude, latitude = hit.position
    return {"z": zoom, "lat": f"{latitude:.5f}", "lon": f"{longitude:.5f}"}


_ROWS: dict[HitKind, Callable[[Hit], None]] = {
    HitKind.SITE: _site,
    HitKind.ISSUE: _issue,
    HitKind.MEETING: _meeting,
    HitKind.LOCALITY: _locality,
    HitKind.SERVICE: _service,
    HitKind.PROTECTED_PLACE: _protected_place,
    HitKind.ADDRESS: _address,
}
