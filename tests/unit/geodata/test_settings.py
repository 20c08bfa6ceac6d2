"""Settings: described, validated, and one sentence where one does not fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.errors import SettingsError
from geodata.settings import Settings, passed_over, read_settings

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
    ("name", "value", "told"),
    [
        ("PORT", "eighty", "The setting port is eighty; it must be a whole number."),
        ("PORT", "1.5", "The setting port is 1.5; it must be a whole number."),
        ("PORT", "9" * 5_000, f"The setting port is {'9' * 60}; it must be a whole number."),
        ("PORT", "70000", "The setting port is 70000; the most it may be is 65535."),
        ("PORT", "-1", "The setting port is -1; the least it may be is 0."),
        ("LANGUAGE", "de", "The setting language is de; it may be: cs, en."),
        (
            "BASE_MAP",
            "google",
            "The setting base_map does not fit; it may be: osm, none, or an address with {z}, {x}, {y}.",
        ),
        (
            "OPENID_ROLES",
            '{"a": {"roles": "police", "organisaton": "MP"}}',
            "There is no setting openid_roles.a.organisaton.",
        ),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_our_own_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"LOKALITY_{name}", value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value) == f"{told} Mend it in lokality.toml or in LOKALITY_{name}."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"colour = 1\n", "lokality.toml says colour, and there is no such setting: docs/settings.md has them all."),
        (b"prot = 1\n", "lokality.toml says prot, and there is no such setting. Is port meant?"),
        (b"Languages = 1\n", "lokality.toml says Languages, and there is no such setting. Is language meant?"),
        (b"base_map = 7\n", "The setting base_map has a value of the wrong kind; docs/settings.md describes it."),
        (b"port = \n", "lokality.toml cannot be read: look at its line 1."),
        (b'port = "', "lokality.toml cannot be read: its end is missing."),
        (b"\xff\xfe\x00", "lokality.toml cannot be read: it is not in UTF-8."),
        (b'base_map = "none"\nbase_map = "osm"\n', "lokality.toml cannot be read: look at its line 2."),
    ],
)
def test_a_file_that_does_not_fit_is_said_in_one_sentence(own_directory: Path, content: bytes, told: str) -> None:
    (own_directory / "lokality.toml").write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


def test_a_variable_that_should_be_a_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKALITY_RETENTION", "twelve")
    with pytest.raises(SettingsError, match=r"^LOKALITY_RETENTION cannot be read: a table is written as JSON there"):
        read_settings()


def test_a_variable_that_is_no_setting_is_named_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOKALITY_PROT", "lokality_upload_limit", "LOKALITY_QUARK", "LOKALITY_PORT", "LOCALITY_PORT"):
        monkeypatch.setenv(variable, "8502")
    assert read_settings().port == 8502
    assert [str(message) for message in passed_over() if "TESTS" not in str(message)] == [
        "LOKALITY_PROT is no setting and is passed over. Is LOKALITY_PORT meant?",
        "LOKALITY_QUARK is no setting and is passed over.",
        "lokality_upload_limit is no setting and is passed over. Is LOKALITY_UPLOAD_LIMIT_MIB meant?",
    ]


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
