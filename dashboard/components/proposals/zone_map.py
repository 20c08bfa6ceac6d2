"""The map of a proposal's version: its zones and venues, and for who may write it the drawing of one zone.

What was drawn is kept for the tab, so that neither another tab of the page nor a frame made anew loses it; it is stored
nowhere until the page does so and calls `end_drawing`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from dashboard.components.drawing import Drawing, hear_drawing, kept_drawing, lay_aside_drawing
from dashboard.context import Context
from dashboard.language import _
from dashboard.map.fitting import view_of
from dashboard.map.render import show_map
from dashboard.map.spec import Box, Geometry, Layer, MapSpec, View, ZoneLayer
from geodata.services.extent import city_extent
from geodata.services.proposal_card import VersionCard, zone_outlines

HEIGHT = 640  # the legend below the map included
COUNTRY = View((49.8, 15.5), 7)
# What criteria measure from lies beneath the zones.
_BENEATH = frozenset({Layer.LOCALITIES, Layer.PROTECTED_PLACES})
# Degrees: what lies around a small zone is seen too, and who draws needs free ground beside it.
_AROUND, _AROUND_DRAWING = 0.0015, 0.006
_MARGIN = 20  # of their width and height is so small a part free on each side


@dataclass(frozen=True, slots=True)
class ZoneMapState:
    """What the map says.

    `chosen_zone` is told once, in the run that the click causes. `drawn` (GeoJSON in EPSG:4326: a polygon or several)
    lasts until `end_drawing` or until it is given up; `changed_zone` is the zone whose outline it is, None: a new one.
    """

    chosen_zone: int | None = None
    drawn: Geometry | None = None
    changed_zone: int | None = None


def zone_map(
    context: Context,
    version: VersionCard,
    *,
    drawing: bool,
    other_id: int | None = None,
    chosen_zone: int | None = None,
    tried: BaseGeometry | None = None,
    key: str,
    height: int = HEIGHT,
) -> ZoneMapState:
    """Show the version's zones (over them those of `other_id`, and one that is tried).

    `drawing` offers its tools on an editable version.

    Call it within an `st.fragment` where only the fragment should follow the map.
    """
    draws = drawing and version.editable
    kept = kept_drawing(_name(key, version.id)) if draws else Drawing()
    box = _box(context, version, _AROUND_DRAWING if draws else _AROUND)
    events = show_map(
        MapSpec(
            view=view_of(box) if box else COUNTRY,
            whole=box,
            layers=_BENEATH,
            offered_layers=_BENEATH,
            zones=ZoneLayer(
                version_id=version.id,
                other_id=other_id,
                chosen_id=chosen_zone,
                data_version=_data_version(version),
                turn=kept.turn,
                shape=kept.outline,
                changed_id=kept.changed_id,
                tried=None if tried is None else mapping(tried),
            ),
            height=height,
            label=_("Map of the zones"),
            legend=False,
            draws_zones=draws,
        ),
        f"{key}-{version.id}",
    )
    if draws and events.shaped is not None:
        kept = hear_drawing(_name(key, version.id), kept, events.shaped)
    return ZoneMapState(events.chosen_zone_id, kept.outline, kept.changed_id)


def end_drawing(key: str, version_id: int) -> None:
    """Lay aside what is drawn: it was stored, or is not wanted. The next run shows the map without it."""
    lay_aside_drawing(_name(key, version_id))


def _name(key: str, version_id: int) -> str:
    return f"zone-drawing-{key}-{version_id}"


def _data_version(version: VersionCard) -> str:
    """Another one whenever a zone, an exception or which side the edge is on has changed."""
    said = (version.row_version, version.edge_belongs, [(zone.id, zone.row_version) for zone in version.zones])
    exceptions = [(one.id, one.zone_id, one.site_id) for one in version.exceptions]
    return hashlib.blake2b(repr((said, exceptions)).encode(), digest_size=8).hexdigest()


def _box(context: Context, version: VersionCard, around: float) -> Box | None:
    """Where the map begins: around the zones, or the whole city while there are none."""
    outlines = list(zone_outlines(context.database, context.actor, version.id).values())
    if not outlines:
        return city_extent(context.database, context.actor)
    west, south, east, north = shapely.total_bounds(outlines)
    across, down = max((east - west) / _MARGIN, around), max((north - south) / _MARGIN, around)
    return float(west - across), float(south - down), float(east + across), float(north + down)
