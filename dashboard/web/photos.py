"""`/photos/{id}` and `/photos/{id}/small`: pictures of sites, as far as the reader may know of the site."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from geodata.database import Database
from geodata.services.photos import read_photo

# Whether one may still see it is asked each time; the picture itself never changes.
CACHE_CONTROL = "private, no-cache"


def photo_routes(database: Database, photo_directory: Path) -> list[BaseRoute]:
    """The routes of both sizes."""

    async def answer(request: Request, *, small: bool) -> Response:
        number = request.path_params["id"]
        found = await run_in_threadpool(read_photo, database, request.state.actor, photo_directory, number, small=small)
        headers = {
            "etag": f'"{found.checksum}{"-small" if small else ""}"',
            "cache-control": CACHE_CONTROL,
            "vary": "cookie",
        }
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return FileResponse(found.path, media_type="image/jpeg", headers=headers)

    async def large(request: Request) -> Response:
        return await answer(request, small=False)

    async def small(request: Request) -> Response:
        return await answer(request, small=True)

    return [Route("/photos/{id:number}", large), Route("/photos/{id:number}/small", small)]
