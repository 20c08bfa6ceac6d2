"""Objective criteria of zones: rules that anybody can measure again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.model.network import ServiceKind

# Beyond this a distance covers a whole municipality and parts nothing from anything.
FARTHEST_M = 5_000.0


class NearTo(StrEnum):
    """What a criterion can measure from besides services of a kind."""

    LOCALITY = "locality"


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
