"""`/exports/sites.{geojson,gpkg,csv,xlsx}`: the sites that a filter lets through; `/exports/qfield.gpkg?crs=`: a copy
of them for QField, to be brought back with its changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard.exports.columns import Wording, wording
from dashboard.exports.copy_systems import USUAL_SYSTEM, copy_system
from dashboard.exports.delimited import csv_parts
from dashboard.exports.geojson import geojson_parts
from dashboard.language import _, use_language
from dashboard.map.address import parse_filter
from dashboard.web.answers import language_of
from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.policy import Action, require
from geodata.services.site_export import SiteExport, export_sites

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export_routes(database: Database) -> list[BaseRoute]:
    """The route of the downloads."""

    async def sites(request: Request) -> Response:
        return await run_in_threadpool(_answer, database, request)

    async def field_copy(request: Request) -> Response:
        return await run_in_threadpool(_field_copy, database, request)

    return [Route("/exports/sites.{ending}", sites), Route("/exports/qfield.gpkg", field_copy)]


def _answer(database: Database, request: Request) -> Response:
    ending = request.path_params["ending"]
    if ending not in MEDIA_TYPES:
        raise NotFound
    export = export_sites(database, request.state.actor, parse_filter(request.query_params), ending)
    with use_language(language_of(request)):
        words, sheet = wording(), _("Places")
    headers = _headers(f"lokality-sites-{clock.today()}.{ending}")
    if ending == "csv":
        return StreamingResponse(csv_parts(words, export.sites), media_type=MEDIA_TYPES[ending], headers=headers)
    if ending == "geojson":
        return StreamingResponse(geojson_parts(export.sites), media_type=MEDIA_TYPES[ending], headers=headers)
    return _as_file(ending, _writer(ending, export, words, sheet), headers)


def _field_copy(database: Database, request: Request) -> Response:
    require(request.state.actor, Action.EXPORT)
    system = copy_system(request.query_params.get("crs", USUAL_SYSTEM))
    chosen = parse_filter(request.query_params)
    from dashboard.exports.qfield import write_field_copy  # as below: it takes a second to import

    def write(path: Path) -> None:
        with use_language(language_of(request)):
            write_field_copy(path, database, request.state.actor, chosen, system)

    return _as_file("gpkg", write, _headers(f"lokality-qfield-{clock.today()}.gpkg"))


def _headers(file_name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{file_name}"', "cache-control": "private, no-store"}


def _writer(ending: str, export: SiteExport, words: Wording, sheet: str) -> Callable[[Path], None]:
    # These two libraries take a second to import; most sessions never need them.
    if ending == "gpkg":
        from dashboard.exports.geopackage import write_geopackage

        return lambda path: write_geopackage(path, export.sites)
    from dashboard.exports.workbook import require_room, write_workbook

    require_room(export.total)
    return lambda path: write_workbook(path, words, export.sites, sheet)


def _as_file(ending: str, write: Callable[[Path], None], headers: dict[str, str]) -> Response:
    """Write a file beside everything else and hand it out; it is gone afterwards."""
    folder = tempfile.TemporaryDirectory(prefix="lokality-export-")
    path = Path(folder.name) / f"sites.{ending}"
    try:
        write(path)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        path, media_type=MEDIA_TYPES[ending], headers=headers, background=BackgroundTask(folder.cleanup)
    )
