"""The history of loaded files, and profiles that people keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.services.load_extent import load_extent
from geodata.services.loads import SourceName, keep_profile, kept_profiles, list_loads, list_sources
from geodata.services.organisations import add_organisation
from geodata.tables import Audit, KeptProfile
from tests.audited import whole_detail
from tests.batches import a_site, batch_of, load, load_sites
from tests.small_city import worker_of
from tests.storage.test_ingest_others import an_area

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_loads_are_told_the_latest_first_with_what_came_of_them(database: Database, actor: Actor) -> None:
    with clock.standing_at(MORNING):
        load_sites(database, actor, a_site("1"), a_site("2"), source="Odbor")
    with clock.standing_at(MORNING + timedelta(hours=1)):
        load_sites(database, actor, a_site("1", name="Jinak"), a_site("2"), source="Odbor")
    load_sites(database, actor, a_site("1", name="Jinak"), a_site("2"), source="Odbor")  # changes nothing
    load(database, actor, batch_of("areas", [an_area("1")]), batch_of("sites", [a_site("9")]), source="ČÚZK")
    loads = list_loads(database, actor)
    assert [(one.source.name, one.target, one.counts["created"], one.counts["updated"]) for one in loads] == [
        ("ČÚZK", "areas, sites", 2, 0), ("Odbor", "sites", 0, 1), ("Odbor", "sites", 2, 0)
    ]  # fmt: skip
    assert loads[-1].recorded_at == MORNING
    assert [one.id for one in list_loads(database, actor, limit=1)] == [loads[0].id]
    assert list_sources(database, actor) == [SourceName("ČÚZK", None), SourceName("Odbor", None)]


def test_of_what_others_load_only_coordinators_are_told(database: Database, actor: Actor) -> None:
    offices = [
        add_organisation(database, actor, name, OrganisationKind.AUTHORITY, short_name=name[:3])
        for name in ("Stavební", "Sociální")
    ]
    first, second = (worker_of(database, actor, office, Role.OFFICIAL) for office in offices)
    load_sites(database, first, a_site("1"), source="Odbor")
    load_sites(database, second, a_site("1"), source="Odbor")
    load_sites(database, second, a_site("2"), source="Bytovky")
    nobodys = replace(first, organisation_id=None)
    load_sites(database, nobodys, a_site("1"), source="Odbor")
    for who, sources in (
        (first, [SourceName("Odbor", None)]),
        (second, [SourceName("Bytovky", None), SourceName("Odbor", None)]),
        (nobodys, [SourceName("Odbor", None)]),
        (
            actor,
            [SourceName("Bytovky", None), SourceName("Odbor", None), SourceName("Odbor", "Soc"),
             SourceName("Odbor", "Sta")],
        ),
    ):  # fmt: skip
        assert list_sources(database, who) == sources
        assert {one.source for one in list_loads(database, who)} == set(sources)


def test_two_who_belong_to_no_organisation_are_not_told_of_each_others_loads(database: Database, actor: Actor) -> None:
    coordinator, official = (worker_of(database, actor, None, role) for role in (Role.COORDINATOR, Role.OFFICIAL))
    load_sites(database, coordinator, a_site("1"), source="Byty obětí")
    load_sites(database, coordinator, a_site("2"), source="Mapa")
    assert (list_sources(database, official), list_loads(database, official)) == ([], [])
    load_sites(database, official, a_site("3"), source="Mapa")
    assert list_sources(database, official) == [SourceName("Mapa", None)]
    (own,) = list_loads(database, official)
    theirs = [one.id for one in list_loads(database, coordinator) if one.id != own.id]
    assert len(theirs) == 2
    assert load_extent(database, official, own.id) is not None
    for load_id in theirs:
        with pytest.raises(NotFound):
            load_extent(database, official, load_id)


def test_a_kept_profile_is_found_by_its_name_and_written_over_with_a_trace(database: Database, actor: Actor) -> None:
    assert kept_profiles(database, actor) == {}
    keep_profile(database, actor, "  Skládky odboru ", 'target = "sites"\n')
    keep_profile(database, actor, "Další", "x = 1\n")
    keep_profile(database, actor, "Skládky odboru", 'target = "areas"\n')
    assert list(kept_profiles(database, actor)) == ["Další", "Skládky odboru"]
    assert kept_profiles(database, actor) == {"Skládky odboru": 'target = "areas"\n', "Další": "x = 1\n"}
    with database.read() as session:
        entries = session.scalars(select(Audit).where(Audit.action == "keep").order_by(Audit.id)).all()
        assert len(session.scalars(select(KeptProfile)).all()) == 2
    assert [whole_detail(database, entry)["before"] for entry in entries] == [None, None, 'target = "sites"\n']


def test_a_profile_without_a_name_is_not_kept(database: Database, actor: Actor) -> None:
    with pytest.raises(InvalidValue, match="name"):
        keep_profile(database, actor, "  ", "x = 1")
    assert kept_profiles(database, actor) == {}
