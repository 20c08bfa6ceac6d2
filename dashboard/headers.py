"""Security headers of every answer, and which content policy belongs to which path."""

from __future__ import annotations

from dashboard.document import inline_script_hashes

# Streamlit puts its components under this path; folium's frame is the one that runs generated script.
COMPONENT_PREFIX = "/component/"
# Answers of ours that are data: nothing in them may ever run, whatever somebody smuggled into a file.
DATA_PREFIXES = ("/map/", "/photos/", "/exports/", "/healthz")

COMMON_HEADERS: dict[str, str] = {
    "x-content-type-options": "nosniff",
    # The origin alone: map servers require a referrer, none of them needs to know the page or its query.
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}


def _policy(**directives: str) -> str:
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in directives.items())


def content_policy(path: str, base_map_origin: str | None) -> str:
    """The Content-Security-Policy of a path.

    `base_map_origin` is the one foreign address a browser may ask, and only the map's frame for pictures.
    """
    if path.startswith(DATA_PREFIXES):
        return _policy(default_src="'none'", frame_ancestors="'none'", sandbox="")
    if path.startswith(COMPONENT_PREFIX):
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
