"""The outline of a zone as people draw it becomes one that can be reckoned with, or is refused with a sentence."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.country import MEASURED, TOLERANCE, inside_box
from geodata.crs import to_krovak
from geodata.errors import N_, InvalidValue

# Smaller than a kiosk, and larger than the largest municipality of the country (Praha, 496 km²): slips of the hand.
SMALLEST_M2 = 4.0
LARGEST_M2 = 1_000e6
# Of an outline that crosses itself; a scribble of 2,000 corners took minutes and became one of 134,000.
MENDED_CORNERS_AT_MOST = 500
BEYOND_AT_MOST = 1.0  # degrees beyond where EPSG:5514 is used: more than any municipality is long
_SURFACES = frozenset({3, 6})  # shapely's numbers of Polygon and MultiPolygon


def mended_outline(outline: BaseGeometry | None, name: str) -> BaseGeometry:
    """A zone's outline (EPSG:4326, longitude before latitude) as it is stored: valid and flat.

    Raises InvalidValue like `in_metres`.
    """
    flat = _mended(outline, name)
    in_metres(flat, name)
    return flat


def in_metres(outline: BaseGeometry | None, name: str) -> BaseGeometry:
    """A zone's outline (EPSG:4326, longitude before latitude) in EPSG:5514 metres, valid.

    What crosses itself is taken as the places it encloses. Raises InvalidValue for what is no area, encloses nothing,
    has its axes swapped, lies or reaches far from where EPSG:5514 is used, is smaller than `SMALLEST_M2` or larger than
    `LARGEST_M2`.
    """
    metres = to_krovak(_mended(outline, name))
    if not metres.is_valid:  # a hair's breadth that came by the projection
        metres = shapely.make_valid(metres, method="structure", keep_collapsed=False)
    if metres.area < SMALLEST_M2:
        raise InvalidValue(N_("The zone “{zone}” is smaller than 4 m². Draw it larger, or leave it out."), zone=name)
    if metres.area > LARGEST_M2:
        raise _too_large(name)
    return metres


def _too_large(name: str) -> InvalidValue:
    return InvalidValue(
        N_("The zone “{zone}” is larger than any municipality of the country. Check its outline."), zone=name
    )


def _mended(outline: BaseGeometry | None, name: str) -> BaseGeometry:
    """The outline flat and valid."""
    if outline is None or outline.is_empty:
        raise InvalidValue(N_("The zone “{zone}” encloses nothing. Draw it again."), zone=name)
    if shapely.get_type_id(outline) not in _SURFACES:
        raise InvalidValue(N_("The zone “{zone}” is no area. Draw it as a closed outline."), zone=name)
    if not _is_of_this_world(outline):
        raise InvalidValue(N_("The zone “{zone}” lies outside the Earth. Check its coordinate system."), zone=name)
    if _is_swapped(outline):
        raise InvalidValue(
            N_("The zone “{zone}” has latitude and longitude swapped: it lies in Arabia. Write the longitude first."),
            zone=name,
        )
    _require_measurable(outline, name)
    flat = shapely.force_2d(outline)
    if flat.is_valid:
        return flat
    if shapely.get_num_coordinates(flat) > MENDED_CORNERS_AT_MOST:
        raise InvalidValue(N_("The zone “{zone}” crosses itself and has too many corners to mend it."), zone=name)
    return shapely.make_valid(flat, method="structure", keep_collapsed=False)


def _is_of_this_world(outline: BaseGeometry) -> bool:
    if not np.isfinite(shapely.get_coordinates(outline)).all():  # bounds would pass over such a corner
        return False
    west, south, east, north = outline.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _is_swapped(outline: BaseGeometry) -> bool:
    """Whether it lies where EPSG:5514 is used only with the latitude read as the longitude."""
    first, second = shapely.get_coordinates(outline).T
    return bool(inside_box(second, first, MEASURED).all())


def _require_measurable(outline: BaseGeometry, name: str) -> None:
    """Far from where EPSG:5514 is used its metres are none, and they may even be few."""
    west, south, east, north = outline.bounds
    measured = shapely.box(*MEASURED).buffer(TOLERANCE, join_style="mitre")
    if not shapely.box(west, south, east, north).intersects(measured):
        raise InvalidValue(
            N_("The zone “{zone}” lies abroad, where nothing can be measured for it. Check its coordinates."), zone=name
        )
    longitude, latitude = shapely.get_coordinates(outline).T
    if not inside_box(longitude, latitude, MEASURED, BEYOND_AT_MOST).all():
        raise _too_large(name)
