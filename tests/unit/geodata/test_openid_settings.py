"""The settings of OpenID Connect stand together, or the server does not start."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.errors import SettingsError
from geodata.model.people import Role
from geodata.openid_settings import openid_settings
from geodata.settings import Settings, read_settings

SECRET = "a-secret-of-the-provider"
WHOLE: dict[str, object] = {
    "openid_issuer": "https://id.city.example/realms/city",
    "openid_client_id": "lokality",
    "openid_client_secret": SECRET,
    "openid_role_claim": "realm_access.roles",
    "openid_roles": {"coordinators": "coordinator"},
}


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Away from any lokality.toml and from variables of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LOKALITY_{name.upper()}", raising=False)
    return tmp_path


def test_without_a_provider_there_is_nothing_to_check() -> None:
    assert openid_settings(Settings()) is None


def test_a_whole_set_is_taken_and_its_secret_never_shown() -> None:
    settings = Settings.model_validate(WHOLE)
    whole = openid_settings(settings)
    assert whole is not None
    assert whole.client_secret == SECRET
    assert SECRET not in repr(whole) + repr(settings)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"openid_issuer": ""}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_issuer": "http://id.city.example"}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_issuer": "id.city.example"}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_issuer": "https://"}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_issuer": "https://id.city.example/?realm=city"}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_issuer": "https://user@id.city.example/"}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_issuer": "http://127.0.0.1.city.example/"}, "LOKALITY_OPENID_ISSUER"),
        ({"openid_client_id": ""}, "LOKALITY_OPENID_CLIENT_ID"),
        ({"openid_client_secret": ""}, "LOKALITY_OPENID_CLIENT_SECRET"),
        ({"openid_client_secret": "heslo123"}, "LOKALITY_OPENID_CLIENT_SECRET"),
        ({"openid_roles": {}}, "LOKALITY_OPENID_ROLES"),
        ({"openid_role_claim": ""}, "LOKALITY_OPENID_ROLE_CLAIM"),
    ],
)
def test_a_weak_or_incomplete_set_is_refused_by_name(change: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        openid_settings(Settings.model_validate(WHOLE | change))
    assert named in str(refused.value)


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:3000", "http://localhost:8080/realms/city", "http://[::1]:3000"])
def test_on_this_machine_a_provider_needs_no_tls(issuer: str) -> None:
    assert openid_settings(Settings.model_validate(WHOLE | {"openid_issuer": issuer})) is not None


def test_the_table_is_read_from_the_file_and_as_json(own_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_directory / "lokality.toml").write_text(
        '[openid_roles]\n"/city/coordinators" = "coordinator"\nngo = { roles = ["terrain"], organisation = "Most" }\n',
        encoding="utf-8",
    )
    table = read_settings().openid_roles
    assert table["/city/coordinators"].roles == {Role.COORDINATOR}
    assert table["ngo"].organisation == "Most"
    monkeypatch.setenv("LOKALITY_OPENID_ROLES", '{"admins": ["admin", "coordinator"]}')
    assert read_settings().openid_roles["admins"].roles == {Role.ADMIN, Role.COORDINATOR}


@pytest.mark.parametrize("value", ['{"x": "boss"}', '{"x": []}', "coordinators=coordinator"])
def test_a_table_that_cannot_be_read_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LOKALITY_OPENID_ROLES", value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert "LOKALITY_OPENID_ROLES" in str(refused.value)
    assert "\n" not in str(refused.value)
