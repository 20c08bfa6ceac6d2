"""A record from the street is kept whole, once, and a clash is told, whatever breaks meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services import field_records
from geodata.services.field_records import PlaceGone, RecordConflict, take_record
from geodata.services.personal_data import PersonalDataFound
from geodata.services.sites import NewObservation, observe
from geodata.tables import Base, Issue, IssueSite, Observation, Site
from geodata.unit_of_work import UnitOfWork
from tests.field_records import sent
from tests.small_city import SmallCity, small_city, some_site, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def walker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


def count(database: Database, table: type[Base]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def last_of(database: Database, site_id: int) -> int:
    with database.read() as session:
        return session.scalars(select(func.max(Observation.id)).where(Observation.site_id == site_id)).one()


def test_a_new_place_its_visit_and_its_issue_are_kept_together(
    database: Database, walker: Actor, city: SmallCity
) -> None:
    kept = take_record(database, walker, sent(issue={"title": "Odvézt skládku", "body_id": city.cell_id}))
    with database.read() as session:
        site, seen = session.get_one(Site, kept.site_id), session.get_one(Observation, kept.observation_id)
        issue = session.get_one(Issue, kept.issue_id)
        assert (site.name, site.organisation_id, seen.site_id, seen.accuracy_m) == (
            "Za garážemi", walker.organisation_id, site.id, 8.0,
        )  # fmt: skip
        assert (seen.observed_on, seen.note, seen.recorded_by) == (
            clock.today(), "Matrace a pneumatiky.", walker.account_id,
        )  # fmt: skip
        assert (issue.title, issue.body_id) == ("Odvézt skládku", city.cell_id)
        assert session.get(IssueSite, (issue.id, site.id)) is not None
    assert (kept.clash, kept.clock_corrected) == (False, False)


def test_the_same_record_again_is_the_same_answer(database: Database, walker: Actor) -> None:
    record = sent(issue={"title": "Odvézt skládku", "body_id": None})
    first = take_record(database, walker, record)
    before = count(database, Observation), count(database, Site), count(database, Issue)
    assert [take_record(database, walker, record) for _ in range(3)] == [first] * 3
    assert (count(database, Observation), count(database, Site), count(database, Issue)) == before


def test_two_connections_at_once_make_one_record(database: Database, walker: Actor) -> None:
    record = sent(issue={"title": "Odvézt skládku", "body_id": None})
    before = count(database, Observation), count(database, Site), count(database, Issue)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: take_record(database, walker, record), range(8)))
    assert len(set(answers)) == 1
    assert (count(database, Observation), count(database, Site), count(database, Issue)) == tuple(
        number + 1 for number in before
    )


@contextmanager
def breaking(monkeypatch: pytest.MonkeyPatch, moment: str) -> Iterator[None]:
    """The server dies before the issue is made, before the commit, or after it and before it could answer."""
    commit = UnitOfWork.commit

    def die(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("power cut")

    def die_after(work: UnitOfWork) -> NoReturn:
        commit(work)
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        if moment == "middle":
            patch.setattr(field_records, "put_issue", die)
        else:
            patch.setattr(UnitOfWork, "commit", die if moment == "before" else die_after)
        yield


@pytest.mark.parametrize("moment", ["middle", "before", "after"])
def test_a_server_that_dies_neither_loses_nor_doubles(
    database: Database, walker: Actor, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    record = sent(issue={"title": "Odvézt skládku", "body_id": None})
    before = count(database, Observation), count(database, Site), count(database, Issue)
    with breaking(monkeypatch, moment), pytest.raises(RuntimeError):
        take_record(database, walker, record)
    kept = take_record(database, walker, record)
    assert kept.issue_id is not None
    assert (count(database, Observation), count(database, Site), count(database, Issue)) == tuple(
        number + 1 for number in before
    )


def test_who_wrote_meanwhile_makes_a_clash_and_both_stay(
    database: Database, actor: Actor, walker: Actor, city: SmallCity
) -> None:
    shown = last_of(database, city.dump_id)
    observe(database, actor, city.dump_id, NewObservation(clock.today(), note="Uklizeno"))
    record = sent(site_id=city.dump_id, based_on=shown)
    kept = take_record(database, walker, record)
    assert kept.clash
    observe(database, actor, city.dump_id, NewObservation(clock.today()))
    assert take_record(database, walker, record) == kept
    with database.read() as session:
        notes = set(session.scalars(select(Observation.note).where(Observation.site_id == city.dump_id)))
    assert {"Uklizeno", "Matrace a pneumatiky."} <= notes


def test_what_came_later_and_ones_own_is_no_clash(
    database: Database, actor: Actor, walker: Actor, city: SmallCity
) -> None:
    shown = last_of(database, city.dump_id)
    first, second = (sent(site_id=city.dump_id, based_on=shown) for _ in range(2))
    assert not take_record(database, walker, first).clash
    assert not take_record(database, walker, second).clash
    observe(database, actor, city.dump_id, NewObservation(clock.today()))
    assert not take_record(database, walker, first).clash


def test_a_second_visit_of_a_place_made_on_the_phone(database: Database, walker: Actor, actor: Actor) -> None:
    made = sent()
    place = take_record(database, walker, made)
    assert not take_record(database, walker, sent(site_client_id=made.client_id)).clash
    observe(database, actor, place.site_id, NewObservation(clock.today()))
    visit = take_record(database, walker, sent(site_client_id=made.client_id))
    assert (visit.site_id, visit.clash) == (place.site_id, True)


def test_a_phone_whose_clock_is_a_month_wrong_tells_the_right_day(database: Database, walker: Actor) -> None:
    seen = clock.now() + timedelta(days=30) - timedelta(days=2)
    record = sent(seen_at=seen.isoformat(), sent_at=(clock.now() + timedelta(days=30)).isoformat())
    kept = take_record(database, walker, record)
    with database.read() as session:
        assert session.get_one(Observation, kept.observation_id).observed_on == clock.today() - timedelta(days=2)
    assert kept.clock_corrected
    assert take_record(database, walker, record) == kept


def test_of_the_record_of_another_nothing_is_told(
    database: Database, actor: Actor, walker: Actor, city: SmallCity
) -> None:
    record = sent(sensitivity="restricted")
    take_record(database, walker, record)
    stranger = worker_of(database, actor, city.police_id, Role.TERRAIN)
    with pytest.raises(RecordConflict):
        take_record(database, stranger, record)
    with pytest.raises(PlaceGone):
        take_record(database, stranger, sent(site_client_id=record.client_id))


def test_a_hidden_place_and_one_that_never_was_are_answered_alike(
    database: Database, walker: Actor, city: SmallCity
) -> None:
    told = []
    for site_id in (city.hidden_site_id, 40_000_000):
        with pytest.raises(PlaceGone) as refused:
            take_record(database, walker, sent(site_id=site_id))
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_personal_data_stays_on_the_phone_until_there_is_a_reason(database: Database, walker: Actor) -> None:
    before = count(database, Observation)
    text = "Spal tam, volat 602 123 456."
    with pytest.raises(PersonalDataFound):
        take_record(database, walker, sent(note=text))
    assert count(database, Observation) == before
    assert take_record(database, walker, sent(note=text, keep_personal_data="Kontakt na správce.")).site_id


def test_what_does_not_fit_leaves_nothing_behind(
    database: Database, actor: Actor, walker: Actor, city: SmallCity
) -> None:
    other = last_of(database, city.building_id)
    before = count(database, Site), count(database, Observation)
    for wrong in (
        {"issue": {"title": " ", "body_id": None}}, {"issue": {"title": "A", "body_id": 40_000_000}},
        {"condition": "operating"}, {"details": {"machines": 3}}, {"longitude": 200.0}, {"note": "x" * 5_000},
        {"site_id": city.dump_id, "based_on": other},
    ):  # fmt: skip
        with pytest.raises(InvalidValue):
            take_record(database, walker, sent(**wrong))
    assert (count(database, Site), count(database, Observation)) == before
    with pytest.raises(Forbidden):
        take_record(database, worker_of(database, actor, city.ngo_id, Role.PARTNER), sent())


def test_an_issue_about_a_restricted_place_is_restricted(database: Database, walker: Actor, actor: Actor) -> None:
    hidden = some_site(database, walker, "Zadní dvůr", sensitivity=Sensitivity.RESTRICTED)
    record = sent(site_id=hidden, condition=None, details={}, issue={"title": "Zabezpečit", "body_id": None})
    kept = take_record(database, walker, record)
    with database.read() as session:
        assert session.get_one(Issue, kept.issue_id).sensitivity == Sensitivity.RESTRICTED


def test_who_has_no_organisation_is_refused_a_place_that_they_would_not_see(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    alone = worker_of(database, actor, None, Role.TERRAIN)
    before = count(database, Site)
    for issue in (None, {"title": "Citlivé", "body_id": city.cell_id}):
        with pytest.raises(InvalidValue, match="organisation"):
            take_record(database, alone, sent(sensitivity="restricted", issue=issue))
    assert count(database, Site) == before
    assert take_record(database, alone, sent()).site_id
    assert take_record(database, actor, sent(sensitivity="restricted")).site_id  # a coordinator sees it all the same
