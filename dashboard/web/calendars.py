"""`/calendar/{secret}.ics`: the meetings behind a secret link; `/exports/meeting/{id}.ics`: one to take away."""

from __future__ import annotations

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.application import Application
from dashboard.language import _, use_language
from dashboard.web.answers import language_of
from geodata.errors import NotFound
from geodata.services.calendar_events import meeting_event
from geodata.services.calendar_links import read_feed
from geodata.services.photos import LARGEST_ID

LONGEST_SECRET = 100  # characters; ours have 43


def calendar_routes(application: Application) -> list[BaseRoute]:
    """The routes. The gate lets everybody come to the first one: whoever holds a secret is let in by it."""

    async def feed(request: Request) -> Response:
        return await run_in_threadpool(_feed, application, request)

    async def meeting(request: Request) -> Response:
        return await run_in_threadpool(_meeting, application, request)

    return [Route("/calendar/{secret}.ics", feed), Route("/exports/meeting/{id:number}.ics", meeting)]


def _feed(application: Application, request: Request) -> Response:
    from dashboard.exports.calendar import MEDIA_TYPE, calendar_file  # a fifth of a second that most never need

    secret = request.path_params["secret"]
    if len(secret) > LONGEST_SECRET:
        raise NotFound
    found = read_feed(application.database, secret)
    # Programs ask, not people: they say nothing of a language, so it is that of the server.
    with use_language(application.settings.language):
        name = found.body or _("Cells and meetings")
        body = calendar_file(name, found.events, address_of_server(application, request))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def _meeting(application: Application, request: Request) -> Response:
    from dashboard.exports.calendar import MEDIA_TYPE, calendar_file

    meeting_id = request.path_params["id"]
    if meeting_id > LARGEST_ID:
        raise NotFound
    event = meeting_event(application.database, request.state.actor, meeting_id)
    with use_language(language_of(request)):
        body = calendar_file(event.name, [event], address_of_server(application, request))
    headers = {
        "content-disposition": f'attachment; filename="lokality-meeting-{meeting_id}.ics"',
        "cache-control": "private, no-store",
    }
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def address_of_server(application: Application, request: Request) -> str:
    """Under which address people reach this server: the public one, or the one they asked for."""
    return (application.settings.public_address or str(request.base_url)).rstrip("/")
