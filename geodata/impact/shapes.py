"""Zones as the reckoning takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from geodata.model.criteria import Criterion
from geodata.model.zones import TimeBand, ZoneRule


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """One zone: its outline in EPSG:5514 metres (`outlines.in_metres`), what holds in it, and why it lies there.

    `criterion` says it in words, `measured` as a rule that can be checked; None where nobody made one of the words.
    `band` are the hours of a time band, `cap` the machines that a cap leaves to a venue. `excepted` are venues (ids)
    that the zone does not hit though they lie in it, each with the reason. `streets` are those of the addresses that it
    names one by one (folded names); None: those that lead through its outline.
    """

    name: str
    rule: ZoneRule
    criterion: str
    outline: BaseGeometry
    measured: Criterion | None = None
    band: TimeBand | None = None
    cap: int | None = None
    excepted: Mapping[int, str] = field(default_factory=dict)
    streets: frozenset[str] | None = None
