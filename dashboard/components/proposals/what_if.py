"""The figures with a zone that nobody saved yet: one that was moved on the map, or one that is tried out."""

from __future__ import annotations

from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from dashboard.language import _
from geodata.impact.outlines import in_metres
from geodata.impact.reckoning import Impact, reckon, reckon_again
from geodata.impact.shapes import ZoneShape
from geodata.model.zones import ZoneRule
from geodata.services.proposal_card import VersionCard


def with_changed(impact: Impact, version: VersionCard, zone_id: int, outline: BaseGeometry) -> Impact:
    """The impact once this zone has this outline (EPSG:4326); only what it touches is reckoned anew."""
    place = next((place for place, zone in enumerate(version.zones) if zone.id == zone_id), None)
    if place is None:
        return impact
    shape = replace(impact.shapes[place], outline=in_metres(outline, version.zones[place].name))
    return reckon_again(impact, place, shape)


def with_further(impact: Impact, rule: ZoneRule, outline: BaseGeometry) -> Impact:
    """The impact with one zone more (EPSG:4326)."""
    name = _("A new zone")
    shape = ZoneShape(name, rule, "", in_metres(outline, name))
    return reckon(impact.ground, (*impact.shapes, shape), edge_belongs=impact.edge_belongs)
