"""`/exports/proposal-version/{id}/…`: the dossier and annex of a version for whoever may see it, its data to export."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.documents.blocks import Document
from dashboard.language import _, use_language
from dashboard.web.answers import language_of
from dashboard.web.document_files import attachment, in_file_name, written
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.proposal_export import ProposalExport, export_proposal, export_zones
from geodata.services.zone_addresses import AddressedZone, zone_addresses

# What can be taken, as it is called in the address, with its formats.
DOCUMENTS = ("dossier", "annex")
DOCUMENT_ENDINGS = ("pdf", "docx")
DATA = {"zones": ("geojson", "gpkg"), "venues": ("xlsx", "csv")}


def proposal_document_routes(database: Database) -> list[BaseRoute]:
    """A route for each file."""

    def route(name: str, ending: str, answer: Callable[[Database, Request, str, str], Response]) -> Route:
        async def file(request: Request) -> Response:
            return await run_in_threadpool(answer, database, request, name, ending)

        return Route(f"/exports/proposal-version/{{id:number}}/{name}.{ending}", file)

    return [
        *(route(name, ending, _document) for name in DOCUMENTS for ending in DOCUMENT_ENDINGS),
        *(route(name, ending, _data) for name, endings in DATA.items() for ending in endings),
    ]


def _document(database: Database, request: Request, name: str, ending: str) -> Response:
    actor: Actor = request.state.actor
    export = export_proposal(database, actor, request.path_params["id"], f"{name}.{ending}")
    with use_language(language_of(request)):
        document = _written_document(database, actor, export, name)
        title = _("Dossier") if name == "dossier" else _("Annex")
        return attachment(written(document, ending), _file_name(title, export), ending)


def _written_document(database: Database, actor: Actor, export: ProposalExport, name: str) -> Document:
    # They bring typst, which takes its time to import; most sessions never need it.
    if name == "dossier":
        from dashboard.documents.dossier import dossier_document

        return dossier_document(export)
    from dashboard.documents.bylaw_annex import annex_document

    shapes = export.impact.impact.shapes
    zones = [AddressedZone(shape.outline, line.named) for shape, line in zip(shapes, export.version.zones, strict=True)]
    return annex_document(export, zone_addresses(database, actor, zones))


def _data(database: Database, request: Request, name: str, ending: str) -> Response:
    export = export_zones(database, request.state.actor, request.path_params["id"], f"{name}.{ending}")
    with use_language(language_of(request)):
        title = _("Map data") if name == "zones" else _("Affected venues")
        return attachment(_written_data(export, ending), _file_name(title, export), ending)


def _written_data(export: ProposalExport, ending: str) -> bytes:
    match ending:
        case "geojson":
            from dashboard.exports.zones import zones_geojson

            return zones_geojson(export)
        case "csv":
            from dashboard.exports.affected import affected_csv

            return affected_csv(export)
        case "gpkg":
            from dashboard.exports.zones_geopackage import write_zones_geopackage

            return _file_of(lambda path: write_zones_geopackage(path, export), ending)
        case _:
            from dashboard.exports.affected import write_affected_workbook

            return _file_of(lambda path: write_affected_workbook(path, export), ending)


def _file_of(write: Callable[[Path], None], ending: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="lokality-export-") as folder:
        path = Path(folder) / f"file.{ending}"
        write(path)
        return path.read_bytes()


def _file_name(what: str, export: ProposalExport) -> str:
    """`Podklad Zóny pro hazardní hry verze 3`: versions of a proposal stand together."""
    version = _("version No. {number}").format(number=export.version.number)
    return f"{what} {in_file_name(export.proposal.title)} {version}"
