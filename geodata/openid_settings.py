"""The settings of OpenID Connect as a whole: they stand together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from geodata.errors import N_, SettingsError
from geodata.role_claims import RoleGrant
from geodata.settings import Settings

# Providers make secrets of 32 characters and more; a short one is a word that somebody thought of.
SECRET_AT_LEAST = 16


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """A provider that may say who somebody is, and what its words mean here."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    role_claim: str
    roles: Mapping[str, RoleGrant]

    @property
    def organisations(self) -> frozenset[str]:
        """The short names of all organisations that the table speaks of."""
        return frozenset(grant.organisation for grant in self.roles.values() if grant.organisation)


def openid_settings(settings: Settings) -> OpenIdSettings | None:
    """The settings of the provider, or None where none is named. Raises SettingsError with what does not fit."""
    secret = settings.openid_client_secret.get_secret_value()
    if not settings.openid_issuer:
        if settings.openid_client_id or secret or settings.openid_roles:
            raise SettingsError(
                N_(
                    "OpenID Connect is set up in part: let LOKALITY_OPENID_ISSUER name the provider, or remove the "
                    "rest."
                )
            )
        return None
    _require_issuer(settings.openid_issuer)
    if not settings.openid_client_id or not secret:
        raise SettingsError(
            N_(
                "OpenID Connect needs LOKALITY_OPENID_CLIENT_ID and LOKALITY_OPENID_CLIENT_SECRET: the provider gives "
                "both when Lokality is registered there."
            )
        )
    if len(secret) < SECRET_AT_LEAST:
        raise SettingsError(
            N_(
                "LOKALITY_OPENID_CLIENT_SECRET is shorter than {count} characters: let the provider make a new secret, "
                "do not think of one."
            ),
            count=SECRET_AT_LEAST,
        )
    if not settings.openid_roles or not settings.openid_role_claim:
        raise SettingsError(
            N_(
                "Nobody could sign in by OpenID Connect: LOKALITY_OPENID_ROLES must say which values of the claim "
                "LOKALITY_OPENID_ROLE_CLAIM give which roles."
            )
        )
    return OpenIdSettings(
        issuer=settings.openid_issuer,
        client_id=settings.openid_client_id,
        client_secret=secret,
        name=settings.openid_name,
        role_claim=settings.openid_role_claim,
        roles=settings.openid_roles,
    )


def _require_issuer(issuer: str) -> None:
    parts = urlsplit(issuer)
    secure = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    if not secure or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingsError(
            N_(
                "LOKALITY_OPENID_ISSUER must be the address of the provider exactly as it calls itself, with https://: "
                "{issuer} is none. Only on this machine itself may it be http://."
            ),
            issuer=issuer,
        )


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
