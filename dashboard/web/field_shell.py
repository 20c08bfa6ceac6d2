"""The shell of the field app: its page, its service worker, its manifest and its modules, without a word of data.

The version is a hash of all files, so that a browser may keep each of them for ever and a new one comes whole.
"""

from __future__ import annotations

import hashlib
import logging
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
from dashboard.web.field_whole import linked
from dashboard.web.field_words import field_words
from geodata.errors import NotFound

MODULES = STATIC / "terrain"
WORKER = "worker.js"
FIRST = "start.js"
WHOLE = "whole.js"  # all that the first module imports, in one; made, and no file of the folder
# Read by a page outside the app, and so with what it imports by itself.
SIGNED_OUT = "signed_out.js"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Lokality</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/lokality/sign.svg">
<link rel="apple-touch-icon" href="/assets/icons/apple-touch-icon.png">
<link rel="manifest" href="/terrain/manifest.webmanifest">
<link rel="stylesheet" href="{at}/terrain.css"><script type="module" src="{at}/{first}"></script>
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
logger = logging.getLogger(__name__)
UNKEPT = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Shell:
    """The files of one version, by their path below the folder."""

    version: str
    files: tuple[str, ...]
    whole: str | None  # the text of WHOLE; None where the modules cannot be linked

    @property
    def address(self) -> str:
        """Where the files of this version are."""
        return f"/assets/terrain/{self.version}"

    @property
    def first(self) -> str:
        """The module that the page loads."""
        return FIRST if self.whole is None else WHOLE

    @property
    def kept(self) -> tuple[str, ...]:
        """What a phone keeps to open without a line: the program once."""
        names = (name for name in self.files if name not in (WORKER, SIGNED_OUT))
        if self.whole is None:
            return tuple(names)
        return (*(name for name in names if not name.endswith(".js")), WHOLE)


def shell_of(directory: Path) -> Shell:
    """The shell in a folder as it is now."""
    hashed, files, modules = hashlib.sha256(), [], {}
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.suffix in MEDIA_TYPES:
            name, content = path.relative_to(directory).as_posix(), path.read_bytes()
            hashed.update(f"{name}\0{len(content)}\0".encode() + content)
            files.append(name)
            if path.suffix == ".js" and name != WORKER:
                modules[name] = content.decode()
    whole = _whole(modules)
    hashed.update((whole or "").encode())  # the words in it change without any module
    return Shell(hashed.hexdigest()[:16], tuple(files), whole)


def _whole(modules: dict[str, str]) -> str | None:
    try:
        program = linked(modules, FIRST)
    except ValueError as fault:
        logger.warning("the field app is loaded module by module: %s", fault)
        return None
    words = {language: _translated(field_words(language)) for language in LANGUAGES}
    return f"globalThis.lokalityWords = {orjson.dumps(words).decode()};\n{program}"


def _translated(words: dict[str, str]) -> dict[str, str]:
    """Without what stays as it is: the English sentence is its own key."""
    return {sentence: said for sentence, said in words.items() if sentence != said}


@cache
def shell() -> Shell:
    """The shell of the product, read once a process."""
    return shell_of(MODULES)


def shell_page(request: Request) -> Response:
    """The one page of the app: the same for everybody but for its language."""
    page = PAGE.format(language=language_of(request), at=shell().address, first=shell().first)
    return HTMLResponse(page, headers=UNKEPT)


def worker(request: Request) -> Response:
    """The service worker, told which files make up the shell."""
    files = [f"{shell().address}/{name}" for name in shell().kept]
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
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    if request.path_params["version"] != shell().version:
        raise NotFound
    if name == WHOLE and shell().whole is not None:
        return Response(shell().whole, media_type=MEDIA_TYPES[".js"], headers=headers)
    if name not in shell().files:
        raise NotFound
    return FileResponse(MODULES / name, media_type=MEDIA_TYPES[Path(name).suffix], headers=headers)


SHELL_ROUTES: list[BaseRoute] = [
    Route("/terrain", shell_page),
    Route("/terrain/worker.js", worker),
    Route("/terrain/manifest.webmanifest", manifest),
    Route("/terrain/words/{language}.json", words),
    Route("/assets/terrain/{version}/{path:path}", module),
]
