"""Addresses under our own paths that no route answers: a sentence, where Streamlit would show the dashboard."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from geodata.errors import NotFound

DATA_PATHS = ("map", "photos", "rejected", "exports", "terrain")
# Who is not signed in comes this far: nothing behind them may be Streamlit's, which has sign-in routes of its own.
OPEN_PATHS = ("auth", "language", "calendar")


def nothing_there(_request: Request) -> Response:
    """Say so."""
    raise NotFound


def the_map_itself(request: Request) -> Response:
    """`/map/` is the page of the map with a slash too many."""
    query = request.url.query
    return RedirectResponse(f"/map?{query}" if query else "/map", status_code=308)


# They stand after all routes that know an answer.
ROUTES: list[BaseRoute] = [
    Route("/map/", the_map_itself),
    *(Route(f"/{path}/{{rest:path}}", nothing_there) for path in (*DATA_PATHS, *OPEN_PATHS)),
]
