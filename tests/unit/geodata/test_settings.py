"""Settings: described, validated, and one sentence where one does not fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.errors import SettingsError
from geodata.settings import Settings, read_settings

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Away from any lokality.toml and from variables of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LOKALITY_{name.upper()}", raising=False)
    return tmp_path


def test_every_setting_is_described_with_its_default() -> None:
    described = dict(re.findall(r"^\| `LOKALITY_([A-Z_]+)` \| ([^|]*) \|", DOCUMENT.read_text(encoding="utf-8"), re.M))
    assert set(described) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if field.default:
            assert f"`{field.default}`" == described[name.upper()].strip(), name


def test_without_any_setting_there_is_one_file_beside_us(own_directory: Path) -> None:
    settings = read_settings()
    assert settings.database == f"sqlite:///{own_directory / 'data' / 'lokality.db'}"
    assert settings.photo_directory == Path("data/photos")
    assert settings.listens_on_loopback


def test_a_variable_wins_over_the_file(own_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_directory / "lokality.toml").write_text('port = 9000\nlanguage = "en"\n', encoding="utf-8")
    monkeypatch.setenv("LOKALITY_PORT", "9001")
    settings = read_settings()
    assert (settings.port, settings.language) == (9001, "en")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("BASE_MAP", "google"),
        ("BASE_MAP", "https://tiles.example/{z}/{x}.png"),
        ("LANGUAGE", "de"),
        ("UPLOAD_LIMIT_MIB", "0"),
        ("PHOTO_LIMIT_MIB", "many"),
    ],
)
def test_a_value_that_does_not_fit_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"LOKALITY_{name}", value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert f"LOKALITY_{name}" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"colour = 1\n", "colour"),
        (b"port = \n", "lokality.toml"),
        (b"\xff\xfe\x00", "lokality.toml"),
        (b'base_map = "none"\nbase_map = "osm"\n', "lokality.toml"),
    ],
)
def test_a_file_that_does_not_fit_is_said_in_one_sentence(own_directory: Path, content: bytes, told: str) -> None:
    (own_directory / "lokality.toml").write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("lokality.example", False),
        ("", False),
    ],
)
def test_only_this_machine_can_reach_a_loopback_address(host: str, loopback: bool) -> None:
    assert Settings(host=host).listens_on_loopback is loopback
