"""`/healthz`: whether the process answers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def health(_request: Request) -> Response:
    """Says only that the process is alive; `lokality doctor` says more, to those who may know it."""
    return PlainTextResponse("ok", headers={"cache-control": "no-store"})


ROUTES = [Route("/healthz", health)]
