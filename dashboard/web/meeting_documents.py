"""`/exports/meeting/{id}.{docx,pdf,txt}`: the minutes of a meeting, or its agenda as long as it is to come.

`?restricted=no` leaves restricted matters out, for a copy that may be passed on.
"""

from __future__ import annotations

import re
from urllib.parse import quote

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
from geodata.database import Database
from geodata.folding import folded
from geodata.model.meetings import MeetingState
from geodata.services.meeting_card import MeetingCard
from geodata.services.minutes_export import MeetingExport, export_meeting

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}
_NAME_AT_MOST = 80  # characters of the body's name in the name of a file
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')


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
    headers = {
        "content-disposition": f'attachment; filename="{_plain(name)}.{ending}"; '
        f"filename*=UTF-8''{quote(f'{name}.{ending}', safe='')}",
        "cache-control": "private, no-store",
    }
    return Response(_written(document, ending), media_type=MEDIA_TYPES[ending], headers=headers)


def _document(export: MeetingExport) -> Document:
    is_to_come = export.card.state == MeetingState.PLANNED
    build = agenda_document if is_to_come else minutes_document
    return build(export.card, export.city, restricted=export.restricted > 0)


def _written(document: Document, ending: str) -> bytes:
    # These libraries take their time to import; most sessions never need them.
    if ending == "docx":
        from dashboard.documents.docx import docx_of

        return docx_of(document)
    if ending == "pdf":
        from dashboard.documents.pdf import pdf_of

        return pdf_of(document)
    from dashboard.documents.text import text_of

    return text_of(document).encode()


def _file_name(card: MeetingCard) -> str:
    """`Zápis Buňka Předlice 2026-11-05`: sorts by its day among those of the same body."""
    what = _("Agenda") if card.state == MeetingState.PLANNED else _("Minutes")
    body = " ".join(_NOT_IN_NAMES.sub(" ", card.body).split())[:_NAME_AT_MOST]
    return f"{what} {body} {formats.local(card.starts_at).date()}"


def _plain(name: str) -> str:
    """The name in letters that every program reads: `zapis-bunka-predlice-2026-11-05`."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
