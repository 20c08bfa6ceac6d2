"""Zones as the reckoning takes them."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geodata.model.zones import ZoneRule


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """One zone: its outline in EPSG:5514 metres (`outlines.in_metres`), what holds in it, and why it lies there."""

    name: str
    rule: ZoneRule
    criterion: str
    outline: BaseGeometry
