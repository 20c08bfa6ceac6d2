"""Which form of zones lies open beside the map, and of which zone as it was when it was opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.proposals.zone_fields import CRITERION_KEY, DETAIL_KEYS, NAME_KEY, RULE_KEY, ZoneFields
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

    `named` are the addresses that it is made of, where it is made of some; `made_of` what was filled in for it.
    """

    outline: BaseGeometry
    told: str
    named: tuple[NamedAddress, ...] = ()
    made_of: tuple[object, ...] = ()


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
    st.session_state.pop(_filled(version), None)
    for key in _field_keys():
        del st.session_state[key]
    forget_preview(version)


def hold_desk(version: VersionCard) -> None:
    """Keep what is filled in while another tab is shown: Streamlit forgets fields that a run does not draw."""
    if desk_of(version) is not None:
        for key in _field_keys():
            st.session_state[key] = st.session_state[key]


def keep_filled(version: VersionCard, fields: ZoneFields) -> None:
    """Remember what the open form says: the figures count the zone in as it would be saved."""
    st.session_state[_filled(version)] = fields


def filled_of(version: VersionCard) -> ZoneFields | None:
    """What the open form says; None before it was shown."""
    fields = st.session_state.get(_filled(version))
    return fields if isinstance(fields, ZoneFields) else None


def overtaken(version: VersionCard, desk: Desk, now: ZoneLine) -> None:
    """Remember how somebody else left the zone meanwhile; what is filled in stays."""
    st.session_state[_name(version)] = replace(desk, now=now)


def keep_preview(version: VersionCard, preview: Preview) -> None:
    """Let the figures above count this outline in, as long as it is made of the same."""
    st.session_state[_preview(version)] = replace(preview, made_of=_made_of())


def is_outdated(preview: Preview) -> bool:
    """Whether the outline would be another one by what is filled in now."""
    return preview.made_of != _made_of()


def preview_of(version: VersionCard) -> Preview | None:
    """The outline that is tried out; None where none is."""
    preview = st.session_state.get(_preview(version))
    return preview if isinstance(preview, Preview) else None


def forget_preview(version: VersionCard) -> None:
    """Nothing is tried out any more."""
    st.session_state.pop(_preview(version), None)


def _field_keys() -> list[str]:
    return [str(key) for key in st.session_state if str(key).startswith("zone-field-")]


def _made_of() -> tuple[object, ...]:
    """What is filled in that makes the outline; names, rules and reasons make none."""
    others = {NAME_KEY, CRITERION_KEY, RULE_KEY, *DETAIL_KEYS}
    return tuple((key, repr(st.session_state[key])) for key in sorted(_field_keys()) if key not in others)


def _filled(version: VersionCard) -> str:
    return f"zone-filled-{version.id}"


def _name(version: VersionCard) -> str:
    return f"zone-desk-{version.id}"


def _preview(version: VersionCard) -> str:
    return f"zone-preview-{version.id}"
