"""Which coordinate system numbers are in, told by where the Czech Republic lies in each.

The country is small, so its coordinates have ranges that do not overlap between degrees, S-JTSK, Web Mercator and
UTM, nor between the two axes of one system. Hence order and sign need not be said either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geodata.country import inside_country
from geodata.crs import WGS84, krovak_to_wgs84
from geodata.errors import N_, Message
from loaders.errors import ProfileFault

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_KROVAK_Y = (415_000.0, 940_000.0)
_KROVAK_X = (905_000.0, 1_250_000.0)
_MERCATOR_X = (1_315_000.0, 2_130_000.0)
_MERCATOR_Y = (6_160_000.0, 6_665_000.0)
_UTM_EAST = (250_000.0, 820_000.0)
_UTM_NORTH = (5_350_000.0, 5_690_000.0)
_UTM_33 = 32633


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to read two columns of numbers: what it is called, what it fits, how it becomes (longitude, latitude)."""

    name: Message
    fits: Callable[[Floats, Floats], Mask]
    to_wgs84: Callable[[Floats, Floats], tuple[Floats, Floats]]
    in_metres: bool


def _within(values: Floats, bounds: tuple[float, float]) -> Mask:
    return (values >= bounds[0]) & (values <= bounds[1])


def _swapped(function: Callable[[Floats, Floats], tuple[Floats, Floats]]) -> Callable[..., tuple[Floats, Floats]]:
    return lambda first, second: function(second, first)


def _as_they_are(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    return first, second


def _fits_krovak(first: Floats, second: Floats) -> Mask:
    first, second = np.abs(first), np.abs(second)
    return (_within(first, _KROVAK_Y) & _within(second, _KROVAK_X)) | (
        _within(second, _KROVAK_Y) & _within(first, _KROVAK_X)
    )


def _from_krovak(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """S-JTSK in any order and with any signs: Y (to the west) is always the smaller in size of the two."""
    first, second = np.abs(first), np.abs(second)
    return krovak_to_wgs84(-np.minimum(first, second), -np.maximum(first, second))


@lru_cache(maxsize=16)
def _transformer(crs: str) -> Transformer:
    return Transformer.from_crs(CRS.from_user_input(crs), CRS.from_epsg(WGS84), always_xy=True)


def _from_crs(crs: str) -> Callable[[Floats, Floats], tuple[Floats, Floats]]:
    def transformed(first: Floats, second: Floats) -> tuple[Floats, Floats]:
        longitude, latitude = _transformer(crs).transform(first, second)
        return np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)

    return transformed


def _metres(name: str, crs: str, x: tuple[float, float], y: tuple[float, float]) -> tuple[Frame, Frame]:
    straight, swapped = (
        Message(N_("{system}"), {"system": name}),
        Message(N_("{system} with the axes swapped"), {"system": name}),
    )
    return (
        Frame(straight, lambda a, b: _within(a, x) & _within(b, y), _from_crs(crs), True),
        Frame(swapped, lambda a, b: _within(b, x) & _within(a, y), _swapped(_from_crs(crs)), True),
    )


LONGITUDE_LATITUDE = Frame(Message(N_("degrees WGS84, longitude first")), inside_country, _as_they_are, in_metres=False)
LATITUDE_LONGITUDE = Frame(
    Message(N_("degrees WGS84, latitude first")),
    lambda first, second: inside_country(second, first),
    _swapped(_as_they_are),
    in_metres=False,
)
KROVAK = Frame(Message(N_("S-JTSK")), _fits_krovak, _from_krovak, in_metres=True)
KNOWN_FRAMES: tuple[Frame, ...] = (
    LONGITUDE_LATITUDE,
    LATITUDE_LONGITUDE,
    KROVAK,
    *_metres("Web Mercator", "EPSG:3857", _MERCATOR_X, _MERCATOR_Y),
    *_metres("UTM 33N", f"EPSG:{_UTM_33}", _UTM_EAST, _UTM_NORTH),
)


def frame_of_crs(crs: str) -> Frame:
    """The frame of a coordinate system as a person or a file names it ("EPSG:5514", "5514", WKT).

    Numbers are taken as x before y (longitude before latitude). Raises ProfileFault for an unknown system.
    """
    code = f"EPSG:{crs.strip()}" if crs.strip().isdigit() else crs.strip()
    try:
        system = CRS.from_user_input(code)
    except CRSError as fault:
        raise ProfileFault(
            N_("{crs} is not a known coordinate system. Try EPSG:5514 (S-JTSK) or EPSG:4326 (degrees)."), crs=crs[:60]
        ) from fault
    if "krovak" in system.name.lower() or ("s-jtsk" in system.name.lower() and system.is_projected):
        return KROVAK
    if system.to_epsg() in (WGS84, 4979, 4258) or "CRS84" in system.name.replace(" ", ""):
        return LONGITUDE_LATITUDE
    name = Message(N_("{system}"), {"system": system.name})
    return Frame(name, lambda a, b: inside_country(*_from_crs(code)(a, b)), _from_crs(code), system.is_projected)


def require_known_system(crs: str, name: str) -> None:
    """Raise ProfileFault if the coordinate system that the file `name` declares is not known: nothing is guessed."""
    try:
        CRS.from_user_input(crs)
    except CRSError as fault:
        raise ProfileFault(
            N_("{name} declares the coordinate system {crs}, which is not known. Say the right one (--crs)."),
            name=name,
            crs=crs[:200],
        ) from fault
