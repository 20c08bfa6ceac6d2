"""`/exports/meeting/{id}.{docx,pdf,txt}`: the minutes of a meeting, or its agenda as long as it is to come.

`?restricted=no` leaves restricted matters out, for a copy that may be passed on.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import formats
from dashboard.documents.agenda import agenda_document
from dashboard.documents.blocks import Document
from dashboard.documents.minutes import minutes_document
from dashboard.language import _, use_language
from dashboard.web.answers import language_of
from dashboard.web.document_files import MEDIA_TYPES, attachment, in_file_name, written
from geodata.database import Database
from geodata.model.meetings import MeetingState
from geodata.services.meeting_card import MeetingCard
from geodata.services.minutes_export import MeetingExport, export_meeting


def meeting_document_routes(database: Database) -> list[BaseRoute]:
    """A route for each format."""

    def route(ending: str) -> Route:
        async def document(request: Request) -> Response:
            return await run_in_threadpool(_answer, database, request, ending)

        return Route(f"/exports/meeting/{{id:number}}.{ending}", document)

    return [route(ending) for ending in MEDIA_TYPES]


def _answer(database: Database, request: Request, ending: str) -> Response:
    without = request.query_params.get("restricted") == "no"
    meeting_id = request.path_params["id"]
    export = export_meeting(database, request.state.actor, meeting_id, ending, without_restricted=without)
    with use_language(language_of(request)):
        document, name = _document(export), _file_name(export.card)
    return attachment(written(document, ending), name, ending)


def _document(export: MeetingExport) -> Document:
    is_to_come = export.card.state == MeetingState.PLANNED
    build = agenda_document if is_to_come else minutes_document
    return build(export.card, export.city, restricted=export.restricted > 0)


def _file_name(card: MeetingCard) -> str:
    """`Zápis Buňka Předlice 2026-11-05`: sorts by its day among those of the same body."""
    what = _("Agenda") if card.state == MeetingState.PLANNED else _("Minutes")
    return f"{what} {in_file_name(card.body)} {formats.local(card.starts_at).date()}"
