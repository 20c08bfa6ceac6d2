"""Places of which two wrote without knowing of each other wait on the overview until a later visit settles it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.field_records import take_record
from geodata.services.sites import NewObservation, SiteChange, correct_site, observe
from geodata.services.unaware_visits import unaware_visits
from geodata.settings import Settings
from geodata.tables import Observation, Site
from tests.field_records import sent
from tests.pages.shown import links_of, showing, words_of
from tests.small_city import SmallCity, small_city, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def walker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


@pytest.fixture
def officer(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.police_id, Role.POLICE)


def last_of(database: Database, site_id: int) -> int:
    with database.read() as session:
        return session.scalars(select(func.max(Observation.id)).where(Observation.site_id == site_id)).one()


def clash(database: Database, walker: Actor, officer: Actor, site_id: int) -> int:
    """An officer writes while a walker without signal does the same; returns what the walker's phone had shown."""
    shown = last_of(database, site_id)
    observe(database, officer, site_id, NewObservation(clock.today()))
    assert take_record(database, walker, sent(site_id=site_id, based_on=shown)).clash
    return shown


def places(database: Database, actor: Actor) -> list[int]:
    return [visit.site.id for visit in unaware_visits(database, actor)]


def test_a_clash_is_told_with_both_until_somebody_who_knows_of_both_was_there(
    database: Database, walker: Actor, officer: Actor, city: SmallCity
) -> None:
    assert places(database, officer) == []
    shown = clash(database, walker, officer, city.dump_id)
    (visit,) = unaware_visits(database, officer)
    assert (visit.site.id, visit.other_on, visit.observed_on) == (city.dump_id, clock.today(), clock.today())
    assert None not in (visit.organisation, visit.other_organisation)
    assert visit.organisation != visit.other_organisation
    # Another one from the same phone, which still knows of nothing, settles nothing.
    take_record(database, walker, sent(site_id=city.dump_id, based_on=shown))
    assert places(database, walker) == [city.dump_id]
    knowing = last_of(database, city.dump_id)
    take_record(database, walker, sent(site_id=city.dump_id, based_on=knowing))
    assert places(database, walker) == []


def test_a_visit_written_at_a_desk_settles_it_and_one_of_an_earlier_day_does_not(
    database: Database, walker: Actor, officer: Actor, city: SmallCity
) -> None:
    clash(database, walker, officer, city.dump_id)
    observe(database, officer, city.dump_id, NewObservation(clock.today() - timedelta(days=3)))
    assert places(database, officer) == [city.dump_id]
    observe(database, officer, city.dump_id, NewObservation(clock.today()))
    assert places(database, officer) == []


def test_of_a_place_that_is_hidden_nothing_is_told(
    database: Database, actor: Actor, walker: Actor, officer: Actor, city: SmallCity
) -> None:
    clash(database, walker, officer, city.dump_id)
    with database.read() as session:
        version = session.get_one(Site, city.dump_id).row_version
    correct_site(database, actor, city.dump_id, version, SiteChange(sensitivity=Sensitivity.RESTRICTED))
    assert places(database, actor) == [city.dump_id]
    assert places(database, officer) == []
    with pytest.raises(Forbidden):
        unaware_visits(database, worker_of(database, actor, city.ngo_id, Role.PARTNER))


def test_the_overview_names_it_to_those_who_verify_and_to_nobody_else(
    database: Database, actor: Actor, walker: Actor, officer: Actor, city: SmallCity, tmp_path: Path
) -> None:
    clash(database, walker, officer, city.dump_id)
    partner = worker_of(database, actor, city.ngo_id, Role.PARTNER)
    for who, is_told in ((officer, True), (partner, False)):
        with showing(database, who, Settings(data_directory=tmp_path)) as show:
            page = show("overview")
            assert ("Dva zápisy, které o sobě nevěděly" in words_of(page)) is is_told
            if is_told:
                assert f"site?id={city.dump_id}" in links_of(page)
