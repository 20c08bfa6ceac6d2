"""`/map/versions/{id}/zones.json` and `…/venues.json`: a proposal's version for the map, as the actor may see it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry import mapping
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.web.map import CACHE_CONTROL
from geodata.crs import krovak_to_wgs84
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.proposal_card import version_card, zone_outlines
from geodata.services.proposal_impact import version_impact

Features = list[dict[str, Any]]
DECIMALS = 7  # of degrees: a centimetre


def zone_features(database: Database, actor: Actor, version_id: int) -> Features:
    """The zones of a version with every digit of their outlines: what snaps to a corner has to lie exactly on it."""
    outlines = zone_outlines(database, actor, version_id)
    return [
        {
            "type": "Feature",
            "id": zone.id,
            "geometry": mapping(shapely.force_2d(outlines[zone.id])),
            "properties": {"id": zone.id, "name": zone.name, "rule": zone.rule.value},
        }
        for zone in version_card(database, actor, version_id).zones
        if zone.id in outlines
    ]


def venue_features(database: Database, actor: Actor, version_id: int) -> Features:
    """The venues of the ground; `hit` by a zone of the version, `limited` where none closes it, `near` an edge."""
    reckoned = version_impact(database, actor, version_id)
    points = reckoned.impact.ground.venue_points
    east, north = shapely.get_x(points), shapely.get_y(points)
    positions = np.round(np.column_stack(krovak_to_wgs84(east, north)), DECIMALS).tolist() if len(points) else []
    return [
        {
            "type": "Feature",
            "id": row.venue.id,
            "geometry": {"type": "Point", "coordinates": position},
            "properties": {
                "id": row.venue.id,
                "hit": row.hit,
                "limited": row.hit and not row.banned,
                "near": row.edge_m is not None,
            },
        }
        for row, position in zip(reckoned.summary.venues, positions, strict=True)
    ]


def zone_routes(database: Database) -> list[BaseRoute]:
    """The routes of the zones and of the venues."""

    def of(features: Callable[[Database, Actor, int], Features]) -> Callable[[Request], Any]:
        def collected(actor: Actor, version_id: int) -> bytes:
            return orjson.dumps({"type": "FeatureCollection", "features": features(database, actor, version_id)})

        async def answer(request: Request) -> Response:
            body = await run_in_threadpool(collected, request.state.actor, request.path_params["id"])
            etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            headers = {"etag": etag, "cache-control": CACHE_CONTROL, "vary": "cookie"}
            if request.headers.get("if-none-match") == etag:
                return Response(status_code=304, headers=headers)
            return Response(body, media_type="application/geo+json", headers=headers)

        return answer

    return [
        Route("/map/versions/{id:number}/zones.json", of(zone_features)),
        Route("/map/versions/{id:number}/venues.json", of(venue_features)),
    ]
