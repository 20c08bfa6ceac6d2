"""Security headers of every answer, and which content policy belongs to which path."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from dashboard.document import inline_script_hashes

# Streamlit puts its components under this path; folium's frame is the one that runs generated script.
COMPONENT_PREFIX = "/component/"
# Frames of our own load our own files and run nothing else.
OWN_COMPONENT_PREFIX = f"{COMPONENT_PREFIX}dashboard."
# Answers of ours that are data: nothing in them may ever run, whatever somebody smuggled into a file.
DATA_PREFIXES = ("/map/", "/photos/", "/exports/", "/healthz", "/auth/state", "/public/", "/calendar/")
# The public picture; everything below this path is data.
PUBLIC_PAGE = "/public"
# Pages of ours that are forms and nothing else; but one, which runs a script of ours and holds no form.
FORM_PREFIX = "/auth/"
SIGNED_OUT = "/auth/signed-out"

# The field app, its data and its service worker, which fetches under the policy it was itself answered with.
FIELD_PAGE = "/terrain"

# Behind TLS a browser never again tries without, for a year.
STRICT_TRANSPORT = "max-age=31536000"

COMMON_HEADERS: dict[str, str] = {
    "x-content-type-options": "nosniff",
    # The origin alone: map servers require a referrer, none of them needs to know the page or its query.
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}


def _policy(**directives: str) -> str:
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in directives.items())


class Room(StrEnum):
    """Paths that share a content policy."""

    DATA = "data"
    PUBLIC = "public"
    FORM = "form"
    SIGNED_OUT = "signed_out"
    FIELD = "field"
    OWN_COMPONENT = "own_component"
    COMPONENT = "component"
    PAGE = "page"


def room_of(path: str) -> Room:
    """The room a path lies in."""
    if path.startswith(DATA_PREFIXES):
        return Room.DATA
    if path == PUBLIC_PAGE:
        return Room.PUBLIC
    if path == SIGNED_OUT:
        return Room.SIGNED_OUT
    if path.startswith(FORM_PREFIX):
        return Room.FORM
    if path == FIELD_PAGE or path.startswith(f"{FIELD_PAGE}/"):
        return Room.FIELD
    if path.startswith(COMPONENT_PREFIX):
        return Room.OWN_COMPONENT if path.startswith(OWN_COMPONENT_PREFIX) else Room.COMPONENT
    return Room.PAGE


@cache
def security_headers(room: Room, base_map_origin: str | None, behind_tls: bool) -> tuple[tuple[bytes, bytes], ...]:
    """All security headers of an answer, as they are sent."""
    headers = COMMON_HEADERS | {"content-security-policy": _content_policy(room, base_map_origin)}
    if room == Room.FIELD:  # a photo over the old one is taken by the page itself; elsewhere files are chosen
        headers["permissions-policy"] = headers["permissions-policy"].replace("camera=()", "camera=(self)")
    if room == Room.FORM:  # the address of a one-time link is a secret
        headers["referrer-policy"] = "same-origin"
    if behind_tls:
        headers["strict-transport-security"] = STRICT_TRANSPORT
    return tuple((name.encode(), value.encode()) for name, value in headers.items())


def content_policy(path: str, base_map_origin: str | None) -> str:
    """The Content-Security-Policy of a path.

    `base_map_origin` is the one foreign address a browser may ask, and only the map's frame for pictures.
    """
    return _content_policy(room_of(path), base_map_origin)


def _content_policy(room: Room, base_map_origin: str | None) -> str:
    if room == Room.DATA:
        return _policy(default_src="'none'", frame_ancestors="'none'", sandbox="")
    if room == Room.PUBLIC:
        return _policy(
            default_src="'none'",
            script_src="'self'",
            style_src="'self'",
            img_src="'self'",
            connect_src="'self'",
            base_uri="'none'",
            form_action="'self'",
            frame_ancestors="'none'",
        )
    if room == Room.FORM:
        return _policy(
            default_src="'none'",
            style_src="'self'",
            font_src="'self'",
            img_src="'self'",
            base_uri="'none'",
            # After the form one is sent on: to a page of ours, or to the city's own identity provider and back.
            form_action="'self'",
            frame_ancestors="'none'",
        )
    if room == Room.SIGNED_OUT:
        return _policy(
            default_src="'none'",
            script_src="'self'",
            style_src="'self'",
            font_src="'self'",
            img_src="'self'",
            base_uri="'none'",
            form_action="'none'",
            frame_ancestors="'none'",
        )
    if room == Room.FIELD:
        return _policy(
            default_src="'none'",
            script_src="'self'",
            style_src="'self'",
            img_src=f"'self' blob: data: {base_map_origin or ''}".rstrip(),
            connect_src="'self'",
            worker_src="'self'",
            manifest_src="'self'",
            base_uri="'none'",
            form_action="'self'",
            frame_ancestors="'none'",
        )
    if room == Room.OWN_COMPONENT:
        return _policy(
            default_src="'none'",
            script_src="'self'",
            style_src="'self'",
            font_src="'self'",
            img_src="'self' data:",
            base_uri="'none'",
            form_action="'none'",
            frame_ancestors="'self'",
        )
    if room == Room.COMPONENT:
        return _policy(
            default_src="'self'",
            # folium's script is generated text that the component evaluates; no user's text is part of it.
            script_src="'self' 'unsafe-inline' 'unsafe-eval'",
            style_src="'self' 'unsafe-inline'",
            img_src=f"'self' data: blob: {base_map_origin or ''}".rstrip(),
            connect_src="'self'",
            object_src="'none'",
            base_uri="'none'",
            form_action="'none'",
            frame_ancestors="'self'",
        )
    return _policy(
        default_src="'self'",
        script_src=" ".join(("'self'", *inline_script_hashes())),
        style_src="'self' 'unsafe-inline'",
        img_src="'self' data: blob:",
        font_src="'self' data:",
        connect_src="'self'",
        worker_src="'self' blob:",
        frame_src="'self'",
        object_src="'none'",
        base_uri="'self'",
        form_action="'self'",
        frame_ancestors="'self'",
    )
