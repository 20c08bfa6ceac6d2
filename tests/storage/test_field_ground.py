"""A phone takes along what its holder may know of an area, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import shapely

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.areas import AreaKind
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services import field_ground as ground_service
from geodata.services.field_areas import field_account
from geodata.services.field_ground import field_ground
from geodata.services.field_records import take_record
from geodata.services.field_reports import JoinedTo, field_reports
from geodata.services.issue_card import issue_card
from geodata.services.issue_merging import merge_issues
from geodata.services.photos import add_photo
from geodata.services.sites import NewObservation, observe
from geodata.tables import Area, Issue
from tests.field_records import sent
from tests.small_city import SmallCity, advance, small_city, some_site, worker_of
from tests.storage.test_photos import picture


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def walker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


@pytest.fixture
def area_id(database: Database, actor: Actor) -> int:
    with database.write(actor) as work:
        work.version_of("outlines")
        area = Area(
            municipality_id=actor.municipality_id, name="Předlice", kind=AreaKind.CITY_PART,
            outline=shapely.box(14.04, 50.65, 14.06, 50.67), recorded_at=work.recorded_at,
        )  # fmt: skip
        work.session.add(area)
        work.session.flush()
        work.commit()
        return area.id


def test_the_ground_holds_the_places_of_the_area_that_one_may_know_of(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, area_id: int
) -> None:
    some_site(database, actor, "Daleko", position=(14.2, 50.7))
    observe(database, actor, city.dump_id, NewObservation(clock.today() - timedelta(days=400), note="Stará zpráva"))
    mine = {site.id: site for site in field_ground(database, walker, area_id).sites}
    assert set(mine) == {city.building_id, city.dump_id}
    assert {site.id for site in field_ground(database, actor, area_id).sites} == {*mine, city.hidden_site_id}
    # A restricted issue is about the building too: the walker does not learn of it by a count.
    assert mine[city.building_id].open_issues == 2
    assert mine[city.building_id].due_on == clock.today() + timedelta(days=14)
    last = mine[city.dump_id].last
    assert last is not None
    assert last.note == ""


def test_a_place_has_its_newest_picture_by_the_day_it_was_taken(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, area_id: int, tmp_path: Path
) -> None:
    today = clock.today()
    days = (today - timedelta(days=9), today - timedelta(days=2), today - timedelta(days=30))
    _old, newest, _oldest = (
        add_photo(database, actor, tmp_path, city.dump_id, None, picture(size=size), day)
        for size, day in zip(((64, 48), (80, 60), (96, 72)), days, strict=True)
    )
    add_photo(database, actor, tmp_path, city.hidden_site_id, None, picture(), today)
    told = {site.id: (site.photo_id, site.photo_taken_on) for site in field_ground(database, walker, area_id).sites}
    assert told == {city.dump_id: (newest, days[1]), city.building_id: (None, None)}


def test_what_the_phone_shows_last_is_the_base_of_no_clash(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, area_id: int
) -> None:
    observe(database, actor, city.dump_id, NewObservation(clock.today() - timedelta(days=400)))
    last = next(site.last for site in field_ground(database, walker, area_id).sites if site.id == city.dump_id)
    assert last is not None
    assert not take_record(database, walker, sent(site_id=city.dump_id, based_on=last.id)).clash


def test_the_account_counts_only_what_its_holder_sees(
    database: Database, actor: Actor, walker: Actor, city: SmallCity, area_id: int
) -> None:
    mine, all_of_it = field_account(database, walker), field_account(database, actor)
    assert [(area.id, area.sites) for area in mine.areas] == [(area_id, 2)]
    assert [area.sites for area in all_of_it.areas] == [3]
    assert (mine.may_log, mine.may_raise, mine.bodies) == (True, True, ((city.cell_id, "Buňka Předlice"),))
    alone = field_account(database, worker_of(database, actor, None, Role.TERRAIN))
    assert (mine.may_restrict, all_of_it.may_restrict, alone.may_restrict) == (True, True, False)
    looking = worker_of(database, actor, city.ngo_id, Role.COMMISSION)
    assert (field_account(database, looking).may_log, field_account(database, looking).bodies) == (False, ())


def test_an_area_of_nobody_and_one_too_large(
    database: Database, walker: Actor, city: SmallCity, area_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound):
        field_ground(database, walker, area_id + 1_000)
    monkeypatch.setattr(ground_service, "SITES_AT_MOST", 1)
    with pytest.raises(InvalidValue):
        field_ground(database, walker, area_id)


def test_reports_say_what_became_of_what_one_wrote(
    database: Database, actor: Actor, walker: Actor, city: SmallCity
) -> None:
    kept = take_record(database, walker, sent(issue={"title": "Odvézt", "body_id": city.cell_id}))
    (report,) = field_reports(database, walker)
    assert (report.observation_id, report.site, report.newer_by_others) == (kept.observation_id, "Za garážemi", False)
    assert [(issue.id, issue.title, issue.last_answer) for issue in report.issues] == [(kept.issue_id, "Odvézt", None)]
    observe(database, actor, kept.site_id, NewObservation(clock.today()))
    assert field_reports(database, walker)[0].newer_by_others
    assert field_reports(database, worker_of(database, actor, city.police_id, Role.TERRAIN)) == ()


def test_of_a_report_that_was_merged_it_is_told_what_became_of_the_other(
    database: Database, actor: Actor, walker: Actor, city: SmallCity
) -> None:
    kept = take_record(database, walker, sent(issue={"title": "Odvézt", "body_id": city.cell_id}))
    assert kept.issue_id is not None
    merge_issues(
        database, actor, kept.issue_id, issue_card(database, actor, kept.issue_id).row_version, city.dump_issue_id
    )
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS)
    other = issue_card(database, actor, city.dump_issue_id)
    (issue,) = field_reports(database, walker)[0].issues
    assert (issue.id, issue.title, issue.status) == (kept.issue_id, "Odvézt", IssueStatus.IN_PROGRESS)
    assert issue.joined_to == JoinedTo(other.number, "Skládka se vrátila")
    with database.write(actor) as work:
        work.session.get_one(Issue, city.dump_issue_id).sensitivity = Sensitivity.RESTRICTED
        work.version_of("issues")
        work.commit()
    (issue,) = field_reports(database, walker)[0].issues
    assert (issue.status, issue.who, issue.due_on, issue.joined_to) == (None, None, None, None)
