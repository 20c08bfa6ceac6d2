"""What an identity provider says of a person, as roles and an organisation: one table in the settings decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from geodata.errors import N_
from geodata.model.people import Role
from geodata.settings_faults import UnfitValue


class RoleGrant(BaseModel):
    """What one value of the claim gives: roles and, if it says whose the person is, an organisation (short name).

    Written short where that is enough: `"coordinator"`, or `["police", "commission"]`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: frozenset[Role] = Field(min_length=1)
    organisation: str | None = Field(default=None, min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _written_short(cls, value: object) -> object:
        if isinstance(value, str):
            return {"roles": [value]}
        if isinstance(value, list):
            return {"roles": value}
        if isinstance(value, Mapping) and isinstance(value.get("roles"), str):
            return {**value, "roles": [value["roles"]]}
        return value

    @field_validator("roles")
    @classmethod
    def _the_public_needs_none(cls, value: frozenset[Role]) -> frozenset[Role]:
        if Role.PUBLIC in value:
            raise UnfitValue(N_("any role but public: nobody signs in as the public"))
        return value


@dataclass(frozen=True, slots=True)
class Granted:
    """What all values together give. `organisation_said`: the table is where organisations come from."""

    roles: frozenset[Role]
    organisation: str | None = None
    organisation_said: bool = False


def claimed_values(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """The texts at a dotted path; none where it leads nowhere or to something else.

    A name may hold dots itself (`https://city.example/roles`, `resource_access.lokality.web.roles`): the longest
    name that is there wins.
    """
    if path in claims:
        found = claims[path]
        if isinstance(found, str):
            return (found,)
        return tuple(value for value in found if isinstance(value, str)) if isinstance(found, list) else ()
    name = path
    while "." in name:
        name = name.rpartition(".")[0]
        within = claims.get(name)
        if isinstance(within, Mapping):
            return claimed_values(within, path[len(name) + 1 :])
    return ()


def granted(claims: Mapping[str, Any], path: str, table: Mapping[str, RoleGrant]) -> Granted:
    """Everything the table gives for the values at the path. Of several organisations the table's first one counts."""
    values = set(claimed_values(claims, path))
    grants = [grant for value, grant in table.items() if value in values]
    return Granted(
        roles=frozenset().union(*(grant.roles for grant in grants)),
        organisation=next((grant.organisation for grant in grants if grant.organisation), None),
        organisation_said=any(grant.organisation for grant in table.values()),
    )
