"""The shareable address of a map: view, layers, filter and selection as query parameters, and back.

Whatever in an address is not understood is left out: an address may be old, cut off or written by a stranger.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from dashboard.map.spec import DEEPEST_ZOOM, SHALLOWEST_ZOOM, USUAL_LAYERS, FeatureRef, Layer, View
from geodata.model.filters import Ring, SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.sites import Condition, SiteKind, SiteState

Code = TypeVar("Code", bound=StrEnum)

# A fifth decimal of a degree is a metre: nearer than any address is shared.
DECIMALS = 5
TEXT_AT_MOST = 200
CORNERS_AT_MOST = 500
LARGEST_NUMBER = 2**53
NO_LAYER = "-"
DAY = "on"  # the day of which zones are shown
# Parameters of an address by the layer whose feature they select; a site is what people share most.
SELECTED = {
    "site": Layer.SITES,
    "service": Layer.SERVICES,
    "locality_card": Layer.LOCALITIES,
    "zone": Layer.ZONES,
    "protected": Layer.PROTECTED_PLACES,
}


@dataclass(frozen=True, slots=True)
class MapAddress:
    """What an address says of a map; None where it says nothing."""

    view: View | None = None
    layers: frozenset[Layer] = USUAL_LAYERS
    chosen: SiteFilter = field(default_factory=SiteFilter)
    selected: FeatureRef | None = None
    day: date | None = None


def parse_address(parameters: Mapping[str, str]) -> MapAddress:
    """Read the query parameters of an address."""
    return MapAddress(
        view=_view(parameters),
        layers=_layers(parameters.get("layers")),
        chosen=parse_filter(parameters),
        selected=_selected(parameters),
        day=parse_day(parameters),
    )


def format_address(address: MapAddress) -> dict[str, str]:
    """The query parameters of an address; what is as usual is left out."""
    parameters: dict[str, str] = {}
    if address.view is not None:
        latitude, longitude = address.view.centre
        parameters["z"] = str(address.view.zoom)
        parameters["lat"] = _decimal(latitude)
        parameters["lon"] = _decimal(longitude)
    if address.layers != USUAL_LAYERS:
        parameters["layers"] = _codes(address.layers) or NO_LAYER
    parameters |= format_filter(address.chosen)
    if address.selected is not None:
        names = [name for name, layer in SELECTED.items() if layer == address.selected.layer]
        parameters |= {name: str(address.selected.id) for name in names}
    if address.day is not None:
        parameters[DAY] = address.day.isoformat()
    return parameters


def parse_day(parameters: Mapping[str, str]) -> date | None:
    """The day in the query of an address or of a tile."""
    try:
        return date.fromisoformat(parameters.get(DAY, ""))
    except ValueError:
        return None


def parse_filter(parameters: Mapping[str, str]) -> SiteFilter:
    """The filter in the query of an address or of a tile."""
    return SiteFilter(
        kinds=_chosen(SiteKind, parameters.get("kinds")),
        conditions=_chosen(Condition, parameters.get("conditions")),
        states=_chosen(SiteState, parameters.get("states")),
        statuses=_chosen(IssueStatus, parameters.get("statuses")),
        minimum_age_days=_number(parameters.get("age")),
        area_id=_number(parameters.get("area")),
        locality_id=_number(parameters.get("locality")),
        text=" ".join(parameters.get("text", "").split())[:TEXT_AT_MOST].strip(),
        shape=_ring(parameters.get("shape", "")),
    )


def format_filter(chosen: SiteFilter) -> dict[str, str]:
    """The query parameters of a filter, in one order; what is empty is left out."""
    parameters = {
        "kinds": _codes(chosen.kinds),
        "conditions": _codes(chosen.conditions),
        "states": _codes(chosen.states),
        "statuses": _codes(chosen.statuses),
        "age": "" if chosen.minimum_age_days is None else str(chosen.minimum_age_days),
        "area": "" if chosen.area_id is None else str(chosen.area_id),
        "locality": "" if chosen.locality_id is None else str(chosen.locality_id),
        "text": chosen.text,
        "shape": ";".join(f"{_decimal(x)},{_decimal(y)}" for x, y in chosen.shape),
    }
    return {name: value for name, value in parameters.items() if value}


def filter_query(chosen: SiteFilter) -> str:
    """The filter as a query string, percent-encoded: no character of it means anything to a script."""
    return urlencode(format_filter(chosen))


def _view(parameters: Mapping[str, str]) -> View | None:
    zoom, latitude, longitude = _number(parameters.get("z")), _degrees(parameters, "lat"), _degrees(parameters, "lon")
    if zoom is None or latitude is None or longitude is None:
        return None
    try:
        return View((latitude, longitude), max(SHALLOWEST_ZOOM, min(DEEPEST_ZOOM, zoom)))
    except ValueError:
        return None


def _degrees(parameters: Mapping[str, str], name: str) -> float | None:
    try:
        value = float(parameters.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 16):
        return None
    return int(text) if int(text) < LARGEST_NUMBER else None


def _layers(text: str | None) -> frozenset[Layer]:
    if text == NO_LAYER:
        return frozenset()
    return _chosen(Layer, text) or USUAL_LAYERS


def _chosen(codes: type[Code], text: str | None) -> frozenset[Code]:
    known = {code.value: code for code in codes}
    return frozenset(known[part] for part in (text or "").split(",") if part in known)


def _codes(chosen: Iterable[StrEnum]) -> str:
    return ",".join(sorted(code.value for code in chosen))


def _selected(parameters: Mapping[str, str]) -> FeatureRef | None:
    for name, layer in SELECTED.items():
        number = _number(parameters.get(name))
        if number is not None:
            return FeatureRef(layer, number)
    return None


def _ring(text: str) -> Ring:
    corners = []
    for part in text.split(";")[:CORNERS_AT_MOST]:
        longitude, _, latitude = part.partition(",")
        corner = _degrees({"x": longitude}, "x"), _degrees({"y": latitude}, "y")
        if corner[0] is None or corner[1] is None or abs(corner[0]) > 180 or abs(corner[1]) > 90:
            return ()
        corners.append((corner[0], corner[1]))
    return tuple(corners) if len(corners) >= 3 else ()


def _decimal(degrees: float) -> str:
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
