"""`lokality doctor` and OpenID Connect: the provider is asked, and the table compared with the organisations."""

from __future__ import annotations

import pytest

from dashboard.commands.openid_examination import examine_openid, examine_openid_organisations
from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind
from geodata.services.health import Weight
from geodata.services.organisations import add_organisation
from geodata.settings import Settings
from geodata.tables import Organisation
from tests.oidc.provider import OpenIdProvider
from tests.oidc.visits import Doors


def test_a_provider_that_answers_under_its_name_is_fine(database: Database, openid_provider: OpenIdProvider) -> None:
    settings = Doors(database, openid_provider.issuer).settings
    assert [finding.weight for finding in examine_openid(settings)] == [Weight.FINE]


@pytest.mark.parametrize(
    "change",
    [{"openid_client_id": ""}, {"openid_issuer": "https://127.0.0.1:9"}, {"openid_issuer": "http://127.0.0.1:9/other"}],
    ids=str,
)
def test_what_does_not_fit_is_a_fault(
    database: Database, openid_provider: OpenIdProvider, change: dict[str, str]
) -> None:
    settings = Doors(database, openid_provider.issuer).settings.model_copy(update=change)
    assert [finding.weight for finding in examine_openid(settings)] == [Weight.FAULT]


def test_without_a_provider_nothing_is_said(database: Database) -> None:
    assert list(examine_openid(Settings())) == []
    assert list(examine_openid_organisations(Settings(), database)) == []


def test_organisations_of_the_table_that_are_not_here_or_here_twice_are_named(
    database: Database, actor: Actor, openid_provider: OpenIdProvider
) -> None:
    settings = Doors(database, openid_provider.issuer).settings
    (finding,) = examine_openid_organisations(settings, database)
    assert str(finding.what).endswith("Most, Nikde.")
    add_organisation(database, actor, "Most, z. s.", OrganisationKind.NGO, short_name="Most")
    with database.write(actor) as work:  # from before the rule that no two are called the same
        same = {"municipality_id": actor.municipality_id, "short_name": "Nikde", "kind": OrganisationKind.NGO}
        work.session.add_all([Organisation(name=name, **same) for name in ("Nikde 1", "Nikde 2")])
        work.commit()
    (finding,) = examine_openid_organisations(settings, database)
    assert str(finding.what).endswith(": Nikde.")
