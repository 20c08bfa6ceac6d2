"""What `lokality doctor` looks at where people sign in by OpenID Connect."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from geodata.database import Database
from geodata.errors import N_, LokalityError, Message
from geodata.openid_settings import OpenIdSettings, openid_settings
from geodata.services.health import Finding, Weight, fault, fine
from geodata.services.openid import unknown_organisations
from geodata.settings import Settings


def examine_openid(settings: Settings) -> Iterator[Finding]:
    """Whether the settings fit together and the provider is who they say; nothing where none is named."""
    try:
        whole = openid_settings(settings)
    except LokalityError as error:
        yield Finding(Weight.FAULT, error.message)
        return
    if whole is not None:
        yield _provider(whole)


def _provider(settings: OpenIdSettings) -> Finding:
    from dashboard.openid.provider import Provider

    try:
        Provider(settings).endpoints()
    except LokalityError:
        return fault(
            Message(
                N_("The address {issuer} does not answer as an OpenID provider of this name."),
                {"issuer": settings.issuer},
            ),
            N_(
                "Check LOKALITY_OPENID_ISSUER, and whether this machine may reach it. Until then people sign in with "
                "a name and a password."
            ),
        )
    return fine(Message(N_("The OpenID provider {name} answers under its own name."), {"name": settings.name}))


def examine_openid_organisations(settings: Settings, database: Database) -> Iterator[Finding]:
    """Whether the organisations that the table speaks of are in the database."""
    named = {grant.organisation for grant in settings.openid_roles.values() if grant.organisation}
    try:
        unknown = unknown_organisations(database, named) if named else []
    except (LokalityError, DBAPIError):
        return  # what is wrong with the database was said already
    if unknown:
        yield fault(
            Message(
                N_("The table LOKALITY_OPENID_ROLES speaks of organisations that are not here: {organisations}."),
                {"organisations": ", ".join(unknown)},
            ),
            N_("Write their short names as they stand here, or add them on the page Administration."),
        )
