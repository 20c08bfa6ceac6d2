"""What is logged under a patrol counts under it by when it was seen; what does not count is kept all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.field_areas import field_account
from geodata.services.field_records import take_record
from geodata.services.organisations import add_organisation
from geodata.services.patrol_places import patrol_places, patrols_under_way
from geodata.services.patrol_steps import start_patrol, stop_patrol
from geodata.services.sites import NewObservation, observe
from geodata.tables import Observation
from tests.field_records import sent
from tests.patrols import knowing_all, some_patrol, walk
from tests.small_city import SmallCity, small_city, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def officer(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.police_id, Role.POLICE)


@pytest.fixture
def outreach(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


@pytest.fixture
def elsewhere(database: Database, actor: Actor) -> Actor:
    other_id = add_organisation(database, actor, "Jiný spolek", OrganisationKind.NGO)
    return worker_of(database, actor, other_id, Role.TERRAIN)


def under_way(database: Database, officer: Actor, city: SmallCity, **facts: Any) -> int:
    """A joint patrol that has set out."""
    patrol_id = some_patrol(database, officer, organisation_ids=(city.ngo_id,), **facts)
    start_patrol(database, officer, patrol_id, 1)
    return patrol_id


def counted(database: Database, observation_id: int) -> int | None:
    with database.read() as session:
        return session.get_one(Observation, observation_id).patrol_id


def test_a_patrol_under_way_is_offered_to_those_who_take_part_only(
    database: Database, actor: Actor, officer: Actor, outreach: Actor, elsewhere: Actor, city: SmallCity
) -> None:
    planned, patrol_id = some_patrol(database, officer), under_way(database, officer, city)
    walk(database, officer, some_patrol(database, officer))
    assert planned != patrol_id
    for who in (officer, outreach):
        assert [patrol.id for patrol in patrols_under_way(database, who)] == [patrol_id]
        assert [patrol.purpose for patrol in field_account(database, who).patrols] == ["Kontrola sklepů"]
    assert patrols_under_way(database, elsewhere) == ()
    assert field_account(database, elsewhere).patrols == ()
    reader = worker_of(database, actor, city.police_id, Role.PARTNER)
    assert field_account(database, reader).patrols == ()  # it logs no places


def test_a_patrol_in_which_one_walks_comes_before_the_others(
    database: Database, officer: Actor, outreach: Actor, city: SmallCity
) -> None:
    own = under_way(database, knowing_all(officer), city, member_ids=(outreach.account_id,))
    other = under_way(database, officer, city)
    assert [patrol.id for patrol in patrols_under_way(database, outreach)] == [own, other]
    assert [patrol.id for patrol in patrols_under_way(database, officer)] == [other, own]


def test_a_patrol_that_nobody_ended_is_over_after_a_day(database: Database, officer: Actor, city: SmallCity) -> None:
    with standing_at(clock.now() - timedelta(hours=25)):
        under_way(database, officer, city)
    assert patrols_under_way(database, officer) == ()


def test_a_record_of_the_phone_is_listed_under_its_patrol(
    database: Database, officer: Actor, outreach: Actor, city: SmallCity
) -> None:
    patrol_id = under_way(database, officer, city)
    record = sent(patrol_id=patrol_id)
    kept = take_record(database, outreach, record)
    assert kept.patrol_id == patrol_id
    assert take_record(database, outreach, record) == kept
    again = take_record(database, outreach, sent(site_id=kept.site_id, condition="cleaned", patrol_id=patrol_id))
    visited = take_record(database, outreach, sent(site_id=city.dump_id, patrol_id=patrol_id))
    take_record(database, outreach, sent())
    found = patrol_places(database, officer, patrol_id)
    assert found.count == 2
    assert [place.site.id for place in found.rows] == [visited.site_id, again.site_id]
    assert found.rows[1].condition == "cleaned"
    assert found.rows[1].organisation is not None


def test_a_record_that_arrives_after_the_end_counts_by_when_it_was_seen(
    database: Database, officer: Actor, city: SmallCity
) -> None:
    now = clock.now()
    with standing_at(now - timedelta(hours=5)):
        patrol_id = under_way(database, officer, city)
    with standing_at(now - timedelta(hours=3)):
        stop_patrol(database, officer, patrol_id, 2)
    during, after, before = (now - timedelta(hours=hours) for hours in (4, 2, 6))
    told = [
        take_record(database, officer, sent(patrol_id=patrol_id, seen_at=moment.isoformat())).patrol_id
        for moment in (during, after, before)
    ]
    assert told == [patrol_id, None, None]
    assert patrol_places(database, officer, patrol_id).count == 1


def test_a_record_under_a_patrol_that_is_unknown_foreign_or_only_planned_is_kept_without_it(
    database: Database, officer: Actor, outreach: Actor, elsewhere: Actor, city: SmallCity
) -> None:
    foreign = under_way(database, officer, city)
    hidden = under_way(database, officer, city, sensitivity=Sensitivity.RESTRICTED)
    planned = some_patrol(database, elsewhere)
    for patrol_id in (foreign, hidden, planned, 40_000_000):
        kept = take_record(database, elsewhere, sent(patrol_id=patrol_id))
        assert (kept.patrol_id, counted(database, kept.observation_id)) == (None, None)
    assert patrol_places(database, outreach, foreign).count == 0


def test_a_visit_written_at_a_desk_counts_if_it_is_of_now(database: Database, officer: Actor, city: SmallCity) -> None:
    patrol_id = under_way(database, officer, city)
    today, earlier = clock.today(), clock.today() - timedelta(days=1)
    for day, expected in ((today, patrol_id), (earlier, None)):
        seen = observe(database, officer, city.dump_id, NewObservation(day, patrol_id=patrol_id))
        assert counted(database, seen) == expected


def test_who_may_see_the_patrol_finds_only_the_places_they_may_see(
    database: Database, actor: Actor, officer: Actor, outreach: Actor, elsewhere: Actor, city: SmallCity
) -> None:
    patrol_id = under_way(database, officer, city)
    take_record(database, officer, sent(patrol_id=patrol_id, sensitivity="restricted"))
    take_record(database, officer, sent(patrol_id=patrol_id))
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    counts = {who: patrol_places(database, who, patrol_id).count for who in (officer, coordinator, outreach, elsewhere)}
    assert list(counts.values()) == [2, 2, 1, 1]
    hidden = under_way(database, officer, city, sensitivity=Sensitivity.RESTRICTED)
    with pytest.raises(NotFound):
        patrol_places(database, elsewhere, hidden)
