"""Coordinate systems: one pinned transformation between WGS84 and S-JTSK, areas and distances in metres.

Everything is stored in EPSG:4326 in the order (longitude, latitude). Areas and distances are computed in EPSG:5514
(S-JTSK / Krovak East North), never in degrees. Without grids PROJ knows several operations between the two; the first
it lists can be 10 m off, so one is pinned here (EPSG:1623 coordinate frame of 7 parameters, good to 1 m in the Czech
Republic) and held by a test against published points.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

WGS84 = 4326
KROVAK = 5514
WEB_MERCATOR = 3857

# Inverse of EPSG:1623 "S-JTSK to WGS 84 (1)" after the inverse of Krovak East North (EPSG:5514).
_KROVAK_TO_WGS84 = (
    "+proj=pipeline "
    "+step +inv +proj=krovak +axis=enu +lat_0=49.5 +lon_0=24.8333333333333 +alpha=30.2881397527778 +k=0.9999 "
    "+x_0=0 +y_0=0 +ellps=bessel "
    "+step +proj=push +v_3 +step +proj=cart +ellps=bessel "
    "+step +proj=helmert +x=570.8 +y=85.7 +z=462.8 +rx=4.998 +ry=1.587 +rz=5.261 +s=3.56 "
    "+convention=position_vector "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


@lru_cache(maxsize=1)
def _krovak() -> Transformer:
    return Transformer.from_pipeline(_KROVAK_TO_WGS84)


def krovak_to_wgs84(
    east: NDArray[np.float64], north: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """EPSG:5514 metres (east, north; both negative in the Czech Republic) to (longitude, latitude) in degrees."""
    longitude, latitude = _krovak().transform(east, north)
    return longitude, latitude


def wgs84_to_krovak(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(longitude, latitude) in degrees to EPSG:5514 metres (east, north)."""
    east, north = _krovak().transform(longitude, latitude, direction="INVERSE")
    return east, north


def to_krovak(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry in EPSG:4326 (longitude, latitude) as one in EPSG:5514 metres."""
    return shapely.transform(geometry, lambda xy: np.column_stack(wgs84_to_krovak(xy[:, 0], xy[:, 1])))


def all_to_krovak(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Many geometries in EPSG:4326 (longitude, latitude) as ones in EPSG:5514 metres, transformed at once."""
    metres: NDArray[np.object_] = shapely.transform(
        geometries, lambda xy: np.column_stack(wgs84_to_krovak(xy[:, 0], xy[:, 1]))
    )
    return metres


def from_krovak(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry in EPSG:5514 metres as one in EPSG:4326 (longitude, latitude)."""
    return shapely.transform(geometry, lambda xy: np.column_stack(krovak_to_wgs84(xy[:, 0], xy[:, 1])))


def area_m2(geometry: BaseGeometry) -> float:
    """Area in square metres (EPSG:5514) of a geometry given in EPSG:4326."""
    return float(to_krovak(geometry).area)


def distance_m(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Straight distance in metres (EPSG:5514) between two (longitude, latitude) pairs."""
    east, north = wgs84_to_krovak(np.array([first[0], second[0]]), np.array([first[1], second[1]]))
    return float(np.hypot(east[0] - east[1], north[0] - north[1]))
