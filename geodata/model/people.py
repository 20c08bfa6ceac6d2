"""Organisations, accounts and the actor on whose behalf a service works."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    COORDINATOR = "coordinator"
    OFFICIAL = "official"
    TERRAIN = "terrain"
    POLICE = "police"
    COMMISSION = "commission"
    PARTNER = "partner"
    PUBLIC = "public"


class OrganisationKind(StrEnum):
    CITY = "city"
    CITY_DISTRICT = "city_district"
    STATE_POLICE = "state_police"
    MUNICIPAL_POLICE = "municipal_police"
    NGO = "ngo"
    SCHOOL = "school"
    AUTHORITY = "authority"
    PROVIDER = "provider"
    OTHER = "other"


class SignInWay(StrEnum):
    """How a session began."""

    PASSWORD = "password"
    OPENID = "openid"
    LINK = "link"
    DEMO = "demo"


class LinkPurpose(StrEnum):
    """What a one-time link is for: both end in a password of one's own."""

    INVITATION = "invitation"
    RESET = "reset"


class Sensitivity(StrEnum):
    """Who may know of a record. Public does not mean published: the public picture is made of counts."""

    PUBLIC = "public"
    PARTNERS = "partners"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. Every service takes one; there is no way to ask without.

    `where` says from where, for the audit ("web 192.0.2.7", "command line"). `views_as`: an administrator who looks
    through the eyes of another role; such an actor reads and changes nothing.
    """

    account_id: int
    name: str
    municipality_id: int
    organisation_id: int | None
    roles: frozenset[Role] = field(default_factory=frozenset)
    where: str = field(default="", compare=False)
    views_as: bool = False
