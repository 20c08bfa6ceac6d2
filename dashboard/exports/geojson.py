"""GeoJSON (RFC 7946: EPSG:4326, longitude first), by codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import orjson

from dashboard.exports.columns import COLUMNS
from geodata.services.site_export import ExportedSite

_FEATURES_AT_ONCE = 500
_PROPERTIES = tuple(name for name in COLUMNS if name not in {"longitude", "latitude"})


def geojson_parts(sites: Iterable[ExportedSite]) -> Iterator[bytes]:
    """The file in parts; a feature a line, so that two files can be compared."""
    rest = iter(sites)
    yield b'{"type":"FeatureCollection","features":['
    separator = b"\n"
    while part := list(islice(rest, _FEATURES_AT_ONCE)):
        yield separator + b",\n".join(orjson.dumps(_feature(site)) for site in part)
        separator = b",\n"
    yield b"\n]}\n"


def _feature(site: ExportedSite) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": site.id,
        "geometry": {"type": "Point", "coordinates": (site.longitude, site.latitude)},
        "properties": {name: getattr(site, name) for name in _PROPERTIES},
    }
