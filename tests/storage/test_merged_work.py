"""What is to be done about a duplicate goes on where it is followed, and goes back when it is opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, StaleEdit
from geodata.model.issues import EvidenceKind, IssueEventKind, IssueStatus, IssueTopic, RefusalReason
from geodata.model.meetings import MeetingState, TaskStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site
from geodata.services.issue_list import list_issues
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import Step, advance_issue, set_deadline
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.raised_news import raised_news
from geodata.services.sharing import Shareable, share_record
from geodata.services.site_card import site_card
from geodata.services.story import StoryKind, site_story
from geodata.services.tasks import NewTask, give_part, settle_task
from tests.letters import answer_letter, letter_card, send_letter, some_authority, write_letter
from tests.running_meeting import add_point, lead_to, proposed, run_meeting, say
from tests.small_city import SmallCity, advance, small_city, some_issue, some_site, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def merge(database: Database, actor: Actor, duplicate: int, into: int) -> None:
    merge_issues(database, actor, duplicate, issue_card(database, actor, duplicate).row_version, into)


def sites_of(database: Database, actor: Actor, issue_id: int) -> set[int]:
    return {site.id for site in issue_card(database, actor, issue_id).sites}


def test_open_tasks_go_on_where_the_duplicate_is_followed(database: Database, actor: Actor, city: SmallCity) -> None:
    done = give_part(database, actor, city.dump_issue_id, NewTask("Zjistit majitele"))
    settle_task(database, actor, done, 1, TaskStatus.DONE, "Zjištěno")
    part = give_part(database, actor, city.dump_issue_id, NewTask("Odvézt", city.police_id))
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    tasks = {task.id: task.issue_id for task in issue_card(database, actor, city.building_issue_id).tasks}
    assert tasks == {part: city.building_issue_id, done: city.dump_issue_id}
    settle_task(database, actor, part, 1, TaskStatus.DONE, "Odvezeno")


def test_letters_and_their_answers_come_where_it_is_followed(database: Database, actor: Actor, city: SmallCity) -> None:
    first = send_letter(
        database, actor, write_letter(database, actor, city.dump_issue_id, some_authority(database, actor))
    )
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    answer_letter(database, actor, first)
    (line,) = issue_card(database, actor, city.building_issue_id).submissions
    assert (line.id, line.issue.id) == (first, city.building_issue_id)
    # The place of the duplicate tells of the letter in the story of the issue that is about it now.
    told = site_story(database, actor, city.dump_id, kinds=[StoryKind.SUBMISSION])
    assert {entry.issue.id for entry in told if entry.issue} == {city.building_issue_id}


def test_a_letter_written_at_a_duplicate_is_about_the_issue_that_follows(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """Its deadline comes before the cell of the other, and it goes back with what the duplicate brought."""
    duplicate = some_issue(database, actor, "Táž skládka")
    survivor = some_issue(database, actor, "Skládka", body_id=city.cell_id)
    office_id = some_authority(database, actor)
    first = send_letter(database, actor, write_letter(database, actor, duplicate, office_id))
    merge(database, actor, duplicate, survivor)
    follows = write_letter(database, actor, duplicate, office_id, previous_id=first)
    late = write_letter(database, actor, duplicate, office_id)
    send_letter(database, actor, late, clock.today() - timedelta(days=60))
    assert {line.id for line in issue_card(database, actor, survivor).submissions} == {first, follows, late}
    assert f"issue-{survivor}" in proposed(database, actor, city.meeting_id)
    advance(database, actor, duplicate, IssueStatus.REOPENED)
    assert {line.id for line in issue_card(database, actor, duplicate).submissions} == {first, follows, late}


def test_a_letter_at_a_duplicate_stays_there_for_who_may_not_know_of_the_other(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    duplicate, survivor = some_issue(database, actor, "Táž vila"), some_issue(database, actor, "Vila")
    office_id = some_authority(database, actor)
    merge(database, actor, duplicate, survivor)
    link_site(database, actor, survivor, city.hidden_site_id)
    official = worker_of(database, actor, office_id, Role.OFFICIAL)
    letter = write_letter(database, official, duplicate, office_id)
    assert letter_card(database, official, letter).line.issue.id == duplicate


def test_what_was_promised_holds_for_the_other(database: Database, actor: Actor, city: SmallCity) -> None:
    """The building belongs to the cell and the police have it within a fortnight; the new one has nothing of that."""
    other = some_issue(database, actor, "Táž římsa")
    merge(database, actor, city.building_issue_id, other)
    card = issue_card(database, actor, other)
    assert (card.body_id, card.assignee_id) == (city.cell_id, city.police_id)
    assert card.deadline.due_on == clock.today() + timedelta(days=14)


def test_an_own_promise_that_is_sooner_stays(database: Database, actor: Actor, city: SmallCity) -> None:
    soon = clock.today() + timedelta(days=3)
    other = some_issue(database, actor, "Táž římsa", assignee_id=city.ngo_id, due_on=soon)
    merge(database, actor, city.building_issue_id, other)
    card = issue_card(database, actor, other)
    assert (card.assignee_id, card.deadline.due_on) == (city.ngo_id, soon)


def test_the_next_meeting_of_the_same_cell_still_hears_it(database: Database, actor: Actor, city: SmallCity) -> None:
    waiting = some_issue(database, actor, "Táž římsa", body_id=city.cell_id, due_next_meeting=True)
    merge(database, actor, waiting, city.building_issue_id)
    deadline = issue_card(database, actor, city.building_issue_id).deadline
    assert deadline.next_meeting
    assert deadline.due_on == clock.today() + timedelta(days=9)


def test_a_point_that_is_still_written_speaks_of_the_other_and_a_closed_one_stays(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    held = run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=3))
    old_point = add_point(database, actor, held, issue_id=city.dump_issue_id)
    say(database, actor, old_point)
    lead_to(database, actor, held, MeetingState.CLOSED)
    coming = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=30))
    point = add_point(database, actor, coming, issue_id=city.dump_issue_id)
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    (moved,) = meeting_card(database, actor, coming).points
    (stayed,) = meeting_card(database, actor, held).points
    assert (moved.id, moved.issue and moved.issue.id) == (point, city.building_issue_id)
    assert (stayed.issue and stayed.issue.id) == city.dump_issue_id
    card = issue_card(database, actor, city.building_issue_id)
    assert {line.id for line in card.agenda} >= {point, old_point}
    assert IssueEventKind.DISCUSSED in {event.kind for event in card.events_before}
    rows = {row.id: row.discussed for row in list_issues(database, actor, IssueFilter()).rows}
    assert rows[city.building_issue_id] == rows[city.dump_issue_id] == 1


def test_a_missed_point_about_a_duplicate_comes_back_as_the_issue_where_it_is_followed(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    duplicate = some_issue(database, actor, "Táž skládka", body_id=city.cell_id)
    survivor = some_issue(database, actor, "Skládka", body_id=city.cell_id)
    missed = run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=3))
    add_point(database, actor, missed, issue_id=duplicate)
    lead_to(database, actor, missed, MeetingState.CLOSED)
    merge(database, actor, duplicate, survivor)
    keys = set(proposed(database, actor, city.meeting_id))
    assert f"issue-{survivor}" in keys
    assert f"issue-{duplicate}" not in keys


def test_who_raised_the_duplicate_hears_what_became_of_it(database: Database, actor: Actor, city: SmallCity) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    raised = some_issue(database, worker, "Od terénu")
    merge(database, actor, raised, city.building_issue_id)
    assert [news.issue.id for news in raised_news(database, worker)] == [raised]
    advance(database, actor, city.building_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    assert [news.issue.id for news in raised_news(database, worker)] == [city.building_issue_id, raised]


def test_the_organisation_that_raised_it_at_a_meeting_hears_of_it_too(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    raised = some_issue(database, actor, "Od terénu", raised_by_organisation_id=city.ngo_id)
    assert issue_card(database, actor, raised).raised_by == "Terén"
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    own = IssueFilter(organisation_id=city.ngo_id)
    assert [row.id for row in list_issues(database, worker, own).rows] == [raised]
    advance(database, actor, raised, IssueStatus.ACCEPTED)
    assert [news.issue.id for news in raised_news(database, worker)] == [raised]
    police = worker_of(database, actor, city.police_id, Role.POLICE)
    assert raised_news(database, police) == []


def test_a_step_of_an_earlier_day_that_was_written_down_now_is_news(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with clock.standing_at(clock.now() - timedelta(days=90)):
        raised = some_issue(database, worker, "Dávno")
        long_ago = clock.today()
    advance(database, actor, raised, IssueStatus.ACCEPTED, on=long_ago + timedelta(days=1))
    assert [news.issue.id for news in raised_news(database, worker)] == [raised]


def test_nothing_is_merged_into_an_issue_that_is_done(database: Database, actor: Actor, city: SmallCity) -> None:
    advance(database, actor, city.building_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    with pytest.raises(InvalidValue):
        merge(database, actor, city.dump_issue_id, city.building_issue_id)


def test_who_is_about_to_lead_it_on_learns_of_a_place_that_came(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    version = issue_card(database, actor, city.building_issue_id).row_version
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    with pytest.raises(StaleEdit):
        advance_issue(database, actor, city.building_issue_id, version, Step(IssueStatus.ACCEPTED))
    version = issue_card(database, actor, city.building_issue_id).row_version
    link_site(database, actor, city.building_issue_id, some_site(database, actor, "Další", position=(14.2, 50.5)))
    with pytest.raises(StaleEdit):
        advance_issue(database, actor, city.building_issue_id, version, Step(IssueStatus.ACCEPTED))


def test_places_that_who_merges_may_not_know_of_go_along_and_stay_hidden(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """Both issues are restricted and shared with the same organisation; the restricted place of the one is not."""
    other = some_issue(database, actor, "Jiná citlivá věc", sensitivity=Sensitivity.RESTRICTED)
    for issue_id in (city.hidden_issue_id, other):
        share_record(database, actor, Shareable.ISSUE, issue_id, city.ngo_id)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    merge(database, worker, city.hidden_issue_id, other)
    assert sites_of(database, actor, other) == {city.hidden_site_id, city.building_id}
    assert sites_of(database, worker, other) == {city.building_id}


def test_a_duplicate_that_is_opened_again_takes_back_what_it_brought(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    part = give_part(database, actor, city.dump_issue_id, NewTask("Odvézt"))
    office_id = some_authority(database, actor)
    first = send_letter(database, actor, write_letter(database, actor, city.dump_issue_id, office_id))
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    answer_letter(database, actor, first)
    second = write_letter(database, actor, city.building_issue_id, office_id, previous_id=first)
    own = write_letter(database, actor, city.building_issue_id, office_id)
    advance(database, actor, city.dump_issue_id, IssueStatus.REOPENED)
    assert sites_of(database, actor, city.building_issue_id) == {city.building_id}
    assert sites_of(database, actor, city.dump_issue_id) == {city.dump_id, city.building_id}
    assert {issue.id for issue in site_card(database, actor, city.dump_id).open_issues} == {city.dump_issue_id}
    reopened = issue_card(database, actor, city.dump_issue_id)
    assert [task.id for task in reopened.tasks] == [part]
    assert [line.id for line in reopened.submissions] == [first, second]
    assert letter_card(database, actor, own).line.issue.id == city.building_issue_id
    left = issue_card(database, actor, city.building_issue_id)
    assert {event.kind for event in left.events} >= {IssueEventKind.PARTED, IssueEventKind.UNLINK}
    assert left.events_before == ()


def test_a_place_that_something_else_speaks_for_stays(database: Database, actor: Actor, city: SmallCity) -> None:
    again = some_issue(database, actor, "Táž skládka", topic=IssueTopic.DUMP, site_ids=(city.dump_id,))
    for duplicate in (city.dump_issue_id, again):
        merge(database, actor, duplicate, city.building_issue_id)
    advance(database, actor, city.dump_issue_id, IssueStatus.REOPENED)
    assert sites_of(database, actor, city.building_issue_id) == {city.building_id, city.dump_id}


def test_what_others_may_read_by_now_does_not_go_back(database: Database, actor: Actor, city: SmallCity) -> None:
    other = some_issue(database, actor, "Jiná citlivá věc", sensitivity=Sensitivity.RESTRICTED)
    part = give_part(database, actor, city.hidden_issue_id, NewTask("Zjistit"))
    merge(database, actor, city.hidden_issue_id, other)
    share_record(database, actor, Shareable.ISSUE, other, city.ngo_id)
    advance(database, actor, city.hidden_issue_id, IssueStatus.REOPENED)
    assert issue_card(database, actor, city.hidden_issue_id).tasks == ()
    left = issue_card(database, actor, other)
    assert [task.id for task in left.tasks] == [part]
    assert city.hidden_site_id in {site.id for site in left.sites}
    assert left.events[0].kind == IssueEventKind.PARTED


def test_places_stay_at_an_issue_that_was_closed_meanwhile(database: Database, actor: Actor, city: SmallCity) -> None:
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    to_the_end = (IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    advance(database, actor, city.building_issue_id, *to_the_end)
    advance(database, actor, city.dump_issue_id, IssueStatus.REOPENED)
    assert city.dump_id in sites_of(database, actor, city.building_issue_id)
    assert {issue.id for issue in site_card(database, actor, city.dump_id).open_issues} == {city.dump_issue_id}


def test_a_duplicate_of_a_duplicate_is_followed_at_the_last(database: Database, actor: Actor, city: SmallCity) -> None:
    last = some_issue(database, actor, "Celý dvůr")
    part = give_part(database, actor, city.dump_issue_id, NewTask("Odvézt"))
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    merge(database, actor, city.building_issue_id, last)
    card = issue_card(database, actor, last)
    assert {ref.id for ref in card.duplicates} == {city.dump_issue_id, city.building_issue_id}
    assert [task.id for task in card.tasks] == [part]
    assert sites_of(database, actor, last) == {city.dump_id, city.building_id}
    with pytest.raises(InvalidValue, match=card.number):
        give_part(database, actor, city.dump_issue_id, NewTask("Pozdě"))
    advance(database, actor, city.dump_issue_id, IssueStatus.REOPENED)
    assert [task.id for task in issue_card(database, actor, city.dump_issue_id).tasks] == [part]


def test_no_task_of_an_issue_is_left_open_behind_it(database: Database, actor: Actor, city: SmallCity) -> None:
    issue_id = city.building_issue_id
    part = give_part(database, actor, issue_id, NewTask("Zajistit vchod"))
    advance(database, actor, issue_id, IssueStatus.ACCEPTED)
    version = issue_card(database, actor, issue_id).row_version
    for step in (
        Step(IssueStatus.DONE, evidence=EvidenceKind.DOCUMENT, document="Protokol"),
        Step(IssueStatus.REFUSED, reason=RefusalReason.NO_MONEY),
    ):
        with pytest.raises(InvalidValue, match="open: 1"):
            advance_issue(database, actor, issue_id, version, step)
    settle_task(database, actor, part, 1, TaskStatus.DROPPED)
    advance(database, actor, issue_id, IssueStatus.DONE)
    late = give_part(database, actor, issue_id, NewTask("Ještě okno"))
    with pytest.raises(InvalidValue, match="open: 1"):
        advance(database, actor, issue_id, IssueStatus.VERIFIED)
    settle_task(database, actor, late, 1, TaskStatus.DONE)
    advance(database, actor, issue_id, IssueStatus.VERIFIED)
    with pytest.raises(InvalidValue):
        settle_task(database, actor, late, 2, TaskStatus.OPEN)


def test_an_issue_opened_again_on_an_earlier_day_is_not_overdue(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    with clock.standing_at(clock.now() - timedelta(days=30)):
        issue_id = some_issue(database, actor, "Dávno")
        advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
        opened_on = clock.today()
    with clock.standing_at(clock.now() - timedelta(days=20)):
        # A deadline that was noted after the day on which it came back, before anybody wrote that down.
        advance(database, actor, issue_id, IssueStatus.REOPENED, on=opened_on)
        version = issue_card(database, actor, issue_id).row_version
        set_deadline(database, actor, issue_id, version, due_on=clock.today() + timedelta(days=1))
        advance(database, actor, issue_id, IssueStatus.IN_PROGRESS, IssueStatus.DONE, on=opened_on)
    advance(database, actor, issue_id, IssueStatus.REOPENED, on=opened_on)
    assert issue_card(database, actor, issue_id).deadline.due_on is None


def test_a_duplicate_is_named_by_merging_only(database: Database, actor: Actor, city: SmallCity) -> None:
    version = issue_card(database, actor, city.dump_issue_id).row_version
    refusal = Step(IssueStatus.REFUSED, reason=RefusalReason.DUPLICATE)
    with pytest.raises(InvalidValue):
        advance_issue(database, actor, city.dump_issue_id, version, refusal)
