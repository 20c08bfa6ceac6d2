"""Objective criteria of zones: rules that anybody can measure again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geodata.errors import N_, InvalidValue
from geodata.model.network import ServiceKind

# Beyond this a distance covers a whole municipality and parts nothing from anything.
FARTHEST_M = 5_000.0


class NearTo(StrEnum):
    """What a criterion can measure from besides services of a kind."""

    LOCALITY = "locality"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    PLAYGROUND = "playground"
    YOUTH_FACILITY = "youth_facility"
    TREATMENT = "treatment"
    HEALTHCARE = "healthcare"
    PLACE_OF_WORSHIP = "place_of_worship"
    PUBLIC_OFFICE = "public_office"
    STATION = "station"


# Those that are places of their own (`ProtectedPlace`); localities have their own table.
PROTECTED_KINDS = tuple(kind for kind in NearTo if kind != NearTo.LOCALITY)

Near = NearTo | ServiceKind


@dataclass(frozen=True, slots=True)
class Criterion:
    """Lies within so many metres (straight line) of any place of these kinds; 0 m: inside one of them."""

    near: frozenset[Near]
    within_m: float


class FindingKind(StrEnum):
    """How venues are treated unlike others of which the same is said (§ 19a of the act 143/2001)."""

    SPARED_THOUGH_IT_MEETS = "spared_though_it_meets"
    HIT_THOUGH_IT_MEETS_NONE = "hit_though_it_meets_none"


def near_of(code: str) -> Near:
    """The kind of place behind a stored code; ValueError for one that nobody knows."""
    return NearTo(code) if code in NearTo.__members__.values() else ServiceKind(code)


def checked_criterion(near: Iterable[Near], within_m: float) -> Criterion:
    """A criterion that parts some places from others; InvalidValue otherwise. 0 m means inside a place."""
    kinds = frozenset(near)
    if not kinds:
        raise InvalidValue(N_("Choose what the distance is measured from."))
    if not 0 <= within_m <= FARTHEST_M:
        raise InvalidValue(
            N_("A distance is between 0 and {farthest} m; beyond that it covers the whole municipality."),
            farthest=int(FARTHEST_M),
        )
    return Criterion(kinds, within_m)
