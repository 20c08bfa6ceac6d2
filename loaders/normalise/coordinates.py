"""Positions written as text: degrees in all customary forms, WKT, pairs as phones and forms export them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

import shapely
from shapely.errors import GEOSException

from geodata.errors import N_, Message
from loaders.normalise.cells import Unfit
from loaders.normalise.numbers import parse_number


class AxisOrder(Enum):
    """Which of two coordinates is the east-west one."""

    LONGITUDE_FIRST = "xy"
    LATITUDE_FIRST = "yx"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers in the order as written, and what the writing says of their order."""

    first: float
    second: float
    order: AxisOrder


_NUMBER = r"[-+−]?\d{1,8}(?:[.,]\d+)?"
_WKT = re.compile(
    r"\s*(SRID=\d+;)?\s*(MULTI)?(POINT|POLYGON|LINESTRING)\s*(Z|M|ZM)?\s*\(.*\)\s*", re.IGNORECASE | re.DOTALL
)
_GEO_URI = re.compile(r"geo:(-?[\d.]+),(-?[\d.]+).*")
# S is south in English and north (sever) in Czech; V, J and Z exist only in Czech.
_ENGLISH = {"N": (1, "lat"), "S": (-1, "lat"), "E": (1, "lon"), "W": (-1, "lon")}
_CZECH = {"S": (1, "lat"), "J": (-1, "lat"), "V": (1, "lon"), "Z": (-1, "lon")}
_CZECH_WORDS = (
    (re.compile(r"s\.?\s*š\.?", re.IGNORECASE), "N"),
    (re.compile(r"j\.?\s*š\.?", re.IGNORECASE), "S"),
    (re.compile(r"v\.?\s*d\.?", re.IGNORECASE), "E"),
    (re.compile(r"z\.?\s*d\.?", re.IGNORECASE), "W"),
)
_ANGLE = re.compile(
    r"""(?P<before>[NSEWVZJ])?\s*
        (?P<sign>[-+−]?)(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*[°ºd*]?\s*
        (?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['’′m]\s*)?
        (?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:["”″s]|''|’’|′′)\s*)?
        (?P<after>[NSEWVZJ])?""",
    re.VERBOSE | re.IGNORECASE,
)


def parse_geometry(cell: Any) -> Any:
    """A shapely geometry from WKT, WKB in hexadecimal digits or a GeoJSON geometry; None if the text is none of them.

    Raises Unfit where it is one of them but broken.
    """
    text = str(cell).strip()
    try:
        if _WKT.fullmatch(text):
            return shapely.from_wkt(re.sub(r"^SRID=\d+;", "", text, flags=re.IGNORECASE))
        if text.startswith("{") and '"coordinates"' in text:
            return shapely.from_geojson(text)
        if re.fullmatch(r"0[01][0-9a-fA-F]{16,}", text):
            return shapely.from_wkb(text)
    except (GEOSException, ValueError, TypeError) as fault:
        raise Unfit(Message(N_("The geometry cannot be read."))) from fault
    return None


def parse_pair(cell: Any) -> Pair:
    """Two coordinates from one cell. Raises Unfit for anything else.

    `49.8353N, 18.2925E` · `49°50'7"N 18°17'33"E` · `[49.83, 18.29]` · `49,8353; 18,2925` · `49.83 18.29 211 4`
    (Kobo: latitude longitude altitude accuracy) · `geo:49.8,18.2`.
    """
    text = str(cell).strip()
    if match := _GEO_URI.fullmatch(text):
        return Pair(float(match[1]), float(match[2]), AxisOrder.LATITUDE_FIRST)
    angles = _angles(text)
    if angles is not None:
        return angles
    numbers = _plain_numbers(text.strip("[](){}<> "))
    if numbers is None:
        raise Unfit(Message(N_("This is not a position.")))
    # Four numbers are what Kobo and ODK write, three what phones do: both start with the latitude.
    order = AxisOrder.LATITUDE_FIRST if len(numbers) > 2 else AxisOrder.UNKNOWN
    return Pair(numbers[0], numbers[1], order)


def _plain_numbers(text: str) -> list[float] | None:
    for separator in (r"\s*;\s*", r"\s*,\s+", r"\s*[|/\t]\s*", r"\s+", r"\s*,\s*"):
        parts = re.split(separator, text)
        if 2 <= len(parts) <= 4 and all(re.fullmatch(_NUMBER, part) for part in parts):
            return [float(part.replace(",", ".").replace("−", "-")) for part in parts]
    return None


def _in_english(text: str) -> str:
    for pattern, letter in _CZECH_WORDS:
        text = pattern.sub(letter, text)
    return text


def _angles(text: str) -> Pair | None:
    """Two angles with hemispheres or degree signs; None if the text has neither."""
    text = _in_english(text)
    if not re.search(r"[°ºNSEWVZJ′'’]", text, re.IGNORECASE):
        return None
    found: list[re.Match[str]] = []
    rest = text.strip("[]() ")
    while rest and len(found) < 2:
        match = _ANGLE.match(rest)
        if not match or not match.end():
            return None
        found.append(match)
        rest = rest[match.end() :].lstrip(" ,;/")
    if len(found) != 2 or rest:
        return None
    in_czech = any(_letter(match) in "VJZ" for match in found if _letter(match))
    return _pair(_angle(found[0], in_czech), _angle(found[1], in_czech))


def _letter(match: re.Match[str]) -> str:
    return (match["before"] or match["after"] or "").upper()


def _angle(match: re.Match[str], in_czech: bool = False) -> tuple[float, str | None]:
    value = _float(match["degrees"]) + _float(match["minutes"]) / 60 + _float(match["seconds"]) / 3600
    sign, axis = (_CZECH if in_czech else _ENGLISH).get(_letter(match), (1, None))
    if match["sign"] in ("-", "−"):
        sign = -sign
    return sign * value, axis


def _float(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def _pair(first: tuple[float, str | None], second: tuple[float, str | None]) -> Pair | None:
    axes = (first[1], second[1])
    if axes[0] is not None and axes[0] == axes[1]:
        return None
    if axes[0] == "lat" or axes[1] == "lon":
        return Pair(first[0], second[0], AxisOrder.LATITUDE_FIRST)
    if axes[0] == "lon" or axes[1] == "lat":
        return Pair(first[0], second[0], AxisOrder.LONGITUDE_FIRST)
    return Pair(first[0], second[0], AxisOrder.UNKNOWN)


def parse_coordinate(cell: Any) -> float:
    """One coordinate: a number, or an angle as `49°50'7"N`. Raises Unfit for anything else."""
    try:
        number = parse_number(cell)
    except Unfit:
        match = _ANGLE.fullmatch(_in_english(str(cell)).strip())
        if match is None or not (_letter(match) or match["minutes"] or "°" in str(cell)):
            raise
        return _angle(match, in_czech=_letter(match) in ("V", "J", "Z"))[0]
    if isinstance(number, float):
        return number
    raise Unfit(Message(N_("This is not a position.")))
