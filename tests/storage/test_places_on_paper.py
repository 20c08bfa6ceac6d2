"""Minutes from paper: the places they speak of, and when "by the next cell" is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.meetings import BodyKind
from geodata.model.paper_minutes import PaperIssue, PaperPlace, PaperPoint, PaperTask
from geodata.model.people import Actor, Role
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_card import issue_card
from geodata.services.issue_events import day_of
from geodata.services.issue_evidence import evidence_choices
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import cancel_meeting
from geodata.services.meetings import plan_meeting
from geodata.services.paper_minutes import keep_paper_minutes
from geodata.services.personal_data import PersonalDataFound
from geodata.services.site_card import site_card
from geodata.services.story import StoryKind, site_story
from geodata.tables import Issue
from tests.paper import another_day, full_paper, keep
from tests.running_meeting import version_of
from tests.small_city import SmallCity, small_city, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def test_a_place_that_was_only_spoken_of_was_visited_by_nobody(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    minutes = full_paper(city.cell_id, city.police_id, city.ngo_id, city.dump_issue_id)
    card = meeting_card(database, actor, keep_paper_minutes(database, actor, minutes))
    assert card.points[1].issue is not None
    (place,) = issue_card(database, actor, card.points[1].issue.id).sites
    assert (site_card(database, actor, place.id).verified_on, site_card(database, actor, place.id).verified_by) == (
        None, None,
    )  # fmt: skip
    (spoken_of,) = site_story(database, actor, place.id, kinds={StoryKind.OBSERVATION})
    assert spoken_of.meeting is not None
    assert (spoken_of.dated, spoken_of.meeting.id) == (False, card.id)
    assert evidence_choices(database, actor, card.points[1].issue.id).visits == ()


def test_by_the_next_cell_is_the_meeting_after_these_minutes_not_after_today(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    at = another_day()
    cancelled = plan_meeting(database, actor, city.cell_id, at + timedelta(days=20), "Radnice")
    cancel_meeting(database, actor, cancelled, version_of(database, actor, cancelled))
    plan_meeting(database, actor, city.cell_id, at + timedelta(days=35), "Radnice")
    assert _due_by_next(database, actor, city, starts_at=at) == day_of(at) + timedelta(days=35)


def test_without_a_meeting_by_the_next_cell_is_the_day_that_the_minutes_tell(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    at = another_day()
    told = day_of(at) + timedelta(days=28)
    # The only other meeting is still to come, more than a year later.
    assert _due_by_next(database, actor, city, starts_at=at, next_on=told) == told
    body_id = add_body(database, actor, BodyFacts("Jiná buňka", BodyKind.CELL))
    coming = clock.today() + timedelta(days=9)
    assert _due_by_next(database, actor, replace(city, cell_id=body_id), next_on=coming) == coming
    assert _due_by_next(database, actor, replace(city, cell_id=body_id), starts_at=clock.now()) is None


def _due_by_next(database: Database, actor: Actor, city: SmallCity, **facts: object) -> object:
    waiting = PaperPoint("Bod", tasks=(PaperTask("Opravit", due_next_meeting=True),))
    meeting_id = keep(database, actor, city.cell_id, waiting, **facts)
    (task,) = meeting_card(database, actor, meeting_id).points[0].tasks
    return task.due_on


def test_a_known_issue_turns_out_to_be_about_a_place_more(database: Database, actor: Actor, city: SmallCity) -> None:
    known = PaperPlace(site_id=city.dump_id)
    address = PaperPlace(address="Lipová 12", longitude=14.05, latitude=50.66)
    before = {site.id for site in issue_card(database, actor, city.building_issue_id).sites}
    keep(database, actor, city.cell_id, PaperPoint("Bod", issue_id=city.building_issue_id, places=(known, address)))
    after = {site.id for site in issue_card(database, actor, city.building_issue_id).sites}
    assert len(after - before) == 2
    assert city.dump_id in after
    keep(database, actor, city.cell_id, PaperPoint("Bod", places=(known,)))  # about no issue: there is nothing to link
    keeper = worker_of(database, actor, city.ngo_id, Role.POLICE)
    hidden = PaperPoint("Bod", issue_id=city.building_issue_id, places=(PaperPlace(site_id=city.hidden_site_id),))
    with pytest.raises(NotFound):
        keep(database, keeper, city.cell_id, hidden)
    with database.write(actor) as work:
        work.session.execute(
            update(Issue).where(Issue.id == city.building_issue_id).values(status=IssueStatus.VERIFIED)
        )
        work.commit()
    with pytest.raises(InvalidValue):
        keep(database, actor, city.cell_id, PaperPoint("Bod", issue_id=city.building_issue_id, places=(address,)))


def test_personal_data_in_an_address_is_told_of_its_point(database: Database, actor: Actor, city: SmallCity) -> None:
    place = PaperPlace(address="u pana Josefa Zdánlivého 602 123 456", longitude=14.05, latitude=50.66)
    raising = PaperPoint("Bod", new_issue=PaperIssue(IssueTopic.DUMP, "Skládka", None, (place,)))
    with pytest.raises(PersonalDataFound) as refusal:
        keep(database, actor, city.cell_id, PaperPoint("Jiný"), raising)
    assert set(refusal.value.findings) == {"points.2.address_1"}
