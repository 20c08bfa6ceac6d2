"""A GeoPackage of one point layer in EPSG:4326, by codes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
import shapely

from dashboard.exports.columns import COLUMNS
from geodata.crs import WGS84
from geodata.services.site_export import ExportedSite

LAYER = "sites"
_SITES_AT_ONCE = 20_000
_NUMBERS = {"id", "open_issues"}
_ATTRIBUTES = tuple(name for name in COLUMNS if name not in {"longitude", "latitude"})


def write_geopackage(path: Path, sites: Iterable[ExportedSite]) -> None:
    """Write the file; a layer without a site is there too."""
    rest = iter(sites)
    part = list(islice(rest, _SITES_AT_ONCE))
    _write(path, part, append=False)
    while part := list(islice(rest, _SITES_AT_ONCE)):
        _write(path, part, append=True)


def _write(path: Path, sites: list[ExportedSite], *, append: bool) -> None:
    columns = {name: _column(name, [getattr(site, name) for site in sites]) for name in _ATTRIBUTES}
    points = shapely.points([(site.longitude, site.latitude) for site in sites]) if sites else []
    frame = geopandas.GeoDataFrame(columns, geometry=list(points), crs=WGS84)
    pyogrio.write_dataframe(frame, path, layer=LAYER, driver="GPKG", geometry_type="Point", append=append)


def _column(name: str, values: list[Any]) -> Any:
    if name in _NUMBERS:
        return pandas.array(values, dtype="int64")
    # Days as ISO text: a GeoPackage written in parts would guess their type from each part anew.
    return pandas.Series([_text(value) for value in values], dtype="object")


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value.value) if isinstance(value, StrEnum) else str(value)
