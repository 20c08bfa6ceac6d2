"""`/exports/emergency/{id}.xlsx`: the addresses of an emergency event for whoever may export and see it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.language import _, use_language
from dashboard.web.answers import language_of
from dashboard.web.document_files import attachment, in_file_name
from geodata.database import Database
from geodata.services.emergency_export import EmergencyExport, export_emergency


def emergency_document_routes(database: Database) -> list[BaseRoute]:
    """The route of the workbook."""

    async def addresses(request: Request) -> Response:
        return await run_in_threadpool(_answer, database, request)

    return [Route("/exports/emergency/{id:number}.xlsx", addresses)]


def _answer(database: Database, request: Request) -> Response:
    export = export_emergency(database, request.state.actor, request.path_params["id"], "xlsx")
    with use_language(language_of(request)):
        name = _("Addresses {event}").format(event=in_file_name(export.board.name))
        return attachment(_written(export), name, "xlsx")


def _written(export: EmergencyExport) -> bytes:
    # It takes a second to import; most sessions never need it.
    from dashboard.exports.emergency import write_emergency_workbook

    with tempfile.TemporaryDirectory(prefix="lokality-export-") as folder:
        path = Path(folder) / "addresses.xlsx"
        write_emergency_workbook(path, export)
        return path.read_bytes()
