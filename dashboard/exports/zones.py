"""The zones of a version as map data, by codes: a file that `loaders.zones` reads back as the same zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import orjson
import shapely

from geodata.services.proposal_export import ExportedVenue, ExportedZone, ProposalExport

Properties = dict[str, str | int | float | bool | None]


def zones_geojson(export: ProposalExport) -> bytes:
    """GeoJSON (RFC 7946: EPSG:4326, longitude first); a zone a line, so that two files can be compared."""
    lines = b",\n".join(_features(export))
    return b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}\n"


def _features(export: ProposalExport) -> Iterator[bytes]:
    for zone in export.zones:
        feature = {
            "type": "Feature",
            "id": zone.number,
            "geometry": orjson.loads(shapely.to_geojson(shapely.force_2d(zone.outline))),
            "properties": zone_properties(zone, export),
        }
        yield orjson.dumps(feature)


def zone_properties(zone: ExportedZone, export: ProposalExport) -> Properties:
    """Everything that holds of a zone; hours in local time, area in square metres (EPSG:5514)."""
    line, version = zone.line, export.version
    return {
        "number": zone.number,
        "name": line.name,
        "rule": line.rule.value,
        "starts": _iso(line.band and line.band.start),
        "ends": _iso(line.band and line.band.end),
        "cap": line.cap,
        "criterion": line.criterion,
        "near": None if line.measured is None else ", ".join(sorted(kind.value for kind in line.measured.near)),
        "within_m": None if line.measured is None else line.measured.within_m,
        "source": line.source.value,
        "cut": None if line.cut is None else line.cut.value,
        "addresses": "; ".join(line.addresses) or None,
        "area_m2": round(zone.area_m2, 1),
        "venues_hit": len(zone.venues),
        "proposal": export.proposal.title,
        "version": version.number,
        "valid_from": _iso(version.valid_from),
        "valid_to": _iso(version.valid_to),
        "edge_belongs": version.edge_belongs,
    }


def venue_properties(one: ExportedVenue, export: ProposalExport) -> Properties:
    """A venue, whether it is hit, by which zones and why."""
    row = one.row
    lines = [export.version.zones[number - 1] for number in one.zones]
    return {
        "number": one.number,
        "site_id": row.venue.id,
        "name": row.venue.name,
        "address": row.venue.address,
        "operator": row.venue.operator,
        "venue_type": row.venue.kind,
        "machines": row.venue.machines,
        "machines_to_go": row.machines_to_go,
        "hit": row.hit,
        "rules": ", ".join(dict.fromkeys(line.rule.value for line in lines)) or None,
        "zones": "; ".join(line.name for line in lines) or None,
        "reason": "; ".join(row.reasons) or None,
        "exception": "; ".join(row.exceptions) or None,
        "edge_m": None if row.edge_m is None else round(row.edge_m, 1),
        "on_edge": row.on_edge,
    }


def _iso(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date | time) else None
