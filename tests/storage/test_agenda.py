"""The agenda that writes itself: what was promised comes back until it was heard and done, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.issues import IssueStatus
from geodata.model.meetings import AgendaReason, BodyKind, MeetingState, TaskStatus
from geodata.model.people import Actor, Role
from geodata.services.agenda_points import remove_point, take_points
from geodata.services.agenda_reasons import POINTS_OF_A_REASON
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_steps import comment_issue
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import cancel_meeting
from geodata.services.meetings import plan_meeting
from geodata.services.minutes import mark_discussed
from geodata.services.minutes_states import begin_meeting
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from geodata.tables import Area, Body, Task
from tests.batches import batch_of, load, square
from tests.running_meeting import add_point, another_keeper, lead_to, proposed, run_meeting, say, version_of
from tests.small_city import SmallCity, advance, small_city, some_issue, some_site, worker_of

A_WEEK = timedelta(days=7)


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def body_id(database: Database, actor: Actor) -> int:
    """A body of its own, without issues."""
    return add_body(database, actor, BodyFacts("Pracovní skupina", BodyKind.WORKING_GROUP))


def past_meeting(database: Database, actor: Actor, body_id: int, days_ago: int = 7) -> int:
    """A meeting some days ago that runs: what is written now is written late, on another day."""
    return run_meeting(database, actor, body_id, clock.now() - timedelta(days=days_ago))


def next_one(database: Database, actor: Actor, body_id: int, days: int = 7) -> int:
    return plan_meeting(database, actor, body_id, clock.now() + timedelta(days=days))


def titles(database: Database, actor: Actor, meeting_id: int) -> list[str]:
    return [point.title for point in meeting_card(database, actor, meeting_id).points]


@contextmanager
def at(database: Database, actor: Actor, meeting_id: int) -> Iterator[None]:
    """Within the first minutes of the meeting."""
    with standing_at(meeting_card(database, actor, meeting_id).starts_at + timedelta(minutes=5)):
        yield


def settle(database: Database, actor: Actor, task_id: int, status: TaskStatus = TaskStatus.DONE) -> None:
    with database.read() as session:
        version = session.get_one(Task, task_id).row_version
    settle_task(database, actor, task_id, version, status)


# ---------------------------------------------------------------------------------------- what comes, and why


def test_what_is_open_for_the_body_comes_with_its_places_and_tasks(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    meeting = next_one(database, actor, city.cell_id, 5)
    task = give_part(database, actor, city.building_issue_id, NewTask("Oplotit", city.police_id))
    point = proposed(database, actor, meeting)[f"issue-{city.building_issue_id}"]
    assert point.reasons == (AgendaReason.RETURNING, AgendaReason.ASSIGNED)
    assert point.issue is not None
    assert point.issue.id == city.building_issue_id
    assert [site.id for site in point.sites] == [city.building_id]
    assert [line.id for line in point.tasks] == [task]
    assert f"issue-{city.dump_issue_id}" not in proposed(database, actor, meeting)  # nobody gave it to this body


def test_the_promised_come_first_then_the_overdue_then_what_was_answered(
    database: Database, actor: Actor, body_id: int
) -> None:
    followed = [some_issue(database, actor, title, body_id=body_id) for title in ("Otevřený", "Odpovězený", "Slíbený")]
    late = some_issue(database, actor, "Zpožděný", body_id=body_id, due_on=clock.today() + timedelta(days=1))
    past_meeting(database, actor, body_id)
    comment_issue(database, actor, followed[1], "Už se na tom pracuje.")
    give_part(database, actor, followed[2], NewTask("Dodat seznam", due_next_meeting=True))
    meeting = next_one(database, actor, body_id)
    points = proposed(database, actor, meeting)
    assert [(key, point.reasons[0]) for key, point in points.items()] == [
        (f"issue-{followed[2]}", AgendaReason.PROMISED),
        (f"issue-{late}", AgendaReason.OVERDUE),
        (f"issue-{followed[1]}", AgendaReason.ANSWERED),
        (f"issue-{followed[0]}", AgendaReason.ASSIGNED),
    ]
    assert take_points(database, actor, meeting, list(points)[1:]) == 3
    assert titles(database, actor, meeting) == ["Zpožděný", "Odpovězený", "Otevřený"]
    assert list(proposed(database, actor, meeting)) == [f"issue-{followed[2]}"]


def test_what_was_written_down_late_is_news_whenever_it_happened(
    database: Database, actor: Actor, body_id: int
) -> None:
    issue = some_issue(database, actor, body_id=body_id, raised_on=clock.today() - timedelta(days=20))
    past_meeting(database, actor, body_id)
    advance(database, actor, issue, IssueStatus.ACCEPTED, on=clock.today() - timedelta(days=15))
    assert (
        AgendaReason.ANSWERED in proposed(database, actor, next_one(database, actor, body_id))[f"issue-{issue}"].reasons
    )


def test_a_closed_issue_is_told_once_more_and_then_no_more(database: Database, actor: Actor, body_id: int) -> None:
    issue = some_issue(database, actor, body_id=body_id)
    past_meeting(database, actor, body_id)
    advance(
        database, actor, issue, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.VERIFIED
    )
    first, second = next_one(database, actor, body_id, 1), next_one(database, actor, body_id, 8)
    assert take_points(database, actor, first, [f"issue-{issue}"]) == 1
    with at(database, actor, first):
        begin_meeting(database, actor, first, version_of(database, actor, first))
    assert f"issue-{issue}" in proposed(database, actor, second)  # on the agenda, and nobody came to it
    with at(database, actor, first):
        mark_discussed(database, actor, meeting_card(database, actor, first).points[0].id, True)
    assert f"issue-{issue}" not in proposed(database, actor, second)


def test_what_was_reported_in_the_area_since_the_last_meeting_comes(
    database: Database, actor: Actor, city: SmallCity, body_id: int
) -> None:
    outline = {"source_key": "x", "name": "Obvod", "kind": "city_district", "code": "1"}
    load(database, actor, batch_of("areas", [outline | {"outline": square(14.2, 50.5, 0.02)}]))
    with database.write(actor) as work:
        work.session.get_one(Body, body_id).area_id = work.session.scalars(select(Area.id)).one()
        work.commit()
    inside = some_site(database, actor, "Uvnitř", position=(14.2, 50.5))
    fresh = some_issue(database, actor, "Nový", site_ids=(inside,))
    some_issue(database, actor, "Starý", site_ids=(inside,), raised_on=clock.today() - timedelta(days=30))
    some_issue(database, actor, "Jinde", site_ids=(city.dump_id,))
    meeting = past_meeting(database, actor, body_id)
    coming = next_one(database, actor, body_id)
    assert {key: point.reasons for key, point in proposed(database, actor, coming).items()} == {
        f"issue-{fresh}": (AgendaReason.REPORTED,)
    }
    add_point(database, actor, coming, issue_id=fresh)
    assert proposed(database, actor, coming) == {}
    assert meeting != coming


# ---------------------------------------------------------------------------------------- what comes back


def test_points_of_a_cancelled_meeting_and_of_one_that_nobody_began_come_back(
    database: Database, actor: Actor, body_id: int
) -> None:
    cancelled = next_one(database, actor, body_id, 1)
    add_point(database, actor, cancelled, "Ze zrušené")
    cancel_meeting(database, actor, cancelled, version_of(database, actor, cancelled))
    forgotten = plan_meeting(database, actor, body_id, clock.now() - timedelta(days=2))
    add_point(database, actor, forgotten, "Z nezahájené")
    coming = next_one(database, actor, body_id)
    assert {point.title for point in proposed(database, actor, coming).values()} == {"Ze zrušené", "Z nezahájené"}
    later = next_one(database, actor, body_id, 14)
    add_point(database, actor, coming, "Z té, která teprve bude")
    assert "Z té, která teprve bude" not in {point.title for point in proposed(database, actor, later).values()}


def test_a_point_that_was_missed_for_a_year_comes_no_more(database: Database, actor: Actor, body_id: int) -> None:
    for days, title in ((400, "Dávný"), (300, "Loňský")):
        add_point(database, actor, past_meeting(database, actor, body_id, days), title)
    coming = next_one(database, actor, body_id)
    assert [point.title for point in proposed(database, actor, coming).values()] == ["Loňský"]


def test_a_removed_point_is_proposed_again(database: Database, actor: Actor, body_id: int) -> None:
    missed = add_point(database, actor, past_meeting(database, actor, body_id))
    coming = next_one(database, actor, body_id)
    assert take_points(database, actor, coming, [f"point-{missed}"]) == 1
    assert proposed(database, actor, coming) == {}
    remove_point(database, actor, meeting_card(database, actor, coming).points[0].id, 1)
    assert list(proposed(database, actor, coming)) == [f"point-{missed}"]


def test_what_was_settled_in_front_of_the_meeting_does_not_come_back_and_what_was_settled_after_does(
    database: Database, actor: Actor, body_id: int
) -> None:
    meeting = run_meeting(database, actor, body_id)
    first, second = (add_point(database, actor, meeting, title) for title in ("První", "Druhý"))
    tasks = [give_task(database, actor, item, NewTask("Zjistit")) for item in (first, second)]
    settle(database, actor, tasks[0])
    lead_to(database, actor, meeting, MeetingState.CLOSED)
    settle(database, actor, tasks[1], TaskStatus.DROPPED)
    coming = next_one(database, actor, body_id)
    points = proposed(database, actor, coming)
    assert {key: point.reasons for key, point in points.items()} == {f"point-{second}": (AgendaReason.ANSWERED,)}
    assert [line.status for line in points[f"point-{second}"].tasks] == [TaskStatus.DROPPED]


def test_more_than_a_meeting_can_take_is_cut_and_nothing_of_it_is_lost(
    database: Database, actor: Actor, body_id: int
) -> None:
    meeting = past_meeting(database, actor, body_id)
    given = [add_point(database, actor, meeting, f"Bod {number}") for number in range(2 * POINTS_OF_A_REASON + 5)]
    for item in given:
        give_task(database, actor, item, NewTask("Zjistit", due_next_meeting=True))
    coming, taken = next_one(database, actor, body_id), []
    while points := proposed(database, actor, coming):
        assert len(points) <= 2 * POINTS_OF_A_REASON
        assert take_points(database, actor, coming, list(points)) == len(points)
        taken += list(points)
    assert sorted(taken) == sorted(f"point-{item}" for item in given)


def test_points_are_taken_once_and_only_onto_an_agenda_that_is_open(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    meeting = run_meeting(database, actor, city.cell_id)
    keys = list(proposed(database, actor, meeting))
    assert take_points(database, actor, meeting, [*keys, *keys, "issue-9999", "point-0", "x"]) == len(keys) == 1
    assert take_points(database, actor, meeting, keys) == 0
    lead_to(database, actor, meeting, MeetingState.CLOSED)
    with pytest.raises(InvalidValue):
        take_points(database, actor, meeting, keys)


def test_what_is_about_a_hidden_issue_is_proposed_to_those_who_may_know_of_it(
    database: Database, actor: Actor, city: SmallCity, body_id: int
) -> None:
    meeting = past_meeting(database, actor, body_id)
    worker_of(database, actor, city.ngo_id, Role.COORDINATOR)  # so that the organisation may have it
    for number in range(3):  # discussed with a task, only a task, missed
        item = add_point(database, actor, meeting, f"Citlivý {number}", issue_id=city.hidden_issue_id)
        if number < 2:
            give_task(database, actor, item, NewTask("Tajný úkol", city.ngo_id, due_next_meeting=True))
        if number == 0:
            say(database, actor, item)
    some_hidden = some_issue(database, actor, "Též citlivý", body_id=body_id, site_ids=(city.hidden_site_id,))
    keeper, coming = another_keeper(database, actor, city.ngo_id), next_one(database, actor, body_id)
    assert set(proposed(database, actor, coming)) == {f"issue-{city.hidden_issue_id}", f"issue-{some_hidden}"}
    assert proposed(database, keeper, coming) == {}
    assert take_points(database, keeper, coming, [f"issue-{some_hidden}"]) == 0
