"""The city districts of Vzorov as cells around their middles, each with its own grid of streets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class District:
    """A city district: its middle in plan metres, and how its streets run (degrees, spacing in metres)."""

    key: str
    name: str
    east: float
    north: float
    turn: float
    across: float
    along: float


DISTRICTS = (
    District("stred", "Vzorov-střed", 40, 60, 8, 95, 150),
    District("hute", "Hutě", -1450, -420, -14, 105, 210),
    District("nadrazi", "Nádraží", -620, 1020, 22, 110, 190),
    District("mlyny", "Mlýnské Předměstí", 820, 980, -6, 115, 200),
    District("zareci", "Zářečí", 1480, -260, 31, 110, 190),
    District("vysina", "Výšina", 520, -1120, 3, 150, 230),
    District("podlesi", "Podlesí", -720, -1260, -27, 135, 230),
    District("sady", "Sady", -1750, 880, 12, 140, 250),
)

_BOUNDARY = Polygon(
    [
        (-2380, -380), (-2300, 420), (-2420, 1050), (-1980, 1520), (-1320, 1620), (-760, 1840), (-60, 1780),
        (620, 1860), (1260, 1720), (1760, 1300), (1980, 760), (2280, 260), (2360, -420), (2080, -980),
        (1560, -1280), (1180, -1800), (520, -1960), (-180, -1860), (-760, -1990), (-1420, -1800), (-1780, -1280),
        (-2200, -980),
    ]
)  # fmt: skip
_SMOOTHING_M = 160.0
_UNBUILT_EDGE_M = 190.0  # gardens, sidings and fields between the last street and the boundary


@lru_cache(maxsize=1)
def boundary() -> Polygon:
    """The boundary of the city in plan metres."""
    smooth: Polygon = _BOUNDARY.buffer(_SMOOTHING_M).buffer(-2 * _SMOOTHING_M).buffer(_SMOOTHING_M)
    return shapely.simplify(smooth, 4)


@lru_cache(maxsize=1)
def built_up() -> Polygon:
    """The part of the city with streets, in plan metres."""
    return boundary().buffer(-_UNBUILT_EDGE_M)


@lru_cache(maxsize=1)
def district_outlines() -> dict[str, Polygon]:
    """The outline of each district by its key, in plan metres; together they cover the city."""
    cells = shapely.voronoi_polygons(
        MultiPoint([(district.east, district.north) for district in DISTRICTS]), extend_to=boundary()
    ).geoms
    outlines = {}
    for district in DISTRICTS:
        middle = Point(district.east, district.north)
        cell = next(cell for cell in cells if cell.contains(middle))
        outlines[district.key] = cell.intersection(boundary())
    return outlines


def inner_borders() -> list[LineString]:
    """The lines where two districts meet, in plan metres: a street runs along each."""
    outlines = district_outlines()
    borders: list[LineString] = []
    for number, first in enumerate(DISTRICTS):
        for second in DISTRICTS[number + 1 :]:
            shared = outlines[first.key].intersection(outlines[second.key])
            borders.extend(lines_of(shared.intersection(built_up())))
    return borders


def lines_of(geometry: BaseGeometry) -> list[LineString]:
    """The lines of whatever an intersection returned; merged where they touch."""
    if geometry.is_empty:
        return []
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, LineString)]
    merged = shapely.line_merge(shapely.MultiLineString(parts)) if parts else None
    return [] if merged is None else list(shapely.get_parts(merged))


def in_district(district: District, outline: BaseGeometry) -> BaseGeometry:
    """An outline in the district's own grid (origin at its middle, unturned) in plan metres."""
    turned = rotate(outline, district.turn, origin=(0, 0))
    return translate(turned, district.east, district.north)
