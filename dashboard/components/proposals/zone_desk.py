"""Which form of zones lies open beside the map, and of which zone as it was when it was opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import streamlit as st
from shapely.geometry.base import BaseGeometry

from geodata.model.zones import NamedAddress
from geodata.services.proposal_card import VersionCard, ZoneLine


class Work(StrEnum):
    ADD = "add"
    CHANGE = "change"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class Desk:
    """The form; `seen` is the zone as it was opened, `now` as somebody else left it since."""

    work: Work
    seen: ZoneLine | None = None
    now: ZoneLine | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """An outline (EPSG:4326) that was computed or taken and is not saved yet, and what was said of it.

    `named` are the addresses that it is made of, where it is made of some.
    """

    outline: BaseGeometry
    told: str
    named: tuple[NamedAddress, ...] = ()


def desk_of(version: VersionCard) -> Desk | None:
    """The form that lies open; None where none does."""
    desk = st.session_state.get(_name(version))
    return desk if isinstance(desk, Desk) else None


def open_desk(version: VersionCard, work: Work, seen: ZoneLine | None = None) -> None:
    """Lay a form open; what another one held is gone."""
    close_desk(version)
    st.session_state[_name(version)] = Desk(work, seen)


def close_desk(version: VersionCard) -> None:
    """Put the form away with everything that was filled in."""
    st.session_state.pop(_name(version), None)
    for key in [key for key in st.session_state if str(key).startswith("zone-field-")]:
        del st.session_state[key]
    forget_preview(version)


def overtaken(version: VersionCard, desk: Desk, now: ZoneLine) -> None:
    """Remember how somebody else left the zone meanwhile; what is filled in stays."""
    st.session_state[_name(version)] = replace(desk, now=now)


def keep_preview(version: VersionCard, preview: Preview) -> None:
    """Let the figures above count this outline in."""
    st.session_state[_preview(version)] = preview


def preview_of(version: VersionCard) -> Preview | None:
    """The outline that is tried out; None where none is."""
    preview = st.session_state.get(_preview(version))
    return preview if isinstance(preview, Preview) else None


def forget_preview(version: VersionCard) -> None:
    """Nothing is tried out any more."""
    st.session_state.pop(_preview(version), None)


def _name(version: VersionCard) -> str:
    return f"zone-desk-{version.id}"


def _preview(version: VersionCard) -> str:
    return f"zone-preview-{version.id}"
