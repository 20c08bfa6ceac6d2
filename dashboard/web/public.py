"""`/public`: what the city publishes, for everybody, and nothing where it publishes nothing.

Only snapshots are read. Who asks makes no difference, so answers may be kept for some minutes by anybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from dashboard.exports.public_picture import picture_csv, picture_geojson, picture_json
from dashboard.language import known_language, translate, use_language
from dashboard.web.answers import language_of
from dashboard.web.public_page import Asked, public_page
from geodata.database import Database
from geodata.model.public_picture import Picture
from geodata.model.sites import SiteKind
from geodata.services.published import NotPublished, Published, read_published

# Long enough to spare the server a crowd, short enough for a picture that is switched off to be gone soon.
CACHE_CONTROL = "public, max-age=300"
Respond = Callable[[Request, Published, Asked], Response]
_LARGEST_NUMBER = 2**53
_AT_MOST = 1_000  # choices in one address

# What a file is called, what it is, and who writes it.
FILES: dict[str, tuple[str, Callable[[Published, Picture], bytes]]] = {
    "data.csv": ("text/csv", lambda _published, picture: picture_csv(picture)),
    "data.json": ("application/json", picture_json),
    "map.json": ("application/geo+json", lambda _published, picture: picture_geojson(picture)),
}


def public_routes(database: Database) -> list[BaseRoute]:
    """The page and its files."""

    async def page(request: Request) -> Response:
        return await run_in_threadpool(_answer, database, request, _page)

    async def file(request: Request) -> Response:
        return await run_in_threadpool(_answer, database, request, _file)

    return [
        Route("/public", page),
        # The gate lets everybody in below this path: what is not ours must not reach the dashboard behind it.
        Route("/public/{file:path}", file),
        WebSocketRoute("/public/{file:path}", _no_socket),
    ]


def asked_by(request: Request) -> Asked:
    """What the address asks for; what is not understood is left out. Raises NotPublished for a month that is none."""
    query = request.query_params
    numbers = [text for text in query.getlist("area")[:_AT_MOST] if text.isascii() and text.isdigit()]
    return Asked(
        month=_month(query.get("month", "")),
        area_ids=frozenset(number for text in numbers if len(text) < 17 and (number := int(text)) <= _LARGEST_NUMBER),
        kinds=frozenset(kind for kind in SiteKind if kind.value in query.getlist("kind")),
        city=query.get("city") or None,
        language=known_language(query.get("lang")),
    )


def _month(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotPublished from None


def _answer(database: Database, request: Request, respond: Respond) -> Response:
    """What `respond` makes of the published picture, in the reader's language; kept by browsers for some minutes."""
    language = known_language(request.query_params.get("lang")) or language_of(request)
    with use_language(language):
        try:
            asked = asked_by(request)
            response = respond(request, read_published(database, month=asked.month, city=asked.city), asked)
        except NotPublished as error:
            return PlainTextResponse(translate(error.message), status_code=404, headers={"cache-control": "no-store"})
    etag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    kept = {"etag": etag, "cache-control": CACHE_CONTROL, "vary": "cookie", "content-language": language}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=kept)
    response.headers.update(kept)
    return response


def _page(_request: Request, published: Published, asked: Asked) -> Response:
    return HTMLResponse(public_page(published, asked))


def _file(request: Request, published: Published, asked: Asked) -> Response:
    name = request.path_params["file"]
    if name not in FILES or published.picture is None:
        raise NotPublished
    media_type, write = FILES[name]
    body = write(published, published.picture.narrowed(asked.area_ids, asked.kinds))
    headers = {"content-disposition": f'attachment; filename="lokality-public-{name}"'}
    return Response(body, media_type=media_type, headers=headers)


async def _no_socket(socket: WebSocket) -> None:
    await socket.close(1008)
