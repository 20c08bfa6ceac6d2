"""What the faces of a meeting are read from: promises before it, places of its agenda, issues raised at it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit
from geodata.model.meetings import AgendaKind, EntryKind, MeetingState, TaskStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.agenda_places import places_of_agenda
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card, meetings_version
from geodata.services.meeting_outcome import issues_raised_at
from geodata.services.meetings import plan_meeting
from geodata.services.promises import promises_before
from geodata.services.story import StoryKind, site_story
from geodata.services.task_changes import change_task, withdraw_task
from geodata.services.tasks import NewTask, give_task, settle_task
from tests.running_meeting import add_point, lead_to, run_meeting, say
from tests.small_city import SmallCity, small_city, some_issue, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def meeting_id(database: Database, actor: Actor, city: SmallCity) -> int:
    """A meeting of the cell that runs; its next one is planned in nine days."""
    return run_meeting(database, actor, city.cell_id)


def test_the_next_meeting_hears_open_tasks_and_those_settled_since(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id)
    still_open = give_task(database, actor, item, NewTask("Zjistit vlastníka", due_next_meeting=True))
    settled = give_task(database, actor, item, NewTask("Vyfotit vchod"))
    lead_to(database, actor, meeting_id, MeetingState.CLOSED)
    settle_task(database, actor, settled, 1, TaskStatus.DONE, "Hotovo, viz fotky.")
    promises = promises_before(database, actor, city.meeting_id)
    assert promises.since is not None
    assert promises.since.id == meeting_id
    assert [task.id for task in promises.open] == [still_open]
    assert [(task.id, task.answer) for task in promises.settled] == [(settled, "Hotovo, viz fotky.")]


def test_a_meeting_does_not_hear_what_it_gives_itself(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    give_task(database, actor, add_point(database, actor, meeting_id), NewTask("Zjistit vlastníka"))
    promises = promises_before(database, actor, meeting_id)
    assert (promises.since, promises.open, promises.settled) == (None, (), ())


def test_what_was_settled_before_the_last_meeting_was_heard_there(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    long_ago = clock.now() - timedelta(days=20)
    first = run_meeting(database, actor, city.cell_id, long_ago)
    task = give_task(database, actor, add_point(database, actor, first), NewTask("Zjistit vlastníka"))
    settle_task(database, actor, task, 1, TaskStatus.DONE)
    run_meeting(database, actor, city.cell_id, clock.now() + timedelta(minutes=1))
    later = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=40))
    assert promises_before(database, actor, later).settled == ()


def test_a_task_about_a_hidden_issue_is_promised_to_nobody_else(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id, issue_id=city.hidden_issue_id)
    give_task(database, actor, item, NewTask("Zjistit"))
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    assert len(promises_before(database, actor, city.meeting_id).open) == 1
    assert promises_before(database, stranger, city.meeting_id).open == ()


def test_the_map_sheet_holds_each_known_place_of_the_agenda_once(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    for issue_id in (city.dump_issue_id, city.building_issue_id, city.hidden_issue_id):
        add_point(database, actor, meeting_id, issue_id=issue_id)
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    places = places_of_agenda(database, actor, meeting_id)
    assert [place.site_id for place in places] == [city.building_id, city.dump_id, city.hidden_site_id]
    assert (places[0].longitude, places[0].latitude) == pytest.approx((14.05, 50.66))
    assert [place.site_id for place in places_of_agenda(database, stranger, meeting_id)] == [
        city.building_id,
        city.dump_id,
    ]


def test_the_issues_raised_at_a_meeting_are_told_to_those_who_may_know_of_them(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    open_to_all = some_issue(
        database, actor, "Rozbité okno", meeting_id=meeting_id, assignee_id=city.ngo_id, site_ids=(city.building_id,)
    )
    restricted = some_issue(database, actor, "Citlivé", meeting_id=meeting_id, sensitivity=Sensitivity.RESTRICTED)
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    raised = issues_raised_at(database, actor, meeting_id)
    assert [one.issue.id for one in raised] == [open_to_all, restricted]
    assert (raised[0].assignee, [site.id for site in raised[0].sites]) == ("Terén", [city.building_id])
    assert [one.issue.id for one in issues_raised_at(database, stranger, meeting_id)] == [open_to_all]
    assert issues_raised_at(database, actor, city.meeting_id) == ()


def test_the_version_moves_with_what_is_written_and_only_then(
    database: Database, actor: Actor, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id)
    before = meetings_version(database, actor)
    meeting_card(database, actor, meeting_id)
    assert meetings_version(database, actor) == before
    say(database, actor, item)
    assert meetings_version(database, actor) > before


def test_a_task_is_put_right_while_the_minutes_are_open(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id)
    task = give_task(database, actor, item, NewTask("Zjistit", due_next_meeting=True))
    day = clock.today() + timedelta(days=5)
    change_task(database, actor, task, 1, NewTask("Zjistit vlastníka", assignee_id=city.ngo_id, due_on=day))
    (line,) = meeting_card(database, actor, meeting_id).points[-1].tasks
    assert (line.text, line.assignee, line.due_on, line.deadline.next_meeting) == (
        "Zjistit vlastníka",
        "Terén",
        day,
        False,
    )
    with pytest.raises(StaleEdit):
        change_task(database, actor, task, 1, NewTask("Jinak"))
    with pytest.raises(InvalidValue):
        change_task(database, actor, task, 2, NewTask("Jinak", due_on=clock.today() - timedelta(days=1)))
    change_task(database, actor, task, 2, NewTask("Zjistit vlastníka", due_next_meeting=True))
    (line,) = meeting_card(database, actor, meeting_id).points[-1].tasks
    assert line.due_on == clock.today() + timedelta(days=9)
    lead_to(database, actor, meeting_id, MeetingState.CLOSED)
    with pytest.raises(InvalidValue):
        change_task(database, actor, task, 3, NewTask("Jinak"))


def test_a_task_taken_back_is_nowhere_any_more(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id)
    sent = NewTask("Zjistit", client_id="jeden")
    task = give_task(database, actor, item, sent)
    with pytest.raises(StaleEdit):
        withdraw_task(database, actor, task, 7)
    withdraw_task(database, actor, task, 1)
    assert meeting_card(database, actor, meeting_id).points[-1].tasks == ()
    assert promises_before(database, actor, city.meeting_id).open == ()
    with pytest.raises(NotFound):
        give_task(database, actor, item, sent)  # sent once more by the screen, it stays away
    assert meeting_card(database, actor, meeting_id).points[-1].tasks == ()
    with pytest.raises(NotFound):
        settle_task(database, actor, task, 2, TaskStatus.DONE)


def test_a_place_and_its_issue_tell_what_was_decided_who_has_it_and_what_came_of_it(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id, issue_id=city.building_issue_id)
    say(database, actor, item, "Osloví se stavební úřad.", kind=EntryKind.DECISION)
    say(database, actor, item, "Jen řeč.")
    task = give_task(database, actor, item, NewTask("Vyfotit vchod", assignee_id=city.ngo_id))
    settle_task(database, actor, task, 1, TaskStatus.DONE, "Zazděno.")
    entries = site_story(database, actor, city.building_id, kinds={StoryKind.MEETING})
    told = [(entry.agenda_kind, entry.title, entry.note) for entry in entries if entry.meeting is not None]
    assert (AgendaKind.DECISION, "Osloví se stavební úřad.", None) in told
    assert (AgendaKind.TASK, "Vyfotit vchod", None) in told
    assert (AgendaKind.TASK, "Vyfotit vchod", "Zazděno.") in told
    assert "Jen řeč." not in {title for _kind, title, _note in told}
    assert {entry.meeting.id for entry in entries if entry.meeting and entry.task} == {meeting_id}
    card = issue_card(database, actor, city.building_issue_id)
    assert [(decision.text, decision.meeting.id) for decision in card.decisions] == [
        ("Osloví se stavební úřad.", meeting_id)
    ]
    assert [(line.text, line.assignee, line.answer) for line in card.tasks] == [("Vyfotit vchod", "Terén", "Zazděno.")]


def test_what_minutes_say_of_a_hidden_issue_is_not_in_the_story_of_its_place(
    database: Database, actor: Actor, city: SmallCity, meeting_id: int
) -> None:
    item = add_point(database, actor, meeting_id, issue_id=city.hidden_issue_id)
    say(database, actor, item, "Tajné rozhodnutí.", kind=EntryKind.DECISION)
    give_task(database, actor, item, NewTask("Tajný úkol"))
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    secret = {"Tajné rozhodnutí.", "Tajný úkol"}
    assert secret <= {entry.title for entry in site_story(database, actor, city.building_id)}
    assert not secret & {entry.title for entry in site_story(database, stranger, city.building_id)}
