"""`/exports/meeting/{id}.{docx,pdf,txt}`: the minutes of a meeting, or its agenda as long as it is to come.

`?restricted=no` leaves restricted matters out, for a copy that may be passed on; anything unclear gives no copy at all.
"""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import formats
from dashboard.documents.agenda import agenda_document
from dashboard.documents.blocks import Block, Document
from dashboard.documents.minutes import minutes_document
from dashboard.language import _, use_language
from dashboard.web.answers import language_of
from dashboard.web.document_files import MEDIA_TYPES, attachment, in_file_name, written
from geodata.database import Database
from geodata.errors import N_, LokalityError
from geodata.model.meetings import MeetingState
from geodata.services.meeting_card import MeetingCard
from geodata.services.minutes_export import MeetingExport, export_meeting
from geodata.services.place_pictures import OnPaper

WITH_PICTURES = ("docx", "pdf")
PHOTOS_OF_A_POINT = 1


class UnclearCopy(LokalityError):
    """The address does not say whether restricted matters may be in the copy."""

    def __init__(self) -> None:
        super().__init__(N_("The address is damaged. Take the document from the page of the meeting."))


def meeting_document_routes(database: Database, photo_directory: Path) -> list[BaseRoute]:
    """A route for each format."""

    def route(ending: str) -> Route:
        async def document(request: Request) -> Response:
            return await run_in_threadpool(_answer, database, photo_directory, request, ending)

        return Route(f"/exports/meeting/{{id:number}}.{ending}", document)

    return [route(ending) for ending in MEDIA_TYPES]


def _answer(database: Database, photo_directory: Path, request: Request, ending: str) -> Response:
    export = export_meeting(
        database,
        request.state.actor,
        request.path_params["id"],
        ending,
        without_restricted=_without_restricted(request.query_params.getlist("restricted")),
        on_paper=_on_paper(photo_directory) if ending in WITH_PICTURES else None,
    )
    with use_language(language_of(request)):
        document, name = _document(export), _file_name(export.card)
    return attachment(written(document, ending), name, ending)


def _without_restricted(said: list[str]) -> bool:
    """Whoever wrote "No", or both, may mean a copy to be passed on: only what is said clearly is believed."""
    if said in ([], ["yes"]):
        return False
    if said == ["no"]:
        return True
    raise UnclearCopy


def _on_paper(photo_directory: Path) -> OnPaper:
    # It brings typst, which takes its time to import; most sessions never need it.
    from dashboard.documents.place_map import ACROSS_M, DOWN_M

    return OnPaper(photo_directory, PHOTOS_OF_A_POINT, ACROSS_M, DOWN_M)


def _document(export: MeetingExport) -> Document:
    restricted = export.restricted > 0
    if export.card.state != MeetingState.PLANNED:
        return minutes_document(export.card, export.city, restricted=restricted)
    return agenda_document(export.card, export.city, _pages(export), export.promised, restricted=restricted)


def _pages(export: MeetingExport) -> list[Block]:
    if not export.sheets:
        return []
    from dashboard.documents.point_sheets import point_sheets

    with_place = sum(bool(point.sites) for point in export.card.points)
    return point_sheets(export.sheets, with_place - len(export.sheets))


def _file_name(card: MeetingCard) -> str:
    """`Zápis Buňka Předlice 2026-11-05`: sorts by its day among those of the same body."""
    what = _("Agenda") if card.state == MeetingState.PLANNED else _("Minutes")
    return f"{what} {in_file_name(card.body)} {formats.local(card.starts_at).date()}"
