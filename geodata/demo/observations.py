"""What was written down at each look at a place: who looked, the kind's own facts, a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from geodata.demo.lives import Life, Seen
from geodata.demo.site_texts import UNCHANGED
from geodata.model.fields import checked_details
from geodata.model.sites import Condition, SiteKind

K, C = SiteKind, Condition
_CHECKED_BY: dict[SiteKind, tuple[str, ...]] = {
    K.HAZARDOUS_BUILDING: ("teren", "dvory", "mestska_policie", "stavebni"),
    K.ILLEGAL_DUMP: ("teren", "mestska_policie", "dvory"),
    K.GAMBLING_VENUE: ("mestska_policie",),
    K.HOSTEL: ("dvere", "teren", "hygiena"),
    K.SYRINGE_FIND: ("kontakt", "mestska_policie"),
    K.PUBLIC_SPACE: ("mestska_policie", "dvory"),
    K.OTHER: ("mestska_policie", "teren"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One observation as it will be stored; `organisation` is who looked."""

    day: date
    condition: Condition
    details: dict[str, Any]
    note: str
    organisation: str


def looks_of(
    kind: SiteKind,
    life: Life,
    facts: Mapping[str, Any],
    notes: Mapping[Condition, tuple[str, ...]],
    found_by: str,
    chance: Random,
) -> tuple[Look, ...]:
    """The observations of a life, the first of them by whoever found the place."""
    return tuple(
        Look(
            seen.day,
            seen.condition,
            checked_details(kind, _details(kind, seen, facts, chance)),
            chance.choice(notes[seen.condition] if seen.changed else UNCHANGED),
            found_by if place == 0 else chance.choice(_CHECKED_BY[kind]),
        )
        for place, seen in enumerate(life.seen)
    )


def _details(kind: SiteKind, seen: Seen, facts: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    details = dict(facts)
    match kind:
        case K.HAZARDOUS_BUILDING if seen.condition in {C.SECURED, C.DEMOLISHED, C.COLLAPSED}:
            details["inhabited"] = "no"
        case K.ILLEGAL_DUMP if seen.condition == C.CLEANED:
            details = {"land_owner": facts["land_owner"], "cleaned_on": seen.day.isoformat()}
        case K.ILLEGAL_DUMP:
            grown = {C.GROWING: 1.8, C.RETURNED: 0.5}.get(seen.condition, 1.0)
            details["volume_m3"] = round(facts["volume_m3"] * grown, 1)
        case K.GAMBLING_VENUE:
            details["machines"] = max(4, facts["machines"] + chance.randint(-4, 3))
        case K.HOSTEL:
            share = 0.0 if seen.condition == C.CLOSED else chance.uniform(0.7, 1.0)
            details["occupied_beds"] = round(facts["beds"] * share)
        case K.SYRINGE_FIND:
            cleaned = seen.condition == C.CLEANED
            details = {"removed": "yes" if cleaned else "no"}
            if not cleaned:
                details["syringes"] = max(1, facts["syringes"] + chance.randint(-3, 4))
    return details
