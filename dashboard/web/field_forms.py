"""`/exports/form/{kind}.xlsx`: the form of a kind of place for KoboToolbox and ODK."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.web.exports import MEDIA_TYPES
from geodata.errors import NotFound
from geodata.model.sites import SiteKind
from geodata.policy import Action, require


def field_form_routes() -> list[BaseRoute]:
    """The route of the forms; it asks nothing of the database."""

    async def form(request: Request) -> Response:
        require(request.state.actor, Action.LOG_SITE)
        kind = request.path_params["kind"]
        if kind not in set(SiteKind):
            raise NotFound
        headers = {"content-disposition": f'attachment; filename="lokality-{kind}.xlsx"', "cache-control": "no-store"}
        content = await run_in_threadpool(_written, SiteKind(kind))
        return Response(content, media_type=MEDIA_TYPES["xlsx"], headers=headers)

    return [Route("/exports/form/{kind}.xlsx", form)]


def _written(kind: SiteKind) -> bytes:
    # Writing workbooks takes a second to import; most sessions never need it.
    from dashboard.exports.field_form import write_field_form

    with tempfile.TemporaryDirectory(prefix="lokality-form-") as folder:
        path = Path(folder) / "form.xlsx"
        write_field_form(path, kind)
        return path.read_bytes()
