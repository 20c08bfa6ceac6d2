"""Rejected rows of a loaded file, handed out to those who may load. The name is a secret of the one who loaded."""

from __future__ import annotations

import re
import time
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from geodata.errors import NotFound
from geodata.policy import Action, require

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
# Long enough to mend the rows the same day; rejected rows may hold what should not lie about for longer.
KEPT_SECONDS = 24 * 60 * 60


def rejected_file(data_directory: Path, name: str) -> Path:
    """Where the rejected rows of that name lie; files older than a day are removed on the way."""
    folder = data_directory / "rejected"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)
    return folder / f"{name}.csv"


def rejected_routes(data_directory: Path) -> list[Route]:
    """`GET /rejected/{name}.csv`."""

    async def hand_out(request: Request) -> FileResponse:
        require(request.state.actor, Action.LOAD)
        name = request.path_params["name"]
        if not _NAME.fullmatch(name):
            raise NotFound
        path = await run_in_threadpool(rejected_file, data_directory, name)
        if not path.is_file():
            raise NotFound
        return FileResponse(
            path, media_type="text/csv; charset=utf-8", filename="rejected.csv", headers={"Cache-Control": "no-store"}
        )

    return [Route("/rejected/{name}.csv", hand_out)]
