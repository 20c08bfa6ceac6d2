"""Where the server refuses to start, it says what to do."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.server import PortTaken, create_app, origin_of, require_free_port
from dashboard.web.assets import REQUIRED_FILES, bundle, check_assets
from geodata.errors import SettingsError, StorageError
from geodata.settings import Settings


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A folder that holds what the server looks for."""
    for name in REQUIRED_FILES:
        path = tmp_path / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "assets"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "city.example", "::"])
def test_without_sign_in_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1"):
        create_app(Settings(host=host))


def test_missing_browser_libraries_are_named_with_the_command_that_collects_them(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="make setup"):
        check_assets(tmp_path)


def test_a_missing_database_is_said_before_serving_and_none_is_made(tmp_path: Path, assets: Path) -> None:
    with pytest.raises(StorageError, match="lokality demo"):
        create_app(Settings(data_directory=tmp_path, assets_directory=assets))
    assert not (tmp_path / "lokality.db").exists()


def test_a_taken_port_is_said_with_what_to_do() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match="LOKALITY_PORT"):
            require_free_port("127.0.0.1", port)
    require_free_port("127.0.0.1", port)


def test_the_origin_of_a_base_map_is_scheme_host_and_port() -> None:
    assert origin_of("https://{s}.tile.example:8443/a/{z}/{x}/{y}.png?k=1") == "https://*.tile.example:8443"


def test_a_bundle_is_named_by_its_content() -> None:
    script, style = bundle("map.js"), bundle("map.css")
    assert script.version in script.address
    assert script.version != style.version
    assert b"lokalityMap" in script.body
    assert b"@font-face" in style.body
