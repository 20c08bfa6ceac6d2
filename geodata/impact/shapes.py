"""Zones as the reckoning takes them."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geodata.model.criteria import Criterion
from geodata.model.zones import ZoneRule


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """One zone: its outline in EPSG:5514 metres (`outlines.in_metres`), what holds in it, and why it lies there.

    `criterion` says it in words, `measured` as a rule that can be checked; None where nobody made one of the words.
    """

    name: str
    rule: ZoneRule
    criterion: str
    outline: BaseGeometry
    measured: Criterion | None = None
