"""The figures with a zone that nobody saved yet: one that was moved on the map, or one that is tried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from dashboard.language import _
from geodata.impact.outlines import in_metres
from geodata.impact.reckoning import Impact, reckon, reckon_again
from geodata.impact.shapes import ZoneShape
from geodata.model.zones import NamedAddress, ZoneRule
from geodata.services.proposal_card import VersionCard
from geodata.services.version_shapes import named_streets


def with_changed(
    impact: Impact,
    version: VersionCard,
    zone_id: int,
    outline: BaseGeometry,
    named: Sequence[NamedAddress] = (),
) -> Impact:
    """The impact once this zone has this outline (EPSG:4326) and names these addresses, if any.

    Only what it touches is reckoned anew.
    """
    place = next((place for place, zone in enumerate(version.zones) if zone.id == zone_id), None)
    if place is None:
        return impact
    metres = in_metres(outline, version.zones[place].name)
    shape = replace(impact.shapes[place], outline=metres, streets=_streets(named))
    return reckon_again(impact, place, shape)


def with_further(impact: Impact, rule: ZoneRule, outline: BaseGeometry, named: Sequence[NamedAddress] = ()) -> Impact:
    """The impact with one zone more (EPSG:4326), which names these addresses, if any."""
    name = _("A new zone")
    shape = ZoneShape(name, rule, "", in_metres(outline, name), streets=_streets(named))
    return reckon(impact.ground, (*impact.shapes, shape), edge_belongs=impact.edge_belongs)


def _streets(named: Sequence[NamedAddress]) -> frozenset[str] | None:
    """Those of an address list are the streets of its addresses; of any other outline those that lead through it."""
    return named_streets(named) if named else None
