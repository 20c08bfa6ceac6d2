"""Settings: built once, validated, passed in. From `LOKALITY_*` variables or `lokality.toml`."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from geodata.errors import N_, SettingsError

MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """Everything an installation can choose; each is described in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix="LOKALITY_", toml_file="lokality.toml", extra="forbid")

    data_directory: Path = Path("data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=0, le=65535)
    base_map: str = "osm"
    base_map_attribution: str = ""
    assets_directory: Path = Path("build/assets")
    language: str = Field(default="cs", pattern="^(cs|en)$")
    upload_limit_mib: int = Field(default=300, ge=1, le=4096)
    photo_limit_mib: int = Field(default=25, ge=1, le=200)

    @field_validator("base_map")
    @classmethod
    def _base_map_is_known(cls, value: str) -> str:
        if value in {"osm", "none"} or all(part in value for part in ("{z}", "{x}", "{y}")):
            return value
        raise ValueError("osm, none, or an address with {z}, {x} and {y}")

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
        first = fault.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            N_("The setting {name} does not fit: {reason}. Mend it in lokality.toml or in LOKALITY_{variable}."),
            name=name,
            reason=first["msg"],
            variable=name.upper(),
        ) from fault
    except ValueError as fault:  # a lokality.toml that is no TOML
        raise SettingsError(N_("lokality.toml cannot be read: {reason}."), reason=str(fault)) from fault
