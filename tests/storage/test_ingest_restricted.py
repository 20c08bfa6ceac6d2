"""A file is no way around the policy: it lifts no restriction and changes nothing that its loader may not know of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from geodata.database import Database
from geodata.errors import LokalityError
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.ingest.context import NotYours
from geodata.services.issue_card import issue_card
from geodata.services.organisations import add_organisation
from geodata.services.placing import list_waiting
from geodata.services.site_card import site_card
from geodata.services.sites import SiteChange, correct_site
from geodata.tables import Site, Source
from tests.batches import a_site, content_of, counted, load_sites
from tests.small_city import some_issue, worker_of


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


def test_the_same_name_and_key_under_another_organisation_is_another_record(
    database: Database, actor: Actor, officials: tuple[Actor, Actor]
) -> None:
    first, second = officials
    load_sites(database, first, a_site("1", name="Tajná", sensitivity="restricted"))
    told = load_sites(database, second, a_site("1", name="Jinak"), a_site("2"))
    assert counted(told) == (2, 0, 0, 0)  # as if nothing were there
    load_sites(database, actor, a_site("1", name="Města"))  # a coordinator's file is of the coordinator's organisation
    with database.read() as session:
        sites = session.execute(select(Site.name, Site.organisation_id).where(Site.source_key == "1")).all()
        assert session.scalar(select(func.count()).select_from(Source)) == 3
    assert {tuple(site) for site in sites} == {
        ("Tajná", first.organisation_id), ("Jinak", second.organisation_id), ("Města", actor.organisation_id)
    }  # fmt: skip
    assert counted(load_sites(database, second, a_site("1", name="Jinak"))) == (0, 0, 1, 0)


def test_a_source_without_an_organisation_is_one_in_its_city(database: Database, actor: Actor) -> None:
    nobodys = replace(actor, organisation_id=None)
    load_sites(database, nobodys, a_site("1"))
    assert counted(load_sites(database, nobodys, a_site("1", name="Jinak"))) == (0, 1, 0, 0)
    with database.write(actor) as work:
        work.session.add(Source(municipality_id=actor.municipality_id, name="Odbor životního prostředí"))
        with pytest.raises(IntegrityError):
            work.session.flush()


def test_a_record_that_became_anothers_is_not_overwritten(database: Database, officials: tuple[Actor, Actor]) -> None:
    first, second = officials
    load_sites(database, first, a_site("1", sensitivity="restricted"))
    with database.engine.begin() as connection:
        connection.execute(update(Site).values(organisation_id=second.organisation_id))
    before = content_of(database)
    with pytest.raises(NotYours):
        load_sites(database, first, a_site("1", name="Jinak"), a_site("2"))
    assert content_of(database) == before


def test_a_record_that_waits_is_renewed_by_its_own_organisation_only_and_stays_restricted(
    database: Database, officials: tuple[Actor, Actor]
) -> None:
    first, second = officials
    nowhere = {"lon": None, "lat": None}
    load_sites(database, first, a_site("1", name="Tajná", sensitivity="restricted", **nowhere))
    assert counted(load_sites(database, second, a_site("1", name="Jinak", **nowhere))) == (0, 0, 0, 1)
    assert {row.name for row in list_waiting(database, first).rows} == {"Tajná", "Jinak"}
    assert [row.name for row in list_waiting(database, second).rows] == ["Jinak"]
    again = a_site("1", name="Tajná znovu", sensitivity="partners", **nowhere)
    assert counted(load_sites(database, first, again)) == (0, 1, 0, 0)
    assert counted(load_sites(database, first, again)) == (0, 0, 1, 0)
    assert [row.name for row in list_waiting(database, second).rows] == ["Jinak"]


def test_who_belongs_to_no_organisation_renews_no_hidden_record_that_waits(database: Database, actor: Actor) -> None:
    official = replace(actor, organisation_id=None, roles=frozenset({Role.OFFICIAL}))
    nowhere = {"lon": None, "lat": None}
    load_sites(database, official, a_site("1", sensitivity="restricted", **nowhere))
    with pytest.raises(NotYours):
        load_sites(database, official, a_site("1", name="Jinak", **nowhere))


def test_a_file_that_restricts_a_place_restricts_its_issues(
    database: Database, actor: Actor, officials: tuple[Actor, Actor]
) -> None:
    first, second = officials
    load_sites(database, first, a_site("1"))
    with database.read() as session:
        site_id = session.scalars(select(Site.id)).one()
    issue_id = some_issue(database, first, site_ids=(site_id,))
    assert issue_card(database, second, issue_id)
    load_sites(database, first, a_site("1", sensitivity="restricted"))
    with pytest.raises(LokalityError):
        issue_card(database, second, issue_id)
    assert issue_card(database, first, issue_id).sensitivity == Sensitivity.RESTRICTED
