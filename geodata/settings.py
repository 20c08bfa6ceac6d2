"""Settings: built once, validated, passed in. From `LOKALITY_*` variables or `lokality.toml`."""

from __future__ import annotations

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import (
    SettingsError as UnreadableValue,
)

from geodata.errors import N_, Message
from geodata.model.retention import DEFAULT_MONTHS, MONTHS_AT_MOST, Retention, RetentionRule
from geodata.role_claims import RoleGrant
from geodata.settings_faults import UnfitValue, file_fault, table_fault, unknown_variables, value_fault

MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """Everything an installation can choose; each is described in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix="LOKALITY_", toml_file="lokality.toml", extra="forbid")

    data_directory: Path = Path("data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=0, le=65535)
    public_address: str = ""
    trusted_proxies: str = ""
    base_map: str = "osm"
    base_map_attribution: str = ""
    assets_directory: Path = Path("build/assets")
    language: str = Field(default="cs", pattern="^(cs|en)$")
    upload_limit_mib: int = Field(default=300, ge=1, le=4096)
    photo_limit_mib: int = Field(default=25, ge=1, le=200)
    openid_issuer: str = ""
    openid_client_id: str = ""
    openid_client_secret: SecretStr = SecretStr("")
    openid_name: str = "OpenID Connect"
    openid_role_claim: str = "roles"
    openid_roles: dict[str, RoleGrant] = {}
    public_limit: int = Field(default=8, ge=5, le=1000)
    retention: dict[RetentionRule, Annotated[int, Field(ge=0, le=MONTHS_AT_MOST)]] = {}

    @field_validator("base_map")
    @classmethod
    def _base_map_is_known(cls, value: str) -> str:
        if value in {"osm", "none"} or all(part in value for part in ("{z}", "{x}", "{y}")):
            return value
        raise UnfitValue(N_("osm, none, or an address with {parts}"), parts="{z}, {x}, {y}")

    @field_validator("retention")
    @classmethod
    def _retention_rules_are_known(cls, value: dict[RetentionRule, int]) -> dict[RetentionRule, int]:
        if value.keys() <= DEFAULT_MONTHS.keys():
            return value
        raise UnfitValue(N_("months for {rules}"), rules=", ".join(DEFAULT_MONTHS))

    @field_validator("public_address")
    @classmethod
    def _public_address_is_secure(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme != "https" or not parts.hostname or parts.path not in {"", "/"}):
            raise UnfitValue(N_("https://name.of.the.server, without a path"))
        return value.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database(self) -> str:
        """The database address: the setting, or one SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{self.data_directory.resolve() / 'lokality.db'}"

    @property
    def public_name(self) -> str | None:
        """The host name under which people reach the server through its proxy, or None."""
        return urlsplit(self.public_address).hostname

    @property
    def retention_rules(self) -> Retention:
        """How long what is kept: the defaults, and over them what this city has chosen."""
        return Retention({**DEFAULT_MONTHS, **self.retention})

    @property
    def is_safely_reached(self) -> bool:
        """Whether only this machine, or a proxy with TLS, can reach the server: else passwords travel in the open."""
        return self.listens_on_loopback or bool(self.public_address and self.trusted_proxies)

    @property
    def photo_directory(self) -> Path:
        return self.data_directory / "photos"

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_settings() -> Settings:
    """The settings of this installation. Raises SettingsError naming the first that does not fit."""
    try:
        return Settings()
    except ValidationError as fault:
        raise value_fault(fault, Settings.model_fields) from fault
    except UnreadableValue as fault:
        raise table_fault(fault) from fault
    except ValueError as fault:
        raise file_fault(fault) from fault


def passed_over() -> list[Message]:
    """What to say about LOKALITY_ variables of this process that are no settings."""
    return list(unknown_variables(os.environ, Settings.model_fields))
