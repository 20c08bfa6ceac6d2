"""The shell of the field app: its page, its service worker, its manifest and its modules, without a word of data.

The version is a hash of all files, so that a browser may keep each of them for ever and a new one comes whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.language import LANGUAGES
from dashboard.web.answers import language_of
from dashboard.web.assets import STATIC
from dashboard.web.field_words import field_words
from geodata.errors import NotFound

MODULES = STATIC / "terrain"
WORKER = "worker.js"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Lokality</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/lokality/sign.svg">
<link rel="apple-touch-icon" href="/assets/icons/apple-touch-icon.png">
<link rel="manifest" href="/terrain/manifest.webmanifest">
<link rel="stylesheet" href="{at}/terrain.css"><script type="module" src="{at}/start.js"></script>
</head><body></body></html>
"""
MANIFEST: dict[str, Any] = {
    "name": "Lokality",
    "short_name": "Lokality",
    "start_url": "/terrain",
    "scope": "/terrain",
    "display": "standalone",
    "icons": [
        {"src": "/assets/lokality/sign.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "/assets/icons/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/assets/icons/icon-512.png", "sizes": "512x512", "type": "image/png"},
        {"src": "/assets/icons/icon-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ],
}
UNKEPT = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Shell:
    """The files of one version, by their path below the folder."""

    version: str
    files: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the files of this version are."""
        return f"/assets/terrain/{self.version}"


def shell_of(directory: Path) -> Shell:
    """The shell in a folder as it is now."""
    hashed, files = hashlib.sha256(), []
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.suffix in MEDIA_TYPES:
            name, content = path.relative_to(directory).as_posix(), path.read_bytes()
            hashed.update(f"{name}\0{len(content)}\0".encode() + content)
            files.append(name)
    return Shell(hashed.hexdigest()[:16], tuple(files))


@cache
def shell() -> Shell:
    """The shell of the product, read once a process."""
    return shell_of(MODULES)


def shell_page(request: Request) -> Response:
    """The one page of the app: the same for everybody but for its language."""
    page = PAGE.format(language=language_of(request), at=shell().address)
    return HTMLResponse(page, headers=UNKEPT)


def worker(request: Request) -> Response:
    """The service worker, told which files make up the shell."""
    files = [f"{shell().address}/{name}" for name in shell().files if name != WORKER]
    told = orjson.dumps({"version": shell().version, "files": files}).decode()
    path = MODULES / WORKER
    program = path.read_text(encoding="utf-8") if path.is_file() else ""
    headers = {"service-worker-allowed": "/terrain", "cache-control": "no-cache"}
    return Response(f"self.shell = {told};\n{program}", media_type="text/javascript", headers=headers)


def manifest(request: Request) -> Response:
    """Name and sign of the app for a phone's first screen."""
    return Response(orjson.dumps(MANIFEST), media_type="application/manifest+json", headers=UNKEPT)


def words(request: Request) -> Response:
    """Every sentence of the app in a language."""
    language = request.path_params["language"]
    if language not in LANGUAGES:
        raise NotFound
    return Response(orjson.dumps(field_words(language)), media_type="application/json", headers=UNKEPT)


def module(request: Request) -> Response:
    """A file of the present version; one of another version is not here any more."""
    name = request.path_params["path"]
    if request.path_params["version"] != shell().version or name not in shell().files:
        raise NotFound
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return FileResponse(MODULES / name, media_type=MEDIA_TYPES[Path(name).suffix], headers=headers)


SHELL_ROUTES: list[BaseRoute] = [
    Route("/terrain", shell_page),
    Route("/terrain/worker.js", worker),
    Route("/terrain/manifest.webmanifest", manifest),
    Route("/terrain/words/{language}.json", words),
    Route("/assets/terrain/{version}/{path:path}", module),
]
