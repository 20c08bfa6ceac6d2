"""A file is no way around the policy: it lifts no restriction and changes nothing that its loader may not know of."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from geodata.database import Database
from geodata.errors import LokalityError
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.ingest.context import NotYours
from geodata.services.organisations import add_organisation
from geodata.services.site_card import site_card
from geodata.services.sites import SiteChange, correct_site
from geodata.tables import Site
from tests.batches import a_site, content_of, load_sites
from tests.small_city import worker_of


@pytest.fixture
def officials(database: Database, actor: Actor) -> tuple[Actor, Actor]:
    """Two officials of different offices."""
    offices = [add_organisation(database, actor, name, OrganisationKind.AUTHORITY) for name in ("Stavební", "Sociální")]
    first, second = (worker_of(database, actor, office, Role.OFFICIAL) for office in offices)
    return first, second


def test_a_file_that_comes_again_lifts_no_restriction(
    database: Database, actor: Actor, officials: tuple[Actor, Actor]
) -> None:
    load_sites(database, officials[0], a_site("1"))
    with database.read() as session:
        site = session.scalars(select(Site)).one()
    correct_site(database, actor, site.id, site.row_version, SiteChange(sensitivity=Sensitivity.RESTRICTED))
    load_sites(database, officials[0], a_site("1", note="Suť", sensitivity="partners"))
    with database.read() as session:
        assert session.get_one(Site, site.id).sensitivity == Sensitivity.RESTRICTED
    with pytest.raises(LokalityError):
        site_card(database, officials[1], site.id)


def test_a_hidden_record_of_the_same_source_is_not_overwritten(
    database: Database, officials: tuple[Actor, Actor]
) -> None:
    load_sites(database, officials[0], a_site("1", sensitivity="restricted"))
    before = content_of(database)
    with pytest.raises(NotYours):
        load_sites(database, officials[1], a_site("1", name="Jinak"), a_site("2"))
    assert content_of(database) == before
