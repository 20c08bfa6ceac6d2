"""`/assets/…`: browser libraries collected at set-up, and our own browser code and styles.

Our small scripts are handed out as one file, in the order of their names: the map's frame loads scripts one
after another, and each would cost a round trip.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geodata.errors import N_, NotFound, SettingsError

STATIC = Path(str(files("dashboard"))) / "static"
REQUIRED_FILES = (
    "leaflet/leaflet.js", "leaflet/leaflet.css", "leaflet-draw/leaflet.draw.js",
    "leaflet-geoman/leaflet-geoman.min.js", "exifr/lite.esm.js",
)  # fmt: skip
BUNDLES = (
    "map.js", "map.css", "auth.css", "session.js", "page.js", "public.js", "public.css", "blackout.js", "blackout.css",
    "writing.js", "writing.css", "zones.js", "zones.css", "emergencies.js", "emergencies.css",
)  # fmt: skip
# Frames of ours that Streamlit shows: how they talk with it is the same.
TALKING = ("blackout.js", "writing.js")
FRAME_STYLES = ("map.css", "blackout.css", "writing.css")  # frames know nothing of the page's typeface
# Signs that pages outside the dashboard show.
PICTURES = ("logo.svg", "sign.svg")
_MEDIA_TYPES = {"js": "text/javascript", "css": "text/css"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files of one folder under `static/` in one answer."""

    name: str  # "map.js": the files of static/map ending in .js
    body: bytes
    version: str  # changes with the content, so that a browser may keep it for ever

    @property
    def address(self) -> str:
        """The path a page loads it from."""
        return f"/assets/lokality/{self.name}?v={self.version}"


@cache
def bundle(name: str) -> Bundle:
    """The bundle `folder.kind`, read once a process."""
    folder, kind = name.split(".")
    parts = sorted((STATIC / folder).glob(f"*.{kind}"))
    if name in TALKING:
        parts = [STATIC / "frame" / "frame.js", *parts]
    faces = _font_faces() if name in FRAME_STYLES else []
    body = b"\n".join([*faces, *(part.read_bytes() for part in parts)])
    return Bundle(name=name, body=body, version=hashlib.sha256(body).hexdigest()[:16])


def _font_faces() -> list[bytes]:
    """The typeface of the dashboard for frames of ours: Streamlit serves it, under a name that tells its version."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return [
        f'@font-face{{font-family:"Source Sans";font-weight:200 900;src:url("/static/media/{font.name}")}}'.encode()
        for font in media.glob("SourceSansVF-Upright*.woff2")
    ]


def own_code(request: Request) -> Response:
    """Answer `/assets/lokality/{name}`."""
    name = request.path_params["name"]
    if name in PICTURES:
        return FileResponse(STATIC / "shell" / name, media_type="image/svg+xml")
    if name not in BUNDLES:
        raise NotFound
    wanted = bundle(name)
    headers = {"etag": f'"{wanted.version}"', "cache-control": "public, max-age=31536000, immutable"}
    if request.query_params.get("v") != wanted.version:
        headers["cache-control"] = "no-cache"
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(wanted.body, media_type=_MEDIA_TYPES[wanted.name.rpartition(".")[2]], headers=headers)


def check_assets(directory: Path) -> None:
    """Raise SettingsError unless the collected libraries are where the settings say."""
    missing = [name for name in REQUIRED_FILES if not (directory / name).is_file()]
    if missing:
        raise SettingsError(
            N_(
                "The browser libraries are missing in {directory}: run `make setup`, "
                "or set LOKALITY_ASSETS_DIRECTORY to where they are."
            ),
            directory=str(directory),
        )


def asset_routes(directory: Path) -> list[BaseRoute]:
    """The routes of `/assets`; `directory` holds what `tools/collect_assets.py` collected."""
    return [
        Route("/assets/lokality/{name}", own_code),
        Mount("/assets", StaticFiles(directory=directory, check_dir=False)),
    ]
