"""A server that speaks the contract of `docs/field-app.md` and can be told to fail, for the app in a real browser.

It keeps by the ids made on the phone, as ours does. The real routes have their own tests.
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.cookies import tell_account
from dashboard.headers import Room, security_headers
from dashboard.web.assets import STATIC
from dashboard.web.field_words import field_words
from tests.browser import field_ground
from tests.postgis import free_port

MODULES = STATIC / "terrain"
LIBRARIES = STATIC.parents[1] / "build" / "assets"
TYPES = {".js": "text/javascript", ".css": "text/css"}
ONLY_HERE = "Jana Vymyšlená"  # personal data that only a server finds
# What our own server lets this page do.
HEADERS = {name.decode(): value.decode() for name, value in security_headers(Room.FIELD, None, behind_tls=False)}
PAGE = """<!doctype html><html lang="cs"><head><meta charset="utf-8"><title>Lokality</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="manifest" href="/terrain/manifest.webmanifest">
<link rel="stylesheet" href="{at}/terrain.css"><script type="module" src="{at}/start.js"></script>
</head><body></body></html>"""


def picture(colour: str) -> bytes:
    """A small picture of a place, of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (480, 360), colour).save(made, "JPEG")
    return made.getvalue()


class CutLine(Response):
    """An answer of which only the beginning arrives: the connection ends in the middle."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"client_id":', "more_body": False})


@dataclass
class FieldServer:
    """What the server has, who is signed in, and how it fails: `fault(moment)` may answer in its place or raise."""

    address: str = ""
    version: str = "1"
    account_id: int = 7
    signed_in: bool = True
    tells_account: bool = True  # on signing in
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    told: dict[str, dict[str, str]] = field(default_factory=dict)  # of each photo, what its address said
    pictures: dict[int, bytes] = field(default_factory=lambda: {12: picture("steelblue")})
    due: dict[int, str | None] = field(default_factory=dict)  # by when something is due at a site
    hidden: set[int] = field(default_factory=set)  # sites that the account no longer sees
    received: list[str] = field(default_factory=list)
    patrols: list[dict[str, Any]] = field(default_factory=list)
    fault: Callable[[str], Response | None] = lambda moment: None

    @property
    def at(self) -> str:
        """Where this version of the modules is."""
        return f"/assets/terrain/{self.version}"

    def files(self) -> list[str]:
        """Everything of the shell."""
        names = (path.relative_to(MODULES).as_posix() for path in MODULES.rglob("*") if path.suffix in TYPES)
        return [f"{self.at}/{name}" for name in sorted(names) if name != "worker.js"]

    async def page(self, request: Request) -> Response:
        if not self.signed_in:
            return RedirectResponse("/auth/sign-in?next=/terrain", status_code=303)
        return HTMLResponse(PAGE.format(at=self.at), headers=HEADERS)

    async def worker(self, request: Request) -> Response:
        shell = json.dumps({"version": self.version, "files": self.files()})
        program = f"self.shell = {shell};\n{(MODULES / 'worker.js').read_text(encoding='utf-8')}"
        headers = {"service-worker-allowed": "/terrain", "cache-control": "no-cache"}
        return Response(program, media_type="text/javascript", headers=headers)

    async def module(self, request: Request) -> Response:
        path = MODULES / request.path_params["path"]
        return Response(path.read_bytes(), media_type=TYPES[path.suffix])

    async def library(self, request: Request) -> Response:
        path = LIBRARIES / request.path_params["library"] / request.path_params["path"]
        return Response(path.read_bytes(), media_type=TYPES.get(path.suffix, "image/png"))

    async def words(self, request: Request) -> Response:
        return JSONResponse(field_words(request.path_params["language"]))

    async def manifest(self, request: Request) -> Response:
        return JSONResponse({"name": "Lokality", "start_url": "/terrain", "display": "standalone"})

    async def account(self, request: Request) -> Response:
        told = field_ground.account(self.account_id, self.version) | {"patrols": self.patrols}
        answer = JSONResponse(told)
        tell_account(answer, self.account_id, secure=False)
        return answer

    async def form(self, request: Request) -> Response:
        return JSONResponse(field_ground.FORM)

    async def ground(self, request: Request) -> Response:
        shown = [site for site in field_ground.GROUND["sites"] if site["id"] not in self.hidden]
        sites = [site | {"due_on": self.due.get(site["id"], site["due_on"])} for site in shown]
        return JSONResponse(field_ground.GROUND | {"sites": sites}, headers={"etag": f'"{len(sites)} {self.due}"'})

    async def site_picture(self, request: Request) -> Response:
        kept = self.pictures.get(request.path_params["id"])
        headers = {"cache-control": "private, no-cache"}
        return Response(kept, media_type="image/jpeg", headers=headers) if kept else PlainTextResponse("", 404)

    async def reports(self, request: Request) -> Response:
        return JSONResponse({"reports": field_ground.REPORTS})

    async def record(self, request: Request) -> Response:
        said = await request.json()
        key = said["client_id"]
        self.received.append("record")
        if (answer := self.fault("before record")) is not None:
            return answer
        if ONLY_HERE in said["note"] and not said["keep_personal_data"]:
            refusal = {"code": "personal_data", "reason": "V textu je zřejmě jméno.", "found": [ONLY_HERE]}
            return JSONResponse(refusal, status_code=422)
        self.records.setdefault(key, said)
        if (answer := self.fault("after record")) is not None:
            return answer
        counts = said["patrol_id"] if said["patrol_id"] in {patrol["id"] for patrol in self.patrols} else None
        kept = {"client_id": key, "site_id": 100 + len(self.records), "observation_id": 1, "clash": False}
        return JSONResponse(kept | {"patrol_id": counts})

    async def photo(self, request: Request) -> Response:
        key, query = request.path_params["client_id"], request.query_params
        self.received.append("photo")
        body = await request.body()
        if (answer := self.fault("before photo")) is not None:
            return answer
        if query["record"] not in self.records:
            return JSONResponse({"code": "record_unknown"}, status_code=409)
        if hashlib.sha256(body).hexdigest() != query["checksum"]:
            return JSONResponse({"code": "damaged", "reason": "…"}, status_code=422)
        self.photos.setdefault(key, body)
        self.told[key] = dict(query)
        if (answer := self.fault("after photo")) is not None:
            return answer
        return JSONResponse({"client_id": key, "photo_id": len(self.photos), "checksum": query["checksum"]})

    async def sign_in(self, request: Request) -> Response:
        self.signed_in = True
        page = HTMLResponse('<html lang="cs"><title>x</title><h1>Přihlášení</h1><a href="/terrain">Hotovo</a></html>')
        tell_account(page, self.account_id if self.tells_account else None, secure=False)
        return page

    async def sign_out(self, request: Request) -> Response:
        self.signed_in = False
        return HTMLResponse("<html lang='cs'><title>x</title><h1>Odhlásit?</h1></html>")

    async def language(self, request: Request) -> Response:
        return PlainTextResponse("")

    def application(self) -> Starlette:
        """The routes of the contract."""

        def within(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
            async def guarded(request: Request) -> Response:
                return await answer(request) if self.signed_in else PlainTextResponse("Sign in first.", status_code=401)

            return guarded

        def mine(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
            async def guarded(request: Request) -> Response:
                if request.headers.get("lokality-account") != str(self.account_id):
                    return PlainTextResponse("Sign in first.", status_code=401)
                return await answer(request)

            return within(guarded)

        return Starlette(
            routes=[
                Route("/terrain", self.page),
                Route("/terrain/worker.js", within(self.worker)),
                Route("/terrain/manifest.webmanifest", within(self.manifest)),
                Route("/terrain/words/{language}.json", within(self.words)),
                Route("/terrain/account", within(self.account)),
                Route("/terrain/form", within(self.form)),
                Route("/terrain/ground/{area}", within(self.ground)),
                Route("/terrain/records", mine(self.record), methods=["POST"]),
                Route("/terrain/photos/{client_id}", mine(self.photo), methods=["PUT"]),
                Route("/terrain/reports", within(self.reports)),
                Route("/photos/{id:int}/small", within(self.site_picture)),
                Route("/assets/terrain/{version}/{path:path}", self.module),
                Route("/assets/{library}/{path:path}", self.library),
                Route("/auth/sign-in", self.sign_in),
                Route("/auth/sign-out", self.sign_out),
                Route("/language/{code}", self.language),
            ]
        )


@contextmanager
def field_server() -> Iterator[FieldServer]:
    """The server on a free port until the end of the block."""
    made = FieldServer()
    port = free_port()
    made.address = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(made.application(), port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    started = threading.Event()
    while not server.started and thread.is_alive():
        started.wait(0.02)
    try:
        yield made
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)
