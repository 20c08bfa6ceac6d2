"""Which content policy belongs to which path, and that Streamlit tells nobody more than it must."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import dashboard
from dashboard.headers import COMMON_HEADERS, Room, content_policy, room_of, security_headers
from dashboard.navigation import PAGES

CONFIGURATION = Path(dashboard.__path__[0]) / "shell" / ".streamlit" / "config.toml"
MAP_FRAME = "/component/streamlit_folium.st_folium/index.html"
# What answers under each kind of path, and what may run there.
DOCUMENTS = ["/", "/media/x.png", "/_stcore/stream", "/nothing", *(f"/{page.address}" for page in PAGES)]
FORMS = ["/auth/sign-in", "/auth/link/x", "/auth/sign-out", "/auth/nonsense"]
SIGNED_OUT = "/auth/signed-out"
DATA = ["/map/sites/1/0/0.json", "/photos/1", "/exports/sites.csv", "/auth/state", "/healthz", "/public/data.csv"]
OWN_FRAMES = ["/component/dashboard.blackout/index.html"]


def directives(path: str) -> dict[str, str]:
    policy = content_policy(path, "https://tile.example")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))}


@pytest.mark.parametrize("path", [*DOCUMENTS, *FORMS, SIGNED_OUT, *DATA, *OWN_FRAMES, MAP_FRAME, "/public"])
def test_no_path_leaves_open_where_scripts_forms_and_frames_come_from(path: str) -> None:
    policy = directives(path)
    assert policy["default-src"] in {"'none'", "'self'"}
    assert policy["frame-ancestors"] in {"'none'", "'self'"}
    for name in ("script-src", "connect-src", "frame-src", "form-action", "base-uri", "object-src"):
        value = policy.get(name, policy["default-src"] if name.endswith("-src") else "'none'")
        assert "*" not in value, (path, name)
        assert "http" not in value, (path, name)
        assert "data:" not in value, (path, name)


@pytest.mark.parametrize("path", [*DOCUMENTS, *FORMS, SIGNED_OUT, *DATA, *OWN_FRAMES, "/public"])
def test_only_the_frame_of_the_map_evaluates_text(path: str) -> None:
    script = directives(path).get("script-src", "")
    assert "unsafe" not in script
    assert "'unsafe-eval'" in directives(MAP_FRAME)["script-src"]


@pytest.mark.parametrize("path", [*FORMS, *DATA])
def test_a_form_and_a_file_run_nothing_at_all(path: str) -> None:
    policy = directives(path)
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy


def test_the_page_after_signing_out_runs_our_own_module_and_holds_no_form() -> None:
    policy = directives(SIGNED_OUT)
    assert (policy["default-src"], policy["script-src"], policy["form-action"]) == ("'none'", "'self'", "'none'")


@pytest.mark.parametrize("path", [*DOCUMENTS, *FORMS, *DATA, "/public"])
def test_only_the_frame_of_the_map_asks_the_base_map(path: str) -> None:
    assert "tile.example" not in content_policy(path, "https://tile.example")


def test_every_answer_says_what_browsers_are_to_refuse() -> None:
    assert COMMON_HEADERS["x-content-type-options"] == "nosniff"
    assert COMMON_HEADERS["x-frame-options"] == "SAMEORIGIN"
    assert "microphone=()" in COMMON_HEADERS["permissions-policy"]
    assert COMMON_HEADERS["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("room", Room)
def test_only_the_field_app_may_use_the_camera_and_nobody_listens(room: Room) -> None:
    told = dict(security_headers(room, None, behind_tls=True))[b"permissions-policy"].decode().split(", ")
    assert ("camera=(self)" in told, "camera=()" in told) == (room == Room.FIELD, room != Room.FIELD)
    assert "microphone=()" in told
    assert room_of("/terrain") == Room.FIELD
    assert "geolocation=(self)" in told


def test_streamlit_reports_nothing_and_shows_no_details_of_errors() -> None:
    chosen = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))
    assert chosen["browser"]["gatherUsageStats"] is False
    assert chosen["client"]["showErrorDetails"] == "none"
    assert chosen["client"]["showErrorLinks"] is False
    assert chosen["client"]["toolbarMode"] == "minimal"
    assert chosen["server"]["enableStaticServing"] is False
    assert chosen["server"]["enableAgentApi"] is False
    assert chosen["server"]["enableXsrfProtection"] is True
