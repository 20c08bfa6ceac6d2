"""Zones on their way to the browser and back; a part of `wire`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboard.map.spec import ZoneLayer, ZoneShape

# A zone made of whole plots may have thousands of corners; beyond this nobody drew it.
CORNERS_AT_MOST = 50_000
_SURFACES = ("Polygon", "MultiPolygon")  # a tuple: what comes may not even be hashable
_ROUTES = ("LineString", "MultiLineString")


def zones_part(zones: ZoneLayer) -> dict[str, Any]:
    """What the browser has to know: where the zones are fetched, and what is being drawn."""
    return {
        "address": zones.version_id and zones_address(zones.version_id),
        "venues": zones.version_id and f"/map/versions/{zones.version_id}/venues.json",
        "other": zones.other_id and zones_address(zones.other_id),
        "data_version": zones.data_version,
        "chosen": zones.chosen_id,
        "turn": zones.turn,
        "shape": zones.shape,
        "changed": zones.changed_id,
        "tried": zones.tried,
    }


def zones_address(version_id: int) -> str:
    """Where the zones of a version are fetched."""
    return f"/map/versions/{version_id}/zones.json"


def read_shape(told: Mapping[str, Any]) -> ZoneShape | None:
    """What was drawn; None for what our own code would not write."""
    turn, outline = _number(told.get("turn")), told.get("outline")
    if turn is None or not (outline is None or is_outline(outline) or is_route(outline)):
        return None
    return ZoneShape(outline, _number(told.get("changed")), turn)


def read_chosen_zone(told: Mapping[str, Any]) -> int | None:
    """The zone that was clicked."""
    return _number(told.get("id"))


def is_outline(outline: object) -> bool:
    """Whether this is a polygon or several, as GeoJSON in degrees: closed rings of finite positions on the Earth."""
    if not isinstance(outline, dict) or outline.get("type") not in _SURFACES:
        return False
    polygons = outline.get("coordinates")
    if outline["type"] == "Polygon":
        polygons = [polygons]
    if not isinstance(polygons, list) or not polygons or not all(isinstance(one, list) and one for one in polygons):
        return False
    rings = [ring for polygon in polygons for ring in polygon]
    if not all(isinstance(ring, list) and len(ring) >= 4 for ring in rings):
        return False
    if sum(map(len, rings)) > CORNERS_AT_MOST:
        return False
    return all(ring[0] == ring[-1] and all(map(_is_position, ring)) for ring in rings)


def is_route(outline: object) -> bool:
    """Whether this is a line or several, as GeoJSON in degrees: each of at least two finite positions on the Earth."""
    if not isinstance(outline, dict) or outline.get("type") not in _ROUTES:
        return False
    lines = outline.get("coordinates")
    if outline["type"] == "LineString":
        lines = [lines]
    if not isinstance(lines, list) or not lines:
        return False
    if not all(isinstance(line, list) and len(line) >= 2 for line in lines) or sum(map(len, lines)) > CORNERS_AT_MOST:
        return False
    return all(all(map(_is_position, line)) for line in lines)


def _is_position(position: object) -> bool:
    return (
        isinstance(position, list)
        and len(position) == 2
        and _is_within(position[0], 180.0)
        and _is_within(position[1], 90.0)
    )


def _is_within(value: object, limit: float) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return math.isfinite(value) and abs(value) <= limit


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53 else None
