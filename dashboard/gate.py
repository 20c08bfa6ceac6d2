"""The gate in front of everything, Streamlit's websocket included.

It answers only to this machine's own names and to the one that the settings give it (so no foreign name can be pointed
at it: DNS rebinding), refuses what another site's page sends, lets nobody pass without a session, puts the security
headers on every answer and says on whose behalf a request comes.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.cookies import session_token
from dashboard.door import Door
from dashboard.headers import room_of, security_headers
from dashboard.unread_body import closed_if_unread
from dashboard.watched_socket import watched
from dashboard.whose_page import told_whose
from geodata.model.people import Actor
from geodata.policy import Action, can

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})

SIGN_IN = "/auth/sign-in"
# Who has no session sees this and nothing else: signing in, what the browser needs for it, whether the server lives,
# the choice of a language, the public picture, which is published or answers that it is not, and a calendar, which
# opens to a secret in its address.
OPEN_PATHS = frozenset({"/healthz", "/public"})
OPEN_PREFIXES = ("/auth/", "/assets/", "/language/", "/public/", "/calendar/")
# Streamlit tells here how many people use which page and what their sessions keep, and lets programs run pages.
CLOSED_PREFIXES = ("/_stcore/metrics", "/_stcore/agent/")
UPLOADS = "/_stcore/upload_file"
# What a proxy adds. One that nobody told us of would open the demo to the world, and a city without TLS.
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
# Asked by open pages by themselves every few seconds: this alone keeps no session alive.
UNATTENDED_PATHS = frozenset({"/auth/state", "/_stcore/health", "/_stcore/host-config"})


class Gate:
    """ASGI middleware; the first thing a request meets. `public_name`: the host name people use through TLS, if any."""

    def __init__(
        self, app: ASGIApp, door: Door, base_map_origin: str | None = None, public_name: str | None = None
    ) -> None:
        self.app = app
        self.door = door
        self.base_map_origin = base_map_origin
        self.public_name = public_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"]
        receive, answer = closed_if_unread(scope, receive, self._with_headers(path, send))
        if not is_one_host(headers):
            await _turn_away(scope, receive, answer, PlainTextResponse("One plain Host, please.", status_code=400))
            return
        refusal = refused(scope, self.public_name)
        if refusal is not None:
            await _turn_away(scope, receive, answer, PlainTextResponse(refusal, status_code=403))
            return
        address = scope["client"][0] if scope.get("client") else ""
        token = session_token(headers, secure=self.public_name is not None)
        who = await self.door.enter(token, address)
        # Nothing that is open to everybody talks by websocket.
        if who is None and (scope["type"] == "websocket" or not is_open(path)):
            await _turn_away(scope, receive, answer, _way_in(scope, headers))
            return
        if path.startswith(CLOSED_PREFIXES):
            await _turn_away(scope, receive, answer, PlainTextResponse("This is closed.", status_code=404))
            return
        if path.startswith(UPLOADS) and who is not None and not may_upload(who.actor):
            await _turn_away(scope, receive, answer, PlainTextResponse("You may not upload files.", status_code=403))
            return
        state = scope.setdefault("state", {})
        state["signed_in"], state["token"], state["address"] = who, token, address
        if who is None:
            await self.app(scope, receive, answer)
            return
        state["actor"] = who.actor
        if scope["type"] == "websocket":
            await watched(self.app, self.door, who, token or "", address)(told_whose(scope, who), receive, answer)
            return
        if path not in UNATTENDED_PATHS:
            self.door.used(who)
        await self.app(scope, receive, answer)

    def _with_headers(self, path: str, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = security_headers(room_of(path), self.base_map_origin, self.public_name is not None)
                named = {name for name, _value in ours}
                message["headers"] = [*(pair for pair in message["headers"] if pair[0] not in named), *ours]
            await send(message)

        return send_with_headers


async def _turn_away(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": "not admitted"})
    else:
        await answer(scope, receive, send)


def _way_in(scope: Scope, headers: Headers) -> Response:
    """The sign-in page for a person, who comes back to where they wanted to go; 401 for everything else."""
    if scope.get("method") == "GET" and _is_navigation(headers):
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
        target = SIGN_IN if wanted == quote("/", safe="") else f"{SIGN_IN}?next={wanted}"
        return RedirectResponse(target, status_code=303, headers={"cache-control": "no-store"})
    return PlainTextResponse("Sign in first.", status_code=401, headers={"cache-control": "no-store"})


def _is_navigation(headers: Headers) -> bool:
    mode = headers.get("sec-fetch-mode")
    return mode == "navigate" if mode is not None else "text/html" in headers.get("accept", "")


def may_upload(actor: Actor) -> bool:
    """Whether any page of the actor takes a file: Streamlit itself would take one from everybody, into memory."""
    return can(actor, Action.LOAD) or can(actor, Action.LOG_SITE)


def is_open(path: str) -> bool:
    """Whether a path may be asked for without a session."""
    return path in OPEN_PATHS or path.startswith(OPEN_PREFIXES)


def is_one_host(headers: Headers) -> bool:
    """Whether a request names its server once and plainly: of two names, or of `a@b`, each reader takes another one."""
    hosts = headers.getlist("host")
    return len(hosts) <= 1 and not any(sign in host for host in hosts for sign in "@/?#\\,")


def refused(scope: Scope, public_name: str | None = None) -> str | None:
    """Why a request may not pass, or None. Plain English: only programs and attackers ever read it."""
    headers = Headers(scope=scope)
    name = host_name(headers.get("host", ""))
    if name != public_name and not is_loopback_name(name):
        return "This server does not answer under this name."
    if public_name is None and any(known in headers for known in FORWARDED):
        return "Behind a proxy the server must know its public address: set LOKALITY_PUBLIC_ADDRESS."
    if scope["type"] == "websocket":
        return None if _origin_is_ours(headers) else "Connections of another site are refused."
    if scope["method"] in SAFE_METHODS:
        return None if _may_read(headers) else "Requests of another site are refused."
    return None if _may_write(headers) else "Requests of another site are refused."


def _may_read(headers: Headers) -> bool:
    """Another site may link to us, but not fetch, frame or embed anything of ours."""
    site = headers.get("sec-fetch-site", "none")
    return site in OWN_SITES or (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )


def _may_write(headers: Headers) -> bool:
    """A browser says where a request comes from; whoever says nothing is refused too."""
    site = headers.get("sec-fetch-site")
    return site == "same-origin" if site is not None else _origin_is_ours(headers)


def _origin_is_ours(headers: Headers) -> bool:
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host", "")


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets; empty if it is no name."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_loopback_name(name: str) -> bool:
    """True for the names and addresses under which only this machine is reached."""
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
