"""Log a place, revisit it, correct it, find what is near."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services.organisations import add_organisation
from geodata.services.sites import (
    NOTE_AT_MOST,
    NewObservation,
    NewSite,
    SiteChange,
    correct_site,
    log_site,
    neighbours,
    observe,
)
from geodata.tables import Audit, Observation, Site
from tests.audited import whole_detail
from tests.batches import USTI, content_of
from tests.small_city import some_site, worker_of
from tests.storage.test_unit_of_work import at_once

YESTERDAY = clock.today() - timedelta(days=1)
SEEN = NewObservation(
    observed_on=YESTERDAY, condition=Condition.PRESENT, details={"volume_m3": "3"}, note=" Pneumatiky "
)
DUMP = NewSite(SiteKind.ILLEGAL_DUMP, *USTI, SEEN, name="  Za tratí ", address="Předlice")


def site_of(database: Database, site_id: int) -> Site:
    with database.read() as session:
        return session.get_one(Site, site_id)


def test_a_logged_place_stands_in_the_database_with_what_was_seen(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    site = site_of(database, site_id)
    assert (site.name, site.address, site.search_text) == ("Za tratí", "Předlice", "za trati predlice")
    assert (site.condition, site.condition_since, site.verified_on) == (Condition.PRESENT, YESTERDAY, YESTERDAY)
    assert (site.open_issues, site.worst_status, site.organisation_id) == (0, None, actor.organisation_id)
    with database.read() as session:
        seen = session.scalars(select(Observation)).one()
        audit = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert (seen.details, seen.note, seen.dated) == ({"volume_m3": 3.0}, "Pneumatiky", True)
    assert audit is not None
    assert (audit.action, audit.subject_id, whole_detail(database, audit)["name"]) == ("log", site_id, "Za tratí")


def test_a_place_without_a_name_is_called_by_its_address(database: Database, actor: Actor) -> None:
    assert site_of(database, log_site(database, actor, replace(DUMP, name=" "))).name == "Předlice"


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DUMP, longitude=float("nan")),
        replace(DUMP, longitude=181.0),
        replace(DUMP, latitude=-91.0),
        replace(DUMP, observation=replace(SEEN, observed_on=clock.today() + timedelta(days=1))),
        replace(DUMP, observation=replace(SEEN, condition=Condition.COLLAPSED)),
        replace(DUMP, observation=replace(SEEN, details={"storeys": 3})),
        replace(DUMP, observation=replace(SEEN, note="x" * (NOTE_AT_MOST + 1))),
    ],
    ids=["nan", "east", "south", "tomorrow", "condition", "details", "note"],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(sqlite_url: str, wrong: NewSite) -> None:
    database = Database(sqlite_url)
    before = content_of(database)
    with pytest.raises(InvalidValue):
        log_site(database, Actor(1, "", 1, 1, frozenset({Role.ADMIN})), wrong)
    assert content_of(database) == before
    database.close()


def test_the_same_record_from_a_phone_is_stored_once_however_often_and_fast_it_is_sent(
    database: Database, actor: Actor
) -> None:
    new = replace(DUMP, client_id="phone-1", observation=replace(SEEN, client_id="phone-2"))
    ids = set(at_once(lambda _number: log_site(database, actor, new)))
    assert len(ids) == 1
    visit = replace(SEEN, client_id="phone-3")
    visits = set(at_once(lambda _number: observe(database, actor, min(ids), visit)))
    assert len(visits) == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 1
        assert session.scalar(select(func.count()).select_from(Observation)) == 2


def test_visits_of_many_at_once_are_all_kept(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    version = site_of(database, site_id).row_version
    at_once(lambda number: observe(database, actor, site_id, replace(SEEN, note=f"Návštěva {number}")))
    with database.read() as session:
        notes = set(session.scalars(select(Observation.note)))
    assert notes == {"Pneumatiky", *(f"Návštěva {number}" for number in range(8))}
    assert site_of(database, site_id).row_version > version


def test_a_visit_changes_the_state_of_today_but_an_older_one_does_not(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    observe(database, actor, site_id, NewObservation(clock.today(), Condition.CLEANED))
    observe(database, actor, site_id, NewObservation(date(2020, 5, 1), Condition.GROWING))
    observe(database, actor, site_id, NewObservation(clock.today()))
    site = site_of(database, site_id)
    assert (site.condition, site.condition_since, site.verified_on) == (
        Condition.CLEANED, clock.today(), clock.today()
    )  # fmt: skip


def test_a_correction_says_what_was_there_before(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    before = site_of(database, site_id)
    correct_site(
        database, actor, site_id, before.row_version, SiteChange(name=" U vlečky ", longitude=14.5, address="")
    )
    site = site_of(database, site_id)
    assert (site.name, site.address, site.search_text) == ("U vlečky", None, "u vlecky")
    assert (site.longitude, site.latitude) == (14.5, USTI[1])
    assert site.tile_key != before.tile_key
    assert site.changed > before.changed
    with database.read() as session:
        audit = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert audit is not None
    assert whole_detail(database, audit)["before"]["name"] == "Za tratí"
    assert whole_detail(database, audit)["after"]["name"] == "U vlečky"


def test_a_correction_of_an_older_version_is_refused_and_changes_nothing(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    version = site_of(database, site_id).row_version
    correct_site(database, actor, site_id, version, SiteChange(name="První"))
    before = content_of(database)
    with pytest.raises(StaleEdit) as stale:
        correct_site(database, actor, site_id, version, SiteChange(name="Druhý"))
    assert (stale.value.subject, stale.value.subject_id) == ("site", site_id)
    assert content_of(database) == before


def test_of_two_who_correct_at_once_one_is_told(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    version = site_of(database, site_id).row_version

    def correct(number: int) -> bool:
        try:
            correct_site(database, actor, site_id, version, SiteChange(name=f"Jméno {number}"))
        except StaleEdit:
            return False
        return True

    assert at_once(correct).count(True) == 1


def test_a_correction_that_changes_nothing_writes_nothing(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    before = content_of(database)
    correct_site(database, actor, site_id, site_of(database, site_id).row_version, SiteChange(name="Za tratí"))
    assert content_of(database) == before


def test_a_position_that_is_none_is_refused_in_a_correction(database: Database, actor: Actor) -> None:
    site_id = log_site(database, actor, DUMP)
    with pytest.raises(InvalidValue):
        correct_site(database, actor, site_id, site_of(database, site_id).row_version, SiteChange(latitude=91.0))


def test_a_restricted_place_of_another_organisation_does_not_exist(database: Database, actor: Actor) -> None:
    police = add_organisation(database, actor, "Městská policie", OrganisationKind.MUNICIPAL_POLICE)
    site_id = log_site(database, actor, replace(DUMP, sensitivity=Sensitivity.RESTRICTED))
    version = site_of(database, site_id).row_version
    stranger = worker_of(database, actor, police, Role.POLICE)
    for missing in (site_id, site_id + 1_000):
        with pytest.raises(NotFound):
            observe(database, stranger, missing, SEEN)
        with pytest.raises(NotFound):
            correct_site(database, stranger, missing, version, SiteChange(name="X"))
    assert neighbours(database, stranger, *USTI) == []
    assert len(neighbours(database, actor, *USTI)) == 1


def test_an_observation_of_another_place_is_not_given_for_the_id_of_a_phone(database: Database, actor: Actor) -> None:
    first, second = (log_site(database, actor, replace(DUMP, name=name)) for name in ("A", "B"))
    observe(database, actor, first, replace(SEEN, client_id="same"))
    with pytest.raises(InvalidValue):
        observe(database, actor, second, replace(SEEN, client_id="same"))


def test_neighbours_are_within_the_radius_of_the_kind_nearest_first(database: Database, actor: Actor) -> None:
    east = [some_site(database, actor, f"{metres} m", kind=SiteKind.ILLEGAL_DUMP,
                      position=(USTI[0] + metres / 70_700, USTI[1])) for metres in (30, 10, 45)]  # fmt: skip
    some_site(database, actor, "Herna", kind=SiteKind.GAMBLING_VENUE, position=USTI)
    near = neighbours(database, actor, *USTI, kind=SiteKind.ILLEGAL_DUMP)
    assert [found.site_id for found in near] == [east[1], east[0]]
    assert near[0].distance_m == pytest.approx(10, abs=0.1)
    assert len(neighbours(database, actor, *USTI, radius_m=60)) == 4
    assert len(neighbours(database, actor, *USTI, radius_m=60, at_most=2)) == 2
