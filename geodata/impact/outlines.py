"""The outline of a zone as people draw it becomes one that can be reckoned with, or is refused with a sentence."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import to_krovak
from geodata.errors import N_, InvalidValue

# Smaller than a kiosk, and larger than the largest municipality of the country (Praha, 496 km²): slips of the hand.
SMALLEST_M2 = 4.0
LARGEST_M2 = 1_000e6
_SURFACES = frozenset({3, 6})  # shapely's numbers of Polygon and MultiPolygon


def mended_outline(outline: BaseGeometry | None, name: str) -> BaseGeometry:
    """A zone's outline (EPSG:4326, longitude before latitude) as it is stored: valid and flat.

    Raises InvalidValue like `in_metres`.
    """
    in_metres(outline, name)
    flat = shapely.force_2d(outline)
    return flat if flat.is_valid else shapely.make_valid(flat, method="structure", keep_collapsed=False)


def in_metres(outline: BaseGeometry | None, name: str) -> BaseGeometry:
    """A zone's outline (EPSG:4326, longitude before latitude) in EPSG:5514 metres, valid.

    What crosses itself is taken as the places it encloses. Raises InvalidValue for what is no
    area, encloses nothing, is smaller than `SMALLEST_M2` or larger than `LARGEST_M2`.
    """
    if outline is None or outline.is_empty:
        raise InvalidValue(N_("The zone “{zone}” encloses nothing. Draw it again."), zone=name)
    if shapely.get_type_id(outline) not in _SURFACES:
        raise InvalidValue(N_("The zone “{zone}” is no area. Draw it as a closed outline."), zone=name)
    if not _is_of_this_world(outline):
        raise InvalidValue(N_("The zone “{zone}” lies outside the Earth. Check its coordinate system."), zone=name)
    metres = to_krovak(shapely.force_2d(outline))
    if not metres.is_valid:
        metres = shapely.make_valid(metres, method="structure", keep_collapsed=False)
    if metres.area < SMALLEST_M2:
        raise InvalidValue(N_("The zone “{zone}” is smaller than 4 m². Draw it larger, or leave it out."), zone=name)
    if metres.area > LARGEST_M2:
        raise InvalidValue(
            N_("The zone “{zone}” is larger than any municipality of the country. Check its outline."), zone=name
        )
    return metres


def _is_of_this_world(outline: BaseGeometry) -> bool:
    west, south, east, north = outline.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)
