"""`/exports/submission/{id}.{docx,pdf}`: a letter to an authority, to be sent or to go on being written."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.language import CZECH, _, use_language
from dashboard.web.document_files import attachment, in_file_name, written
from geodata.database import Database
from geodata.services.submission_card import SubmissionCard
from geodata.services.submission_export import export_submission

ENDINGS = ("docx", "pdf")


def submission_document_routes(database: Database, photo_directory: Path) -> list[BaseRoute]:
    """A route for each format."""

    def route(ending: str) -> Route:
        async def letter(request: Request) -> Response:
            return await run_in_threadpool(_answer, database, photo_directory, request, ending)

        return Route(f"/exports/submission/{{id:number}}.{ending}", letter)

    return [route(ending) for ending in ENDINGS]


def _answer(database: Database, photo_directory: Path, request: Request, ending: str) -> Response:
    # It brings typst, which takes its time to import; most sessions never need it.
    from dashboard.documents.place_map import ACROSS_M, DOWN_M
    from dashboard.documents.submission import submission_document

    export = export_submission(
        database,
        request.state.actor,
        photo_directory,
        request.path_params["id"],
        ending,
        across_m=ACROSS_M,
        down_m=DOWN_M,
    )
    return attachment(written(submission_document(export), ending), _file_name(export.card), ending)


def _file_name(card: SubmissionCard) -> str:
    """`Podání Stavební úřad 2026-0014-7`: the letters of an issue stand together."""
    with use_language(CZECH):
        what = _("Letter")
    day = "" if card.line.sent_on is None else f" {card.line.sent_on}"
    reference = card.our_reference.replace("/", "-")
    return f"{what} {in_file_name(card.line.authority)} {reference}{day}"
