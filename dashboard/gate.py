"""The gate in front of everything, Streamlit's websocket included.

It answers only to this machine's own names (so no foreign name can be pointed at it: DNS rebinding), refuses
what another site's page sends, puts the security headers on every answer and says on whose behalf it comes.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.headers import COMMON_HEADERS, content_policy
from geodata.model.people import Actor

# Until sign-in exists the server answers under these names alone.
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})


class Gate:
    """ASGI middleware; the first thing a request meets."""

    def __init__(self, app: ASGIApp, actor: Actor, base_map_origin: str | None = None) -> None:
        self.app = app
        self.actor = actor
        self.base_map_origin = base_map_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        refusal = refused(scope)
        if refusal is None:
            scope.setdefault("state", {})["actor"] = self.actor
            await self.app(scope, receive, self._with_headers(scope["path"], send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            answer = PlainTextResponse(refusal, status_code=403)
            await answer(scope, receive, self._with_headers(scope["path"], send))

    def _with_headers(self, path: str, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in COMMON_HEADERS.items():
                    headers[name] = value
                headers["content-security-policy"] = content_policy(path, self.base_map_origin)
            await send(message)

        return send_with_headers


def refused(scope: Scope) -> str | None:
    """Why a request may not pass, or None. Plain English: only programs and attackers ever read it."""
    headers = Headers(scope=scope)
    if not is_loopback_name(host_name(headers.get("host", ""))):
        return "This server answers only under the names of its own machine."
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
