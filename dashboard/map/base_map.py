"""The base map under our layers: where its pictures come from, and whom to name for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.language import _

if TYPE_CHECKING:
    from geodata.settings import Settings

OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OSM_COPYRIGHT = "https://www.openstreetmap.org/copyright"


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Address of the pictures (`{z}`, `{x}`, `{y}`, perhaps `{s}`), and the attribution its maker asks for."""

    url: str
    attribution: str
    link: str
    deepest: int = 19


def base_map(settings: Settings) -> BaseMap | None:
    """The base map of the settings: `osm`, an address of one's own, or None for `none`."""
    if settings.base_map == "none":
        return None
    if settings.base_map == "osm":
        return BaseMap(url=OSM_TILES, attribution=_("© OpenStreetMap contributors"), link=OSM_COPYRIGHT)
    return BaseMap(url=settings.base_map, attribution=settings.base_map_attribution, link="")
