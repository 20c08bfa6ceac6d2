"""The card, the story and the surroundings of a site."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, Role
from geodata.model.sites import Condition, SiteKind
from geodata.services.issue_links import unlink_site
from geodata.services.issue_steps import comment_issue
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.nearby import surroundings
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, observe
from geodata.services.story import StoryKind, site_story
from geodata.tables import Observation
from tests.small_city import advance, small_city, some_site, worker_of


def test_the_card_tells_the_last_known_facts_and_who_saw_them(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    earlier = clock.today() - timedelta(days=30)
    observe(database, actor, city.building_id, NewObservation(earlier, details={"inhabited": "no", "storeys": 3}))
    observe(database, worker, city.building_id, NewObservation(clock.today(), details={"inhabited": "yes"}))
    card = site_card(database, actor, city.building_id)
    assert card.details == {"inhabited": "yes", "storeys": 3}
    assert (card.condition, card.condition_since) == (Condition.DANGEROUS, clock.today())
    assert (card.verified_on, card.verified_by) == (clock.today(), "Terén")


def test_the_card_tells_who_has_each_open_issue_where_it_was_raised_and_when_it_is_due(
    database: Database, actor: Actor
) -> None:
    city = small_city(database, actor)
    issue = site_card(database, actor, city.building_id).open_issues[0]
    assert (issue.id, issue.assignee, issue.body) == (city.building_issue_id, "Městská policie", "Buňka Předlice")
    assert issue.deadline.due_on == clock.today() + timedelta(days=14)
    advance(database, actor, city.building_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    card = site_card(database, actor, city.building_id)
    assert city.building_issue_id not in {issue.id for issue in card.open_issues}
    assert card.closed_issues == 1


def test_the_card_names_the_meetings_that_spoke_of_the_site(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    later = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=40))
    add_agenda_item(database, actor, later, NewAgendaItem("Ještě jednou", issue_id=city.building_issue_id))
    add_agenda_item(database, actor, later, NewAgendaItem("Něco jiného"))
    assert [meeting.id for meeting in site_card(database, actor, city.building_id).meetings] == [later, city.meeting_id]
    assert site_card(database, actor, city.dump_id).meetings == ()


def test_the_story_is_one_time_line_newest_first(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    observe(database, actor, city.building_id, NewObservation(clock.today() - timedelta(days=400), note="Okna zazděna"))
    comment_issue(database, actor, city.building_issue_id, "Statik objednán", meeting_id=city.meeting_id)
    story = site_story(database, actor, city.building_id)
    assert [entry.happened_on for entry in story] == sorted((entry.happened_on for entry in story), reverse=True)
    assert story[0].kind == StoryKind.MEETING
    assert story[-1].note == "Okna zazděna"
    comment = next(entry for entry in story if entry.note == "Statik objednán")
    assert comment.meeting is not None
    assert comment.meeting.body == "Buňka Předlice"
    assert comment.organisation == "Zkušebnov"
    assert all(entry.recorded_at <= clock.now() for entry in story)


def test_the_story_can_be_told_of_one_kind_only(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    whole = site_story(database, actor, city.building_id)
    parts = [site_story(database, actor, city.building_id, kinds=[kind]) for kind in StoryKind]
    assert sum(len(part) for part in parts) == len(whole)
    assert {entry.kind for entry in parts[1]} == {StoryKind.ISSUE}


def test_an_issue_taken_off_a_site_stays_in_its_story(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    unlink_site(database, actor, city.building_issue_id, city.building_id)
    told = {entry.issue.id for entry in site_story(database, actor, city.building_id) if entry.issue}
    assert city.building_issue_id in told


def test_surroundings_are_what_one_sees_from_the_street_and_what_has_the_same_address(
    database: Database, actor: Actor
) -> None:
    place = some_site(database, actor, "Dům", address="Školní 12, Předlice")
    near = some_site(database, actor, "Hromada", kind=SiteKind.ILLEGAL_DUMP, position=(14.0512, 50.6602))
    far = some_site(database, actor, "Za městem", position=(14.08, 50.66))
    same = some_site(database, actor, "Herna", kind=SiteKind.GAMBLING_VENUE, address="skolni 12,  PREDLICE")
    around = surroundings(database, actor, place)
    assert [site.site_id for site in around.nearby] == [same, near]
    assert [site.id for site in around.same_address] == [same]
    assert place not in {site.site_id for site in around.nearby}
    assert far not in {site.site_id for site in around.nearby}


def test_a_file_that_did_not_say_when_is_told_as_such(database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor)
    with database.write(actor) as work:
        for observation in work.session.scalars(select(Observation).where(Observation.site_id == site_id)):
            observation.dated = False
        work.commit()
    (entry,) = site_story(database, actor, site_id)
    assert not entry.dated
    assert site_card(database, actor, site_id).verified_by is None
