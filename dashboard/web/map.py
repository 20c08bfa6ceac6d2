"""`/map/{layer}/{z}/{x}/{y}.json`: one tile of the map, as the actor sees it.

The grid is web mercator cut into tiles of 512 pixels: a Leaflet map at zoom Z shows the grid of zoom Z - 1.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.map.address import parse_day, parse_filter
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.services.tiles import TileRequest, kept_tile, tile

# Who sees what differs from person to person, and a change must show at once: keep it, but ask whether it still holds.
CACHE_CONTROL = "private, no-cache"
EVERYTHING = SiteFilter()


def tile_request(request: Request) -> TileRequest:
    """What the address asks for."""
    place = request.path_params
    return TileRequest(
        layer=place["layer"],
        zoom=place["z"],
        column=place["x"],
        row=place["y"],
        chosen=parse_filter(request.query_params) if request.scope["query_string"] else EVERYTHING,
        on=parse_day(request.query_params) if request.scope["query_string"] else None,
    )


def map_routes(database: Database) -> list[BaseRoute]:
    """The route of the tiles."""

    async def map_tile(request: Request) -> Response:
        asked = database, request.state.actor, tile_request(request)
        # Finding a kept tile beside SQLite takes less time than handing the question to another thread.
        found = kept_tile(*asked) if database.is_sqlite else None
        if found is None:
            found = await run_in_threadpool(tile, *asked)
        headers = {"etag": found.etag, "cache-control": CACHE_CONTROL, "vary": "cookie"}
        if request.headers.get("if-none-match") == found.etag:
            return Response(status_code=304, headers=headers)
        return Response(found.body, media_type="application/geo+json", headers=headers)

    return [Route("/map/{layer}/{z:number}/{x:number}/{y:number}.json", map_tile)]
