"""Claims of a provider become roles by the table of the settings, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from geodata.model.people import Role
from geodata.role_claims import RoleGrant, claimed_values, granted

TABLE = {
    "city": RoleGrant.model_validate("coordinator"),
    "ngo-a": RoleGrant.model_validate({"roles": ["terrain"], "organisation": "A"}),
    "ngo-b": RoleGrant.model_validate({"roles": ["terrain", "partner"], "organisation": "B"}),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("claims", "path"),
    [
        ({"realm_access": {"roles": ["city", "other"]}}, "realm_access.roles"),  # Keycloak, of the realm
        ({"resource_access": {"lokality.web": {"roles": ["city", "other"]}}}, "resource_access.lokality.web.roles"),
        ({"roles": ["city", "other"]}, "roles"),  # Entra
        ({"https://city.example/groups": ["city", "other"]}, "https://city.example/groups"),
        ({"groups": ["city", 7, None, {"city": 1}, "other"]}, "groups"),
        ({"a.b": {"c": ["city", "other"]}, "a": {"b": {"c": ["no"]}}}, "a.b.c"),
    ],
)
def test_a_path_leads_to_the_values(claims: dict[str, Any], path: str) -> None:
    assert claimed_values(claims, path) == ("city", "other")


def test_one_text_is_one_value_and_never_several() -> None:
    assert claimed_values({"role": "city ngo-a"}, "role") == ("city ngo-a",)


@pytest.mark.parametrize(
    "claims", [{}, {"roles": None}, {"roles": 1}, {"roles": {"city": True}}, {"roles.x": "city"}, {"Roles": ["city"]}]
)
def test_whatever_is_no_list_of_texts_gives_nothing(claims: dict[str, Any]) -> None:
    assert granted(claims, "roles", TABLE).roles == frozenset()


def test_several_values_give_all_their_roles_and_the_first_organisation_of_the_table() -> None:
    given_roles = granted({"roles": ["ngo-b", "ngo-a", "city", "unknown"]}, "roles", TABLE)
    assert given_roles.roles == {Role.COORDINATOR, Role.TERRAIN, Role.PARTNER}
    assert given_roles.organisation == "A"


def test_a_table_that_names_an_organisation_decides_about_everybodys() -> None:
    assert granted({"roles": "city"}, "roles", TABLE).organisation_said
    assert not granted({"roles": "city"}, "roles", {"city": TABLE["city"]}).organisation_said


@given(claims=st.dictionaries(st.text(max_size=8) | st.sampled_from(["roles", "a", "a.b"]), JSON), path=st.text())
def test_any_claims_and_any_path_give_only_what_the_table_holds(claims: dict[str, Any], path: str) -> None:
    for tried in (path, "roles", "a.b.c", "a.b"):
        values = claimed_values(claims, tried)
        found = granted(claims, tried, TABLE)
        expected = {role for value in values if value in TABLE for role in TABLE[value].roles}
        assert found.roles == expected
        assert found.organisation in {None, *(TABLE[value].organisation for value in values if value in TABLE)}


@given(values=st.lists(st.sampled_from(["city", "ngo-a", "ngo-b", "CITY", " city", "city ", ""])))
def test_order_and_repetition_change_nothing(values: list[str]) -> None:
    ways = [values, values[::-1], values + values]
    assert len({granted({"roles": way}, "roles", TABLE) for way in ways}) == 1


@pytest.mark.parametrize(
    ("written", "roles", "organisation"),
    [
        ("police", {Role.POLICE}, None),
        (["police", "commission"], {Role.POLICE, Role.COMMISSION}, None),
        ({"roles": "terrain", "organisation": "Most"}, {Role.TERRAIN}, "Most"),
    ],
)
def test_a_row_may_be_written_short(written: object, roles: set[Role], organisation: str | None) -> None:
    grant = RoleGrant.model_validate(written)
    assert set(grant.roles) == roles
    assert grant.organisation == organisation


@pytest.mark.parametrize(
    "written", ["boss", [], "public", ["admin", "public"], {}, {"roles": ["admin"], "organization": "x"}, 3, None]
)
def test_a_row_that_gives_nothing_known_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        RoleGrant.model_validate(written)
