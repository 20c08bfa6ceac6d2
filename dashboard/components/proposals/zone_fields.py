"""What a zone is called, what holds in it and why: the fields that every way of making a zone has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

import streamlit as st

from dashboard.components.field_state import seed
from dashboard.components.proposals.words import criterion_phrase
from dashboard.labels import label
from dashboard.language import _
from geodata.model.criteria import FARTHEST_M, Criterion, Near, NearTo, checked_criterion
from geodata.model.network import ServiceKind
from geodata.model.zones import RULES_OF, ProposalKind, TimeBand, ZoneRule
from geodata.services.proposal_card import ZoneLine
from geodata.services.zone_drafts import CAP_AT_MOST, NAME_AT_MOST, WORDS_AT_MOST

NAME_KEY, CRITERION_KEY, RULE_KEY = "zone-field-name", "zone-field-criterion", "zone-field-rule"
_STARTS_KEY, _ENDS_KEY, _CAP_KEY = "zone-field-starts", "zone-field-ends", "zone-field-cap"
DETAIL_KEYS = (_STARTS_KEY, _ENDS_KEY, _CAP_KEY)  # what a rule says further
_NEAR_KEY, _WITHIN_KEY = "zone-field-near", "zone-field-within"
_USUAL_STARTS, _USUAL_ENDS, _USUAL_CAP, _USUAL_WITHIN_M = time(22), time(6), 10, 100


@dataclass(frozen=True, slots=True)
class ZoneFields:
    """What was filled in; nothing is checked yet."""

    name: str
    rule: ZoneRule
    starts: time | None
    ends: time | None
    cap: int | None
    words: str
    near: tuple[Near, ...]
    within_m: float | None

    @property
    def band(self) -> TimeBand | None:
        """The hours; InvalidValue where they are none."""
        if self.rule != ZoneRule.TIME_BAND or self.starts is None or self.ends is None:
            return None
        return TimeBand(self.starts, self.ends)

    @property
    def measured(self) -> Criterion | None:
        """The criterion as a rule, None where nothing is measured; InvalidValue for a distance that parts nothing."""
        return checked_criterion(self.near, self.within_m or 0) if self.near else None

    @property
    def criterion(self) -> str:
        """The words; those of the measured rule where nobody wrote any."""
        return self.words.strip() or criterion_phrase(self.measured) or ""


def zone_fields(kind: ProposalKind, zone: ZoneLine | None, *, measured_first: bool) -> ZoneFields:
    """The fields, beginning with the zone as it was; `measured_first`: the outline is made of what is measured."""
    _begin(kind, zone)
    near, within_m = _measured(required=True) if measured_first else ((), None)
    name = st.text_input(_("Name of the zone"), max_chars=NAME_AT_MOST, key=NAME_KEY)
    rule = st.selectbox(_("What holds in it"), list(RULES_OF[kind]), format_func=label, key=RULE_KEY)
    starts, ends = hours_fields() if rule == ZoneRule.TIME_BAND else (None, None)
    cap = cap_field() if rule == ZoneRule.MACHINE_CAP else None
    words = st.text_area(
        _("Why it is just here"),
        max_chars=WORDS_AT_MOST,
        help=_("The objective criterion in words. Like venues may only be treated differently by such a one."),
        key=CRITERION_KEY,
    )
    if not measured_first:
        near, within_m = _measured(required=False)
    return ZoneFields(name, rule, starts, ends, cap, words, near, within_m)


def hours_fields() -> tuple[time | None, time | None]:
    """From when until when; over midnight where the second is the earlier one."""
    from_when, until_when = st.columns(2)
    seed(_STARTS_KEY, _USUAL_STARTS)
    seed(_ENDS_KEY, _USUAL_ENDS)
    starts = from_when.time_input(_("Forbidden from"), key=_STARTS_KEY)
    ends = until_when.time_input(_("Forbidden until"), key=_ENDS_KEY)
    return starts, ends


def cap_field() -> int:
    """How many machines a venue may have."""
    seed(_CAP_KEY, _USUAL_CAP)
    return int(st.number_input(_("Machines a venue at most"), min_value=1, max_value=CAP_AT_MOST, step=1, key=_CAP_KEY))


def _measured(*, required: bool) -> tuple[tuple[Near, ...], float | None]:
    """From what the distance is measured and how far it reaches."""
    near = st.multiselect(
        _("Measured from") if required else _("Measured from (so that it can be checked)"),
        [*NearTo, *ServiceKind],
        format_func=label,
        placeholder=_("Schools, playgrounds, localities…"),
        key=_NEAR_KEY,
    )
    within_m = st.number_input(
        _("Within how many metres"),
        min_value=0.0,
        max_value=10 * FARTHEST_M,
        step=10.0,
        format="%.0f",
        help=_("0 m means inside such a place."),
        disabled=not near and not required,
        key=_WITHIN_KEY,
    )
    return tuple(near), within_m


def _begin(kind: ProposalKind, zone: ZoneLine | None) -> None:
    """Let the fields begin with the zone, or with what is usual."""
    seed(NAME_KEY, zone.name if zone else "")
    seed(CRITERION_KEY, zone.criterion if zone else "")
    seed(RULE_KEY, zone.rule if zone and zone.rule in RULES_OF[kind] else RULES_OF[kind][0])
    if zone is not None and zone.band is not None:
        seed(_STARTS_KEY, zone.band.start)
        seed(_ENDS_KEY, zone.band.end)
    if zone is not None and zone.cap is not None:
        seed(_CAP_KEY, zone.cap)
    measured = zone.measured if zone else None
    seed(_NEAR_KEY, [] if measured is None else sorted(measured.near))
    seed(_WITHIN_KEY, float(_USUAL_WITHIN_M) if measured is None else measured.within_m)
