"""A GeoPackage of a version: its zones and the venues, hit or spared, each with the reason; EPSG:4326, by codes."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pandas
import pyogrio
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.exports.zones import Properties, venue_properties, zone_properties
from geodata.crs import WGS84
from geodata.services.proposal_export import ProposalExport

_WHOLE_NUMBERS = {"number", "site_id", "version", "venues_hit", "cap", "machines", "machines_to_go"}
_NUMBERS = {"within_m", "area_m2", "edge_m"}
_TRUTHS = {"hit", "on_edge", "edge_belongs"}


def write_zones_geopackage(path: Path, export: ProposalExport) -> None:
    """Write the layer `zones`, and `venues` where the city has any."""
    zones = [zone_properties(zone, export) for zone in export.zones]
    _write(path, "zones", "MultiPolygon", zones, [_surfaces(zone.outline) for zone in export.zones])
    venues = [venue_properties(one, export) for one in export.venues]
    if venues:
        points = [shapely.Point(one.longitude, one.latitude) for one in export.venues]
        _write(path, "venues", "Point", venues, points)


def _write(path: Path, layer: str, kind: str, rows: list[Properties], outlines: list[BaseGeometry]) -> None:
    columns = {name: _column(name, [row[name] for row in rows]) for name in rows[0]}
    frame = geopandas.GeoDataFrame(columns, geometry=outlines, crs=WGS84)
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", geometry_type=kind, append=path.exists())


def _column(name: str, values: list[str | int | float | bool | None]) -> object:
    if name in _WHOLE_NUMBERS:
        return pandas.array(values, dtype="Int64")
    if name in _NUMBERS:
        return pandas.array(values, dtype="Float64")
    if name in _TRUTHS:
        return pandas.array(values, dtype="boolean")
    return pandas.Series(values, dtype="object")


def _surfaces(outline: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([outline]) if isinstance(outline, Polygon) else outline
