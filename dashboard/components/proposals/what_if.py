"""The figures with a zone that nobody saved yet: one that was moved on the map, or one that is tried out."""

from __future__ import annotations

from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from dashboard.language import _
from geodata.impact.outlines import in_metres
from geodata.impact.reckoning import Impact, reckon, reckon_again
from geodata.model.names import one_line
from geodata.services.proposal_card import VersionCard
from geodata.services.version_shapes import drafted_shape
from geodata.services.zone_drafts import ZoneDraft


def with_redrawn(impact: Impact, version: VersionCard, zone_id: int, outline: BaseGeometry) -> Impact:
    """The impact once this zone has this outline (EPSG:4326); addresses that it named go with the old one.

    Only what it touches is reckoned anew.
    """
    place = _place(version, zone_id)
    if place is None:
        return impact
    metres = in_metres(outline, version.zones[place].name)
    return reckon_again(impact, place, replace(impact.shapes[place], outline=metres, streets=None))


def with_tried(impact: Impact, version: VersionCard, zone_id: int | None, draft: ZoneDraft) -> Impact:
    """The impact once the zone is saved so, or one zone more (`zone_id` None), as saving will count it."""
    place = _place(version, zone_id)
    named = replace(draft, name=one_line(draft.name) or _("A new zone"))
    if place is not None:
        return reckon_again(impact, place, drafted_shape(named, impact.shapes[place].excepted))
    of_all = {
        one.site_id: one.reason or "" for one in version.exceptions if one.zone_id is None and one.site_id is not None
    }
    further = drafted_shape(named, of_all)
    return reckon(impact.ground, (*impact.shapes, further), edge_belongs=impact.edge_belongs)


def _place(version: VersionCard, zone_id: int | None) -> int | None:
    """Where the zone stands among the others; None for one that is new, or gone meanwhile."""
    return next((place for place, zone in enumerate(version.zones) if zone.id == zone_id), None)
